"""Whether the books hold: every entry sums to nothing, and invoices, payments and refunds say the same.

Read only; asked every day by the worker and by `manage.py check_books`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from payments import ledger
from payments.models import Entry, Invoice, Payment, PaymentPart, Receipt, Refund


@dataclass(frozen=True)
class Fault:
    """what: a code; where: the reference of what it is about."""

    what: str
    where: str


def faults() -> list[Fault]:
    """Always empty."""
    return [*_entries(), *_payments(), *_refunds(), *_invoices()]


def _entries() -> Iterator[Fault]:
    for key in ledger.faults():
        yield Fault("entry_unbalanced", key)


def _payments() -> Iterator[Fault]:
    """Money that was received is in the books, all of it and once; what was not received is not."""
    received = Entry.objects.filter(payment=OuterRef("pk"), kind=ledger.RECEIVED)
    succeeded = Payment.objects.filter(state=Payment.State.SUCCEEDED)
    yield from _named("money_without_entry", succeeded.exclude(Exists(received)))
    others = Payment.objects.exclude(state=Payment.State.SUCCEEDED)
    yield from _named("entry_without_money", others.filter(Exists(received)))
    debits = Q(entries__kind=ledger.RECEIVED, entries__lines__amount__gt=0)
    booked = Coalesce(Sum("entries__lines__amount", filter=debits), 0)
    yield from _named("amount_booked_differs", succeeded.annotate(booked=booked).exclude(booked=F("amount")))


def _refunds() -> Iterator[Fault]:
    gone = Entry.objects.filter(refund=OuterRef("pk"), kind="refunded")
    done = Refund.objects.filter(state=Refund.State.DONE)
    yield from _named("refund_without_entry", done.exclude(Exists(gone)))
    others = Refund.objects.exclude(state=Refund.State.DONE)
    yield from _named("entry_without_refund", others.filter(Exists(gone)))


def _invoices() -> Iterator[Fault]:
    """Paid is what a payment that succeeded settles; nothing else has a receipt that holds."""
    settling = PaymentPart.objects.filter(
        invoice=OuterRef("pk"), settles=True, payment__state=Payment.State.SUCCEEDED
    )
    settled = Invoice.objects.filter(state__in=[Invoice.State.PAID, Invoice.State.REFUNDED])
    yield from _named("paid_without_money", settled.exclude(Exists(settling)))
    unsettled = Invoice.objects.filter(state__in=[Invoice.State.DUE, Invoice.State.CANCELLED])
    yield from _named("money_without_paid", unsettled.filter(Exists(settling)))
    holding = Receipt.objects.filter(invoice=OuterRef("pk"), state=Receipt.State.ISSUED)
    unpaid = Invoice.objects.exclude(state=Invoice.State.PAID)
    yield from _named("receipt_without_debt_paid", unpaid.filter(Exists(holding)))


def _named(what: str, rows: QuerySet[Payment] | QuerySet[Refund] | QuerySet[Invoice]) -> Iterator[Fault]:
    for reference in rows.order_by().values_list("reference", flat=True):
        yield Fault(what, reference)
