"""At the desk: cash, and the card terminal of the agency's bank. A cashier's action settles it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from payments.models import Payment
from payments.providers.contract import Addresses, Option, ReportLine


class Cash:
    name = "cash"
    label = _("Cash at the desk")
    says = _("Pay at the desk of the one-stop unit.")
    online = False
    refunds = False
    demo_only = False
    options: tuple[Option, ...] = ()

    def check_config(self, options: Mapping[str, str]) -> list[str]:
        return []

    def create(self, payment: Payment, addresses: Addresses) -> NoReturn:
        raise NotImplementedError("A cashier takes it: payments/taking.py")

    def notify(self, request: HttpRequest) -> None:
        return None

    def reply(self, outcome: str) -> NoReturn:
        raise NotImplementedError("Nobody sends notices of the desk.")

    def query(self, payment: Payment) -> None:
        return None

    def refund(self, refund: object) -> NoReturn:
        raise NotImplementedError("A cashier hands it out: payments/taking.py")

    def report(self, options: Mapping[str, str], day: date) -> Iterable[ReportLine] | None:
        return None


class Card(Cash):
    name = "card"
    label = _("Card terminal at the desk")
    says = _("Pay by card at the desk of the one-stop unit.")
