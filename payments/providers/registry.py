"""Which ways of paying there are, and which an agency offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.conf import settings

from payments.errors import PaymentRefused, UnknownProvider
from payments.models import ProviderAccount
from payments.providers.contract import Online, Provider, Way
from themes.options import missing


@cache
def known_ways() -> Mapping[str, Way]:
    """{code: way of paying}, in the order they are offered."""
    from payments.providers.counter import Card, Cash
    from payments.providers.sandbox import Sandbox
    from payments.providers.stripe_pay import StripePay
    from payments.providers.vietqr import VietQr
    from payments.providers.vnpay import Vnpay

    known: tuple[Way, ...] = (VietQr(), Vnpay(), StripePay(), Sandbox(), Cash(), Card())
    return {one.name: one for one in known}


def way_of(name: str) -> Way:
    """Raises UnknownProvider."""
    try:
        return known_ways()[name]
    except KeyError:
        raise UnknownProvider(f"There is no way of payment called {name!r}.") from None


def provider(name: str) -> Provider | None:
    """The service behind a way of paying; None where a person stands in for one. Raises UnknownProvider."""
    one = way_of(name)
    return one if isinstance(one, Provider) else None


def online() -> dict[str, Online]:
    """Ways by which a payer pays alone here."""
    return {name: one for name, one in known_ways().items() if isinstance(one, Online) and allowed(one)}


def allowed(one: Way) -> bool:
    """Production never takes money of the demo."""
    return settings.DEMO or not one.demo_only


def accounts_of(agency_code: str) -> list[ProviderAccount]:
    """What the agency offers online: of its own account, else of the nearest agency above, else of all."""
    return offered_at([agency_code])[agency_code]


def offered_at(agency_codes: Iterable[str]) -> dict[str, list[ProviderAccount]]:
    """{agency: what it offers online}: one query, however many agencies."""
    above = {code: places_above(code) for code in agency_codes}
    everywhere = {place for places in above.values() for place in places}
    rows = list(ProviderAccount.objects.filter(agency_code__in=everywhere, provider__in=online()))
    return {code: _offered(rows, places) for code, places in above.items()}


def _offered(rows: Iterable[ProviderAccount], places: list[str]) -> list[ProviderAccount]:
    found: dict[str, ProviderAccount] = {}
    near = [row for row in rows if row.agency_code in places]
    for row in sorted(near, key=lambda one: places.index(one.agency_code)):
        found.setdefault(row.provider, row)
    offered = [row for row in found.values() if row.on and not problems_of(row)]
    return sorted(offered, key=lambda one: (one.order, list(known_ways()).index(one.provider)))


def account_for(agency_code: str, name: str) -> ProviderAccount:
    """The account by which this is paid. Raises PaymentRefused (not_offered)."""
    for row in accounts_of(agency_code):
        if row.provider == name:
            return row
    raise PaymentRefused("not_offered")


def places_above(agency_code: str) -> list[str]:
    """The agency, those above it by its code (H08.16 -> H08), and "": all."""
    parts = agency_code.split(".") if agency_code else []
    return [".".join(parts[:end]) for end in range(len(parts), 0, -1)] + [""]


def problems_of(account: ProviderAccount) -> list[str]:
    """Why the account cannot be used, in the reader's words."""
    one = way_of(account.provider)
    lacking = [str(option.label) for option in missing(one.options, account.options)]
    return lacking or one.check_config(account.options)


def secret(options: Mapping[str, Any], name: str) -> str:
    """The secret an option names; "" when the environment has none of that name."""
    return settings.PAYMENT_SECRETS.get(str(options.get(name, "")), "")
