"""The applicant's answer to a request for more papers: files and words, in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from documents.files import store
from dossiers.actors import Actor
from dossiers.models import DossierEvent, locked
from dossiers.transitions import act, find_outcome


def answer(
    dossier_id: uuid.UUID | str,
    *,
    message: str = "",
    uploads: Sequence[File[bytes]] = (),
    actor: Actor,
    key: str,
    at: datetime,
    seen: int | None = None,
) -> DossierEvent:
    """Hand the answer in. The same key gives the first answer, files and all.

    Raises documents' FileRefused (nothing is kept then) and what act() raises.
    """
    with transaction.atomic():
        locked(dossier_id)  # a second click waits here, and then finds the first one's outcome
        files: list[str] = []
        if not find_outcome(dossier_id, key):
            subject = ("dossier", str(dossier_id))
            files = [
                str(store(upload, name=upload.name or "", subject=subject, owner=actor.user, at=at).pk)
                for upload in uploads
            ]
        return act(
            dossier_id,
            "supplement",
            actor=actor,
            key=key,
            at=at,
            seen=seen,
            message=message.strip(),
            files=files,
        )
