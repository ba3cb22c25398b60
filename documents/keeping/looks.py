"""Officers in a store: only with a purpose, written down, and read by its holder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import get_language

from accounts.access_log import record, records_about
from accounts.models import AccessRecord, Role, User
from documents.keeping.holders import Holder, name_of
from documents.places import names_of

LISTED = "store.view"
READ = "store.read"
MOST = 100
HOLDS_FOR = timedelta(hours=8)
"""How long a purpose that was given opens the store for that officer and dossier."""


@dataclass(frozen=True)
class Look:
    """who: the role; where: the agency; paper: whether a paper was opened, or only the list."""

    at: datetime
    who: str
    where: str
    purpose: str
    paper: bool


def subject_of(holder: Holder) -> str:
    return f"store:{name_of(holder)}"


def note(
    officer: User, holder: Holder, *, action: str, role: str, agency: str, purpose: str, at: datetime
) -> AccessRecord:
    """purpose: "<code of the dossier>: <what is looked for>"."""
    return record(
        user_id=officer.pk,
        action=action,
        subject=subject_of(holder),
        role=role,
        agency=agency,
        purpose=purpose,
        at=at,
    )


def purpose_of(officer: User, holder: Holder, dossier_code: str, at: datetime) -> str:
    """What the officer said of late that they look for, for this dossier; "" when nothing."""
    found = records_about(subject_of(holder)).filter(
        user_id=officer.pk,
        action=LISTED,
        at__gt=at - HOLDS_FOR,
        at__lte=at,
        purpose__startswith=f"{dossier_code}: ",
    )
    last = found.first()
    return last.purpose if last else ""


def looks(holder: Holder) -> list[Look]:
    """Newest first, the last hundred."""
    rows = list(records_about(subject_of(holder))[:MOST])
    english = (get_language() or "").startswith("en")
    names = {one.code: (english and one.name_en) or one.name for one in Role.objects.all()} if rows else {}
    places = names_of(row.agency for row in rows)
    return [
        Look(
            row.at,
            names.get(row.role, row.role),
            places.get(row.agency, ""),
            row.purpose,
            row.action == READ,
        )
        for row in rows
    ]
