"""Who may read a file that belongs to a dossier: its applicant, and officers who may see the dossier."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from dossiers.applicants import APPLICANT
from dossiers.models import Dossier, DossierOpinion
from dossiers.reach import may_reach


def may_read(user: Any, request: HttpRequest, dossier_id: str) -> bool:
    """Registered with documents.files for the subject "dossier"."""
    key = _uuid(dossier_id)
    dossier = Dossier.objects.filter(pk=key).first() if key else None
    if dossier is None:
        return False
    if may_reach(user, "dossier.view", dossier, timezone.now()):
        return True
    return APPLICANT.check(request, dossier_id=dossier.pk)


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
