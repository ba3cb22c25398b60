"""A cashier's session: it opens with the first money taken, or by hand with change in the drawer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Sum

from accounts.models import User
from payments.errors import PaymentRefused
from payments.models import CashSession, Payment, Refund

NOTES = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500)
"""Banknotes in use, the largest first."""
MOST_NOTES = 100_000
"""Of one kind in a drawer: more is a mistake."""


def open_session(cashier: User, agency_code: str, *, at: datetime, change: int = 0) -> CashSession:
    """The session that is open, else a new one with `change` đồng in the drawer.

    Inside a transaction it stays locked: nothing enters or leaves a drawer that is being counted.
    """
    return _opened(cashier, agency_code, at, change)[0]


def open_by_hand(cashier: User, agency_code: str, *, at: datetime, change: int) -> CashSession:
    """A new session with change in the drawer. Raises PaymentRefused (session_open)."""
    session, new = _opened(cashier, agency_code, at, change)
    if not new:
        raise PaymentRefused("session_open")
    return session


def _opened(cashier: User, agency_code: str, at: datetime, change: int) -> tuple[CashSession, bool]:
    """The open one, locked, and whether it is new: of two at once that open one, one does."""
    with transaction.atomic():
        return CashSession.objects.select_for_update(no_key=True).get_or_create(
            cashier=cashier,
            agency_code=agency_code,
            closed_at=None,
            defaults={"opened_at": at, "float": change},
        )


def taken(session: CashSession) -> QuerySet[Payment]:
    """What was taken in the session, by whatever way."""
    return session.payments.filter(state=Payment.State.SUCCEEDED).order_by("at", "reference")


def given_back(session: CashSession) -> QuerySet[Refund]:
    """Refunds handed out of the drawer."""
    return session.refunds.filter(state=Refund.State.DONE).order_by("done_at", "reference")


def totals(session: CashSession) -> dict[str, int]:
    """{"change", "cash", "card", "back", "drawer"} in đồng."""
    cash, card = (_sum(taken(session).filter(provider=way)) for way in ("cash", "card"))
    back = _sum(given_back(session))
    return {
        "change": session.float,
        "cash": cash,
        "card": card,
        "back": back,
        "drawer": session.float + cash - back,
    }


def in_drawer(session: CashSession) -> int:
    """Đồng that must be in the drawer now: the change, what was taken in cash, less what was given back."""
    return totals(session)["drawer"]


def _sum(rows: QuerySet[Any]) -> int:
    return int(rows.aggregate(Sum("amount"))["amount__sum"] or 0)


def counted_of(counts: Mapping[int, int]) -> int:
    """Đồng in so many notes of each kind."""
    return sum(note * number for note, number in counts.items())


def close_session(
    session: CashSession,
    *,
    counted: int,
    note: str,
    at: datetime,
    counts: Mapping[int, int] | None = None,
    handed_to: str = "",
) -> CashSession:
    """Counted and handed over; a difference wants a note. counts: {500000: 3}, how many notes of each kind.

    Raises PaymentRefused (session_closed, reason_missing).
    """
    with transaction.atomic():
        session = CashSession.objects.select_for_update(no_key=True).get(pk=session.pk)
        if session.closed_at is not None:
            raise PaymentRefused("session_closed")
        session.expected = in_drawer(session)
        if counted != session.expected and not note.strip():
            raise PaymentRefused("reason_missing")
        session.counted, session.note, session.closed_at = counted, note.strip()[:500], at
        session.counts = {str(kind): number for kind, number in (counts or {}).items() if number}
        session.handed_to = handed_to.strip()[:150]
        session.save()
    return session
