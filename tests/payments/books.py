"""What must hold of the money after whatever happened, as a list of what does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import Sum

from payments import ledger
from payments.models import Entry, EntryLine, Invoice, Payment, Receipt, ReceiptSeries, Refund

GOES = (Refund.State.APPROVED, Refund.State.DONE)


def faults() -> list[str]:
    return [
        *(f"does not balance: {key}" for key in ledger.faults()),
        *_sum(),
        *_invoices(),
        *_payments(),
        *_refunds(),
        *_numbers(),
    ]


def _sum() -> Iterator[str]:
    if total := sum(ledger.balances().values()):
        yield f"the books are off by {total}"


def _total(rows: object) -> int:
    return int(rows.aggregate(Sum("amount"))["amount__sum"] or 0)  # type: ignore[attr-defined]


def _invoices() -> Iterator[str]:
    """Paid means: settled once, its amount is booked as income, and one receipt holds.

    Only an accountant's cancelling leaves a paid invoice without one.
    """
    for invoice in Invoice.objects.all():
        settled = invoice.parts.filter(settles=True, payment__state=Payment.State.SUCCEEDED).count()
        valid = invoice.receipts.filter(state=Receipt.State.ISSUED).count()
        income = -_total(EntryLine.objects.filter(invoice=invoice, account__startswith="income:"))
        cancelled = invoice.receipts.filter(state=Receipt.State.CANCELLED)
        by_hand = cancelled.exclude(reason__in=invoice.refunds.values("reference")).exists()
        back = _total(invoice.refunds.filter(state__in=GOES))
        said = (invoice.state, settled, valid, income)
        right = {
            Invoice.State.DUE: ("due", 0, 0, 0),
            Invoice.State.CANCELLED: ("cancelled", 0, 0, 0),
            Invoice.State.PAID: ("paid", 1, 0 if by_hand else 1, invoice.amount - back),
            Invoice.State.REFUNDED: ("refunded", 1, 0, 0),
        }[Invoice.State(invoice.state)]
        if said != right:
            yield f"{invoice}: {said}, not {right}"


def _payments() -> Iterator[str]:
    """Money that came in is booked once, with its whole amount; else nothing is booked."""
    entries = Counter(Entry.objects.filter(kind="received").values_list("payment_id", flat=True))
    for payment in Payment.objects.all():
        came = payment.state == Payment.State.SUCCEEDED
        booked = EntryLine.objects.filter(
            entry__payment=payment, entry__kind="received", account=ledger.money(payment.provider)
        )
        if entries[payment.pk] != came or _total(booked) != (payment.amount if came else 0):
            yield f"{payment}: {payment.state}, booked {entries[payment.pk]} times, {_total(booked)}"
        verified = payment.events.filter(verified=True, outcome="settled").count()
        if came != bool(verified or payment.received_by_id):
            yield f"{payment}: {payment.state} with {verified} notices that settled it"
        if _total(payment.refunds.filter(state__in=[*GOES, Refund.State.ASKED])) > (
            payment.amount if came else 0
        ):
            yield f"{payment}: more goes back than came in"


def _refunds() -> Iterator[str]:
    """What is held and owed are the refunds that are still under way."""
    books = ledger.balances()
    owed = _total(Refund.objects.filter(state=Refund.State.APPROVED))
    if books.get(ledger.OWED, 0) != -owed:
        yield f"owed {books.get(ledger.OWED, 0)}, not {-owed}"
    came = _total(Payment.objects.filter(state=Payment.State.SUCCEEDED))
    settled = _total_parts()
    gone = _total(Refund.objects.filter(invoice=None, state__in=GOES))
    if books.get(ledger.HELD, 0) != -(came - settled - gone):
        yield f"held {books.get(ledger.HELD, 0)}, not {-(came - settled - gone)}"
    there = sum(amount for account, amount in books.items() if account.startswith("money:"))
    if there != came - _total(Refund.objects.filter(state=Refund.State.DONE)):
        yield f"money {there} of {came}"


def _total_parts() -> int:
    parts = Payment.invoices.through.objects.filter(settles=True)
    return _total(parts)


def _numbers() -> Iterator[str]:
    for series in ReceiptSeries.objects.all():
        numbers = sorted(series.receipts.values_list("number", flat=True))
        if numbers != list(range(1, series.next_number)):
            yield f"{series}: {numbers}"
