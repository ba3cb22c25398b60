"""Who may read a file that belongs to a dossier: its applicant, who follows in full, officers."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from dossiers import following
from dossiers.applicants import APPLICANT
from dossiers.models import Dossier, DossierOpinion, PaperFiling
from dossiers.reach import may_reach


def may_read(user: Any, request: HttpRequest, dossier_id: str) -> bool:
    """Registered with documents.files for the subject "dossier"."""
    dossier = _dossier(dossier_id)
    if dossier is None:
        return False
    if may_reach(user, "dossier.view", dossier, timezone.now()):
        return True
    # What came of a dossier another one was passed on to is its applicant's, too.
    keys = [dossier.pk, *([dossier.parent_id] if dossier.parent_id else [])]
    if any(APPLICANT.check(request, dossier_id=key) for key in keys):
        return True
    return following.may_read(request, dossier.pk)


def may_read_of_step(user: Any, request: HttpRequest, dossier_id: str) -> bool:
    """Of files an officer attached to the form of a step: only officers who may see the dossier."""
    dossier = _dossier(dossier_id)
    return dossier is not None and may_reach(user, "dossier.view", dossier, timezone.now())


def _dossier(dossier_id: str) -> Dossier | None:
    key = _uuid(dossier_id)
    return Dossier.objects.filter(pk=key).first() if key else None


def may_read_scan(user: Any, request: HttpRequest, filing_id: str) -> bool:
    """Registered for the subject "paper_filing": whoever takes it in, until there is a dossier."""
    key = _uuid(filing_id)
    if key is None or not user.is_authenticated:
        return False
    return PaperFiling.objects.filter(pk=key, officer=user).exists()


def may_read_opinion(user: Any, request: HttpRequest, opinion_id: str) -> bool:
    """Registered for the subject "opinion": its files are read by who gave it and at the dossier."""
    found = DossierOpinion.objects.select_related("dossier").filter(pk=opinion_id)
    opinion = found.first() if opinion_id.isdecimal() else None
    if opinion is None:
        return False
    return opinion.asked_id == user.pk or may_reach(user, "dossier.view", opinion.dossier, timezone.now())


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
