"""An officer looks into the applicant's store: for a dossier they work on, saying what for; it is noted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.permissions import may
from documents.keeping import keeping, looks
from documents.models import KeptPaper, PaperKind
from dossiers.actors import roles_at
from dossiers.kept import owner_of
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
    """While the dossier is open, at its agencies; nobody looks into their own store this way."""
    owner = owner_of(dossier)
    if owner is None or owner.pk == officer.pk or dossier.status in TERMINAL:
        return False
    return any(may(officer, ACTION, agency_code=code, at=at) for code in places(dossier))


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
    owner = owner_of(dossier)
    assert owner is not None
    purpose = looks.purpose_of(officer, owner, dossier.shown_code, at)
    if not purpose:
        return "", []
    found = keeping.papers(owner).exclude(kind=PaperKind.OWN)
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
    owner = owner_of(dossier)
    assert owner is not None
    code = next(one for one in sorted(places(dossier)) if may(officer, ACTION, agency_code=one, at=at))
    held = roles_at(officer, code, at)
    looks.note(
        officer, owner, action=action, role=held[0] if held else "", agency=code, purpose=purpose, at=at
    )
