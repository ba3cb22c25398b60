"""At the desk: a cashier's action settles it at once (payments/cashier.py)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from payments.providers.contract import Way


class Cash(Way):
    name = "cash"
    label = _("Cash at the desk")
    says = _("Pay at the desk of the one-stop unit.")


class Card(Way):
    """The card terminal of the agency's bank."""

    name = "card"
    label = _("Card terminal at the desk")
    says = _("Pay by card at the desk of the one-stop unit.")
