"""Who looked at what: one line each time an officer opens somebody's data. Added to, never changed."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import AccessRecord, User
from accounts.permissions import scope_filter


def record(
    *,
    user_id: int,
    action: str,
    subject: str,
    at: datetime,
    role: str = "",
    agency: str = "",
    purpose: str = "",
) -> AccessRecord:
    """Note that a user did `action` to `subject` ("dossier:<id>"), in what role, where, and what for."""
    return AccessRecord.objects.create(
        at=at,
        user_id=user_id,
        role=role,
        agency=agency,
        action=action,
        subject=subject,
        purpose=purpose[:200],
    )


def records_for(user: User, *, at: datetime, subject: str = "") -> QuerySet[AccessRecord]:
    """The records `user` may read (action audit.view), newest first; of one subject when given."""
    found = AccessRecord.objects.filter(scope_filter(user, "audit.view", field="agency", at=at))
    return found.filter(subject=subject) if subject else found


def records_about(subject: str) -> QuerySet[AccessRecord]:
    """Everything noted about a subject, newest first: for the person whose data it is."""
    return AccessRecord.objects.filter(subject=subject).order_by("-at", "-id")
