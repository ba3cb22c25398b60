"""Who may read a file that belongs to a dossier: its applicant, who follows in full, officers."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from dossiers import following
from dossiers.applicants import APPLICANT
from dossiers.models import Dossier
from dossiers.reach import may_reach


def may_read(user: Any, request: HttpRequest, dossier_id: str) -> bool:
    """Registered with documents.files for the subject "dossier"."""
    key = _uuid(dossier_id)
    dossier = Dossier.objects.filter(pk=key).first() if key else None
    if dossier is None:
        return False
    if may_reach(user, "dossier.view", dossier, timezone.now()):
        return True
    return APPLICANT.check(request, dossier_id=dossier.pk) or following.may_read(request, dossier.pk)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
