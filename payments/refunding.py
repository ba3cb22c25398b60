"""Money that goes back: asked for, approved by a second person, carried out, booked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from accounts.models import User
from effects.outbox import send
from payments import ledger
from payments.errors import PaymentRefused
from payments.ledger import Posting
from payments.models import CashSession, EntryLine, Invoice, Payment, Receipt, Refund
from payments.receipts.issuing import cancel_receipt
from payments.references import new_reference
from payments.telling import tell
from rules.money import format_vnd

CARRY_OUT = "carry_out_refund"


def propose(  # noqa: PLR0913  who asks for what, and why
    payment: Payment,
    amount: int,
    *,
    reason: str,
    by: User | None,
    at: datetime,
    key: str,
    invoice: Invoice | None = None,
    note: str = "",
) -> Refund:
    """Ask for money to go back; the same `key` gives the first request. by None: the system asks.

    invoice: what it was paid for; None: money that settled nothing.
    Raises PaymentRefused (key_used, not_settled, refund_too_large).
    """
    with transaction.atomic():
        payment = Payment.objects.select_for_update(no_key=True).get(pk=payment.pk)
        if first := Refund.objects.filter(key=key).first():
            if (first.payment_id, first.invoice_id) != (payment.pk, invoice and invoice.pk):
                raise PaymentRefused("key_used")
            return first
        if payment.state != Payment.State.SUCCEEDED:
            raise PaymentRefused("not_settled")
        most = left_of(payment, invoice)
        if not 0 < amount <= most:
            raise PaymentRefused("refund_too_large", most=format_vnd(most))
        refund = Refund.objects.create(
            reference=new_reference("HT", at),
            payment=payment,
            invoice=invoice,
            amount=amount,
            reason=reason,
            note=note[:500],
            asked_by=by,
            asked_at=at,
            key=key,
        )
        if by is None:
            tell(refund, "asked")
        return refund


def left_of(payment: Payment, invoice: Invoice | None) -> int:
    """How much may still go back: of what was paid for the invoice, or of what settled nothing; đồng."""
    settled = payment.parts.filter(settles=True)
    if invoice is None:
        whole = payment.amount - (settled.aggregate(Sum("amount"))["amount__sum"] or 0)
    else:
        whole = settled.filter(invoice=invoice).aggregate(Sum("amount"))["amount__sum"] or 0
    gone = (
        payment.refunds.filter(invoice=invoice)
        .exclude(state__in=[Refund.State.REFUSED, Refund.State.FAILED])
        .aggregate(Sum("amount"))["amount__sum"]
    )
    return int(whole - (gone or 0))


def approve(refund: Refund, *, by: User, at: datetime) -> Refund:
    """A second person says yes: booked as owed, and carried out. Raises PaymentRefused."""
    with transaction.atomic():
        refund = _decide(refund, by, at, Refund.State.APPROVED)
        ledger.post(
            "refund_approved",
            [*_taken_from(refund), Posting(ledger.OWED, -refund.amount)],
            key=f"refund_approved:{refund.pk}",
            at=at,
            agency_code=_place(refund),
            payment=refund.payment,
            refund=refund,
        )
        send(CARRY_OUT, key=f"{CARRY_OUT}:{refund.pk}", refund=str(refund.pk))
        tell(refund, "approved")
    return refund


def refuse(refund: Refund, *, by: User, reason: str, at: datetime) -> Refund:
    """A second person says no, with a reason. Raises PaymentRefused."""
    if not reason.strip():
        raise PaymentRefused("reason_missing")
    with transaction.atomic():
        refund = _decide(refund, by, at, Refund.State.REFUSED)
        refund.why_not = reason.strip()[:200]
        refund.save(update_fields=["why_not"])
        if refund.asked_by_id is None:  # the payer knows that it was to be paid back
            tell(refund, "refused")
    return refund


def _decide(refund: Refund, by: User, at: datetime, state: str) -> Refund:
    refund = _locked(refund)
    if refund.state != Refund.State.ASKED:
        raise PaymentRefused("refund_decided")
    if refund.asked_by_id == by.pk:
        raise PaymentRefused("two_people")
    refund.state, refund.decided_by, refund.decided_at = state, by, at
    refund.save(update_fields=["state", "decided_by", "decided_at"])
    return refund


def _locked(refund: Refund) -> Refund:
    held = Refund.objects.select_for_update(of=("self",), no_key=True).select_related("payment", "invoice")
    return held.get(pk=refund.pk)


def _place(refund: Refund) -> str:
    """The agency whose books it is in: a transfer to an account above may have paid an agency below."""
    return (refund.invoice or refund.payment).agency_code


def _taken_from(refund: Refund) -> list[Posting]:
    if refund.invoice is None:
        return [Posting(ledger.HELD, refund.amount)]
    return ledger.taken_back(refund.invoice, refund.amount)


def done(
    refund: Refund,
    *,
    at: datetime,
    provider_reference: str = "",
    by: User | None = None,
    session: CashSession | None = None,
) -> Refund:
    """It went back: booked, and what it was paid for is no longer paid. Twice is once.

    by: who gave it back by hand; session: the drawer it left.
    """
    with transaction.atomic():
        refund = _locked(refund)
        if refund.state != Refund.State.APPROVED:
            return refund
        refund.state, refund.done_at, refund.provider_reference = Refund.State.DONE, at, provider_reference
        refund.done_by, refund.session = by, session
        refund.save(update_fields=["state", "done_at", "provider_reference", "done_by", "session"])
        ledger.post(
            "refunded",
            [
                Posting(ledger.OWED, refund.amount),
                Posting(ledger.money(refund.payment.provider), -refund.amount),
            ],
            key=f"refunded:{refund.pk}",
            at=at,
            agency_code=_place(refund),
            payment=refund.payment,
            refund=refund,
        )
        if refund.invoice is not None:
            _no_longer_paid(refund, at)
        tell(refund, "done")
    return refund


def _no_longer_paid(refund: Refund, at: datetime) -> None:
    """Wholly paid back, an invoice is no debt and no income, and its receipt no longer holds.

    Locked before adding up: of two parts that go back at once, the later one sees the earlier.
    """
    assert refund.invoice is not None
    invoice = Invoice.objects.select_for_update(no_key=True).get(pk=refund.invoice.pk)
    back = invoice.refunds.filter(state=Refund.State.DONE).aggregate(Sum("amount"))["amount__sum"]
    if back < invoice.amount:
        return
    Invoice.objects.filter(pk=invoice.pk).update(state=Invoice.State.REFUNDED)
    for receipt in Receipt.objects.filter(invoice=invoice, state=Receipt.State.ISSUED):
        cancel_receipt(receipt, by=refund.decided_by, reason=refund.reference, at=at)


def failed(refund: Refund, *, why_not: str, at: datetime) -> Refund:
    """The provider will not: the money is ours again, and somebody decides what to do."""
    with transaction.atomic():
        refund = _locked(refund)
        if refund.state != Refund.State.APPROVED:
            return refund
        refund.state, refund.why_not = Refund.State.FAILED, why_not[:200]
        refund.save(update_fields=["state", "why_not"])
        taken = EntryLine.objects.filter(entry__key=f"refund_approved:{refund.pk}").select_related("invoice")
        ledger.post(
            "refund_failed",
            [Posting(one.account, -one.amount, one.invoice, one.fee) for one in taken],
            key=f"refund_failed:{refund.pk}",
            at=at,
            agency_code=_place(refund),
            payment=refund.payment,
            refund=refund,
        )
    return refund
