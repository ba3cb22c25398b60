"""Why money cannot be asked for or taken."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.translation import gettext_lazy as _


class NothingToPay(ValidationError):
    """An invoice of zero is never issued. Seen by the officer who asked for it."""

    def __init__(self) -> None:
        super().__init__(_("There is nothing to pay: the amount is zero."), code="nothing_to_pay")


class InvoiceNotDue(ValidationError):
    """The invoice is paid or cancelled already. Seen by the cashier."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            _("Invoice %(reference)s has been paid or cancelled already."),
            code="invoice_not_due",
            params={"reference": reference},
        )


class UnknownSubject(ImproperlyConfigured):
    """Nobody registered to hear that invoices of this kind are settled. Seen by developers."""


class SubjectTaken(ImproperlyConfigured):
    """Two rooms want to hear of the same kind of invoice. Seen by developers at start-up."""
