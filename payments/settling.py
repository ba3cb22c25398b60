"""Money came in: what it settles, the books, the receipts, and who hears of it. One transaction.

What it cannot settle (paid already, cancelled, not enough) is held, with a refund asked for by the system, so
that no đồng is without a trace.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from payments import ledger
from payments.errors import InvoiceNotDue, PaymentRefused
from payments.ledger import Posting
from payments.models import CashSession, Invoice, Payment, PaymentPart, Refund
from payments.receipts.issuing import issue_receipt
from payments.refunding import left_of, propose
from payments.settled import lock_subjects, subject_of
from rules.money import format_vnd


@dataclass(frozen=True)
class Received:
    """Money somebody vouches for: a provider by its signature, or a cashier who has it in hand."""

    at: datetime
    provider_reference: str = ""
    by: User | None = None
    session: CashSession | None = None


def settle(payment: Payment, received: Received) -> bool:
    """The whole amount of the payment is here. Twice is once; False: it was settled before."""
    with transaction.atomic():
        lock_subjects(payment.invoices.all())
        payment = Payment.objects.select_for_update(no_key=True).get(pk=payment.pk)
        if payment.state == Payment.State.SUCCEEDED:
            return False
        parts = list(payment.parts.select_related("invoice").order_by("invoice_id"))
        locked = (
            Invoice.objects.select_for_update(no_key=True)
            .order_by("pk")
            .in_bulk([one.invoice_id for one in parts])
        )
        _succeed(payment, received)
        lines = [Posting(ledger.money(payment.provider), payment.amount)]
        settled = []
        for part in parts:
            invoice = locked[part.invoice_id]
            if invoice.state == Invoice.State.DUE and part.amount == invoice.amount:
                _pay(invoice, part, received.at)
                lines += ledger.shares(invoice, invoice.amount, -1)
                settled.append(invoice)
            else:
                lines.append(Posting(ledger.HELD, -part.amount, invoice))
                _give_back(payment, invoice, part.amount, received.at)
        if rest := payment.amount - sum(part.amount for part in parts):
            lines.append(Posting(ledger.HELD, -rest))
        ledger.post(
            ledger.RECEIVED,
            lines,
            key=f"{ledger.RECEIVED}:{payment.pk}",
            at=received.at,
            agency_code=payment.agency_code,
            payment=payment,
        )
        for invoice in settled:
            _tell(invoice, payment, received.at)
    return True


def give(payment: Payment, invoices: Collection[Invoice], *, at: datetime) -> Payment:
    """What is held of a payment settles these invoices after all; what is too much stays held.

    Raises InvoiceNotDue, PaymentRefused (not_enough).
    """
    with transaction.atomic():
        lock_subjects(invoices)
        payment = Payment.objects.select_for_update(no_key=True).get(pk=payment.pk)
        chosen = (
            Invoice.objects.select_for_update(no_key=True)
            .order_by("pk")
            .filter(pk__in=[one.pk for one in invoices])
        )
        locked = list(chosen)
        for invoice in locked:
            if invoice.state != Invoice.State.DUE:
                raise InvoiceNotDue(invoice.reference)
        left = left_of(payment, None)
        if not locked or sum(invoice.amount for invoice in locked) > left:
            raise PaymentRefused("not_enough", left=format_vnd(left))
        for invoice in locked:
            part = PaymentPart.objects.create(payment=payment, invoice=invoice, amount=invoice.amount)
            _pay(invoice, part, at)
            _post_given(payment, invoice, at)
        for invoice in locked:
            _tell(invoice, payment, at)
    return Payment.objects.get(pk=payment.pk)


def _post_given(payment: Payment, invoice: Invoice, at: datetime) -> None:
    """Out of what is held; where the invoice is of an agency below, the money goes over to its books."""
    key, source = f"given:{payment.pk}:{invoice.pk}", ledger.HELD
    if invoice.agency_code != payment.agency_code:
        source = ledger.money(payment.provider)
        over = [Posting(ledger.HELD, invoice.amount), Posting(source, -invoice.amount)]
        code = payment.agency_code
        ledger.post("passed_on", over, key=f"{key}:over", at=at, agency_code=code, payment=payment)
    lines = [Posting(source, invoice.amount), *ledger.shares(invoice, invoice.amount, -1)]
    ledger.post("given", lines, key=key, at=at, agency_code=invoice.agency_code, payment=payment)


def _tell(invoice: Invoice, payment: Payment, at: datetime) -> None:
    receipt = issue_receipt(invoice, payment, at=at)
    subject_of(invoice.subject_kind).settled(invoice, payment, receipt, at)


def _succeed(payment: Payment, received: Received) -> None:
    payment.state, payment.at, payment.why_not = Payment.State.SUCCEEDED, received.at, ""
    payment.provider_reference = received.provider_reference or payment.provider_reference
    payment.received_by, payment.session = received.by, received.session
    payment.save()


def _pay(invoice: Invoice, part: PaymentPart, at: datetime) -> None:
    invoice.state, invoice.paid_at = Invoice.State.PAID, at
    invoice.save(update_fields=["state", "paid_at"])
    part.settles = True
    part.save(update_fields=["settles"])


def _give_back(payment: Payment, invoice: Invoice, amount: int, at: datetime) -> None:
    twice = invoice.state in (Invoice.State.PAID, Invoice.State.REFUNDED)
    propose(
        payment,
        amount,
        reason=Refund.Reason.PAID_TWICE if twice else Refund.Reason.PAID_LATE,
        by=None,
        at=at,
        key=f"held:{payment.pk}:{invoice.pk}",
    )
