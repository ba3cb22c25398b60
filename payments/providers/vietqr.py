"""A transfer by VietQR: the payer scans, the agency's bank statement says that it came (domain.md §8.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from payments.models import Payment, Refund
from payments.providers.contract import Addresses, Begun, Notice, Option, RefundNotice, ReportLine
from payments.providers.vietqr_code import vietqr


class VietQr:
    name = "vietqr"
    label = _("Bank transfer by QR code")
    says = _("Scan with the app of any bank. It may take until the next statement of our bank to arrive.")
    online = True
    refunds = False
    demo_only = False
    options: tuple[Option, ...] = (
        Option("bank", _("BIN of the bank"), _("Six digits, for example 970418.")),
        Option("bank_name", _("Name of the bank")),
        Option("account", _("Account number")),
        Option("holder", _("Account holder")),
    )

    def check_config(self, options: Mapping[str, str]) -> list[str]:
        found = []
        if not re.fullmatch(r"\d{6}", str(options.get("bank", ""))):
            found.append(str(_("The BIN of a bank has six digits.")))
        if not re.fullmatch(r"[A-Za-z0-9]{1,19}", str(options.get("account", ""))):
            found.append(str(_("An account number has at most 19 digits or letters.")))
        return found

    def create(self, payment: Payment, addresses: Addresses) -> Begun:
        options = payment.options
        code = vietqr(options["bank"], options["account"], amount=payment.amount, purpose=payment.reference)
        shown = {name: options.get(name, "") for name in ("bank_name", "account", "holder")}
        return Begun({"qr": code, "purpose": payment.reference, **shown})

    def notify(self, request: HttpRequest) -> None:
        return None  # the bank's statement tells: payments/bank/

    def reply(self, outcome: str) -> NoReturn:
        raise NotImplementedError("Banks send statements, not notices.")

    def query(self, payment: Payment) -> Notice | None:
        return None

    def refund(self, refund: Refund) -> RefundNotice:
        raise NotImplementedError("An accountant transfers it back: payments/refunding.py")

    def report(self, options: Mapping[str, str], day: date) -> Iterable[ReportLine] | None:
        return None
