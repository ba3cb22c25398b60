"""Why money cannot be asked for, taken or given back."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.translation import gettext_lazy as _


class NothingToPay(ValidationError):
    """An invoice of zero is never issued. Seen by the officer who asked for it."""

    def __init__(self) -> None:
        super().__init__(_("There is nothing to pay: the amount is zero."), code="nothing_to_pay")


class InvoiceNotDue(ValidationError):
    """The invoice is paid, cancelled or past its day. Seen by the payer and the cashier."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            _("Invoice %(reference)s is no longer to be paid: it is paid, cancelled or past its day."),
            code="invoice_not_due",
            params={"reference": reference},
        )


REFUSALS = {
    "key_used": _("This request was already used for another action. Reload the page and try again."),
    "nothing_chosen": _("Choose what you want to pay."),
    "different_agencies": _("These fees go to different agencies: pay them one agency at a time."),
    "not_offered": _("This way of payment is not offered here. Choose another one."),
    "provider_away": _(
        "The payment service does not answer. Nothing was charged: try again or pay another way."
    ),
    "amount_not_taken": _("This payment service does not take such an amount. Choose another way to pay."),
    "session_open": _("You have an open session at this agency."),
    "session_closed": _("This session has been counted and closed."),
    "not_settled": _("This invoice has not been paid."),
    "refund_too_large": _("No more can be paid back than was paid: at most %(most)s."),
    "refund_decided": _("This refund has been decided already."),
    "two_people": _("A second person approves: not the one who asked for it."),
    "not_enough": _("This transfer does not cover it: %(left)s of it are left."),
    "no_such_reference": _("There is no invoice and no payment with this reference."),
    "other_account": _("This is paid into another account: the transfer cannot be given to it."),
    "not_approved": _("This refund does not wait to be carried out."),
    "not_cash": _("Only what was paid in cash is handed out at the desk."),
    "not_by_hand": _("This money is not transferred back by hand."),
    "drawer_too_low": _("There is not enough cash in the drawer: %(there)s."),
    "slip_missing": _("Enter the number of the slip."),
    "reference_missing": _("Give the number of the bank's transaction."),
    "symbol_wrong": _("A symbol begins with two capital letters from A to Z."),
    "symbol_taken": _("This agency has a series with this symbol already."),
    "receipt_ended": _("This receipt is no longer valid."),
    "reason_missing": _("Give the reason."),
    "no_report": _("This provider gives no report by itself: download its report and choose the file here."),
    "report_away": _("The provider does not answer. Try again later, or choose its report as a file."),
}


class PaymentRefused(ValidationError):
    """Why not, in the reader's words; `code` for programs."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(REFUSALS[code], code=code, params=words or None)


class ProviderAway(Exception):
    """The provider cannot be reached or answers nonsense: nothing is known about the money."""


class Unbalanced(Exception):
    """Lines that do not sum to nothing. Seen by developers."""


class UnknownProvider(ImproperlyConfigured):
    """No such way of payment. Seen by developers."""


class UnknownSubject(ImproperlyConfigured):
    """Nobody registered to hear that invoices of this kind are settled. Seen by developers."""


class SubjectTaken(ImproperlyConfigured):
    """Two rooms want to hear of the same kind of invoice. Seen by developers at start-up."""
