"""An officer looks into the store of the applicant, or of the organisation a dossier was filed for: for a
dossier they work on, saying what for; it is noted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from accounts.permissions import may
from documents.keeping import keeping, looks
from documents.keeping.holders import open_to
from documents.models import KeptPaper, PaperKind
from dossiers.actors import roles_at
from dossiers.kept import holder_of, owner_of
from dossiers.models import Dossier
from dossiers.reach import places
from dossiers.statuses import TERMINAL

ACTION = looks.LISTED
MOST = 100


class PurposeMissing(ValidationError):
    """Seen by the officer beside the field."""

    def __init__(self) -> None:
        super().__init__(_("Say what you look for: the owner will read it."), code="purpose_missing")


def may_look(officer: Any, dossier: Dossier, at: datetime) -> bool:
    """While the dossier is open, at its agencies; nobody looks into a store of their own this way."""
    holder = holder_of(dossier, at)
    if holder is None or dossier.status in TERMINAL:
        return False
    if owner_of(dossier) == officer or holder in open_to(officer, at):
        return False
    return any(may(officer, ACTION, agency_code=code, at=at) for code in places(dossier))


def organization_of(dossier: Dossier, at: datetime) -> Organization | None:
    """Whose store it is, when it is not the applicant's own."""
    holder = holder_of(dossier, at)
    return holder if isinstance(holder, Organization) else None


def look(officer: User, dossier: Dossier, purpose: str, at: datetime) -> None:
    """Write down what is looked for; it opens the store for some hours. Raises PurposeMissing,
    PermissionDenied."""
    if not may_look(officer, dossier, at):
        raise PermissionDenied
    words = " ".join(purpose.split())
    if len(words) < 5:
        raise PurposeMissing
    _note(officer, dossier, looks.LISTED, f"{dossier.shown_code}: {words}", at)


def seen(officer: User, dossier: Dossier, at: datetime) -> tuple[str, Sequence[KeptPaper]]:
    """(what for, the papers); ("", []) before a purpose was given. What nobody verified is the owner's own.

    Raises PermissionDenied.
    """
    if not may_look(officer, dossier, at):
        raise PermissionDenied
    holder = holder_of(dossier, at)
    assert holder is not None
    purpose = looks.purpose_of(officer, holder, dossier.shown_code, at)
    if not purpose:
        return "", []
    found = keeping.papers(holder).exclude(kind=PaperKind.OWN)
    return purpose.partition(": ")[2], list(found[:MOST])


def read(officer: User, dossier: Dossier, paper_id: Any, at: datetime) -> KeptPaper | None:
    """One paper, and that it was opened; None without a purpose or for a paper that is not there."""
    purpose, found = seen(officer, dossier, at)
    paper = next((one for one in found if str(one.pk) == str(paper_id)), None)
    if paper is None:
        return None
    _note(officer, dossier, looks.READ, f"{dossier.shown_code}: {purpose}", at)
    return paper


def _note(officer: User, dossier: Dossier, action: str, purpose: str, at: datetime) -> None:
    holder = holder_of(dossier, at)
    assert holder is not None
    code = next(one for one in sorted(places(dossier)) if may(officer, ACTION, agency_code=one, at=at))
    held = roles_at(officer, code, at)
    looks.note(
        officer, holder, action=action, role=held[0] if held else "", agency=code, purpose=purpose, at=at
    )
