"""A cashier's session: it opens with the first money taken, or by hand with change in the drawer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from accounts.models import User
from payments.errors import PaymentRefused
from payments.models import CashSession, Payment, Refund


def open_session(cashier: User, agency_code: str, *, at: datetime, change: int = 0) -> CashSession:
    """The session that is open, else a new one with `change` đồng in the drawer."""
    session, _created = CashSession.objects.get_or_create(
        cashier=cashier,
        agency_code=agency_code,
        closed_at=None,
        defaults={"opened_at": at, "float": change},
    )
    return session


def in_drawer(session: CashSession) -> int:
    """Đồng that must be in the drawer now: the change, what was taken in cash, less what was given back."""
    taken = session.payments.filter(provider="cash", state=Payment.State.SUCCEEDED)
    given = Refund.objects.filter(session=session, state=Refund.State.DONE)
    return session.float + _sum(taken) - _sum(given)


def _sum(rows: object) -> int:
    return int(rows.aggregate(Sum("amount"))["amount__sum"] or 0)  # type: ignore[attr-defined]


def close_session(session: CashSession, *, counted: int, note: str, at: datetime) -> CashSession:
    """Counted and handed over; a difference wants a note.

    Raises PaymentRefused (session_closed, reason_missing).
    """
    with transaction.atomic():
        session = CashSession.objects.select_for_update().get(pk=session.pk)
        if session.closed_at is not None:
            raise PaymentRefused("session_closed")
        session.expected = in_drawer(session)
        if counted != session.expected and not note.strip():
            raise PaymentRefused("reason_missing")
        session.counted, session.note, session.closed_at = counted, note.strip()[:500], at
        session.save()
    return session
