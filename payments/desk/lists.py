"""What officers look for at the desk: what is to be paid, what was paid, receipts, sessions, refunds.

References and codes are found by an index. Names are looked for only among what is due at the officer's own
agencies, or in the receipts of a period: lists that do not grow for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.models import User
from documents.codes import plain_code
from documents.registers.period import Period
from payments.invoices import payable
from payments.models import CashSession, Invoice, Payment, PaymentPart, Receipt, ReceiptSeries, Refund
from payments.reach import TAKE, VIEW, refunds_with_all, within
from rules.text import words

MOST = 50


def due(user: User, text: str, at: datetime) -> QuerySet[Invoice]:
    """Invoices the cashier may take money for: of this reference or dossier, else of all these words.

    Those asked for last come first.
    """
    mine = payable(at).filter(within(user, TAKE, at)).order_by("-issued_at", "reference")
    if text.strip() and (exact := mine.filter(_named(text))).exists():
        return exact
    for word in words(text):
        mine = mine.filter(words__contains=word)
    return mine


def _named(text: str) -> Q:
    return Q(reference=plain_code(text)) | Q(code=text.strip().upper())


def paid(user: User, text: str, at: datetime) -> list[Payment]:
    """Payments whose money is here: by their own or the provider's number, an invoice's or a dossier's."""
    if not text.strip():
        return []
    there = Payment.objects.filter(within(user, VIEW, at), state=Payment.State.SUCCEEDED)
    own = there.filter(Q(reference=plain_code(text)) | Q(provider_reference=text.strip()))
    invoices = list(Invoice.objects.filter(_named(text)).values_list("pk", flat=True)[:MOST])
    parts = PaymentPart.objects.filter(invoice__in=invoices).values("payment")
    return list((own | there.filter(pk__in=parts)).order_by("-at")[:MOST])


@dataclass(frozen=True)
class Wanted(Period):
    """Filters of the list of receipts; "" for any. number: with or without leading zeros."""

    symbol: str = ""
    number: str = ""
    payer: str = ""


def series_of(user: User, at: datetime) -> QuerySet[ReceiptSeries]:
    """Series of receipts whose books the person sees."""
    return ReceiptSeries.objects.filter(within(user, VIEW, at)).order_by("agency_code", "symbol")


def receipts(user: User, wanted: Wanted, at: datetime) -> QuerySet[Receipt]:
    """Receipts of the days, the newest first."""
    series = series_of(user, at)
    if wanted.agency:
        series = series.filter(agency_code=wanted.agency)
    if wanted.symbol:
        series = series.filter(symbol=wanted.symbol)
    found = Receipt.objects.filter(wanted.covers("issued_at"), series__in=series.order_by())
    if wanted.number.isdecimal():
        found = found.filter(number=int(wanted.number))
    for word in words(wanted.payer):
        found = found.filter(invoice__words__contains=word)
    return found.select_related("series", "invoice").order_by("-issued_at", "-number")


def sessions(user: User, at: datetime) -> QuerySet[CashSession]:
    """One's own and those of agencies whose books one sees, the newest first."""
    seen = CashSession.objects.filter(Q(cashier=user) | within(user, VIEW, at))
    return seen.select_related("cashier").order_by("-opened_at")


OPEN_REFUNDS = (Refund.State.ASKED, Refund.State.APPROVED, Refund.State.FAILED)


def refunds(user: User, at: datetime, *, state: str = "") -> QuerySet[Refund]:
    """Those that wait for somebody, or those of one state, the newest first."""
    there = refunds_with_all().filter(within(user, VIEW, at, "payment__agency_code"))
    chosen = [state] if state in Refund.State.values else list(OPEN_REFUNDS)
    return there.filter(state__in=chosen).order_by("-asked_at")
