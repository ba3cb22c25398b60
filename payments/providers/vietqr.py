"""A transfer by VietQR: the payer scans, the agency's bank statement says that it came (domain.md §8.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from payments.models import Payment
from payments.providers.contract import Addresses, Begun, Online
from payments.providers.vietqr_code import vietqr
from themes.options import Option


class VietQr(Online):
    """The bank's statement tells what came (payments/bank/); an accountant transfers back."""

    name = "vietqr"
    label = _("Bank transfer by QR code")
    says = _("Scan with the app of any bank. It may take until the next statement of our bank to arrive.")
    waits = timedelta(days=7)
    """Until the statement: transfers of a holiday come with that of the next working day."""
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
        until = payment.started_at + self.waits
        return Begun({"qr": code, "purpose": payment.reference, **shown}, expires_at=until)
