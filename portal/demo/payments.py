"""How fees are paid in the demo: on a pay page of its own, at every agency. No money moves."""

from __future__ import annotations

from payments.models import ProviderAccount
from payments.providers.sandbox import Sandbox


def offer_payment() -> int:
    """Switch the trial payment on for all agencies, unless it is there. Returns how many were added."""
    _account, added = ProviderAccount.objects.get_or_create(
        agency_code="", provider=Sandbox.name, defaults={"on": True}
    )
    return int(added)
