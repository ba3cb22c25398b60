"""The applicant's answer to a request for more papers: files and words, in one transaction.

On the page files are held first, each for itself, and handed in by their ids: whatever is wrong with the rest
of an answer, nobody has to look for a sound file again.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet

from documents.errors import FileRefused
from documents.files import store
from documents.models import StoredFile
from dossiers.actors import Actor
from dossiers.models import DossierEvent, SubmittedPaper, locked
from dossiers.transitions import act, find_outcome


def answer(  # noqa: PLR0913  everything an answer may be
    dossier_id: uuid.UUID | str,
    action: str = "supplement",
    *,
    message: str = "",
    uploads: Sequence[File[bytes] | str] = (),
    actor: Actor,
    key: str,
    at: datetime,
    seen: int | None = None,
    **brought: Any,
) -> DossierEvent:
    """Hand the answer in. The same key gives the first answer, files and all.

    `action`: take_supplement, when it came to the counter; `brought`: what else that action takes.
    `uploads`: files, and ids of files that are held already.

    Raises documents' FileRefused (nothing is kept then) and what act() raises.
    """
    with transaction.atomic():
        locked(dossier_id)  # a second click waits here, and then finds the first one's outcome
        files: list[str] = []
        if not find_outcome(dossier_id, key):
            ids = [one for one in uploads if isinstance(one, str)]
            new = [_store(one, dossier_id, actor, at) for one in uploads if not isinstance(one, str)]
            files = [str(one.pk) for one in (*held(dossier_id).filter(pk__in=ids), *new)]
        return act(
            dossier_id,
            action,
            actor=actor,
            key=key,
            at=at,
            seen=seen,
            message=message.strip(),
            files=files,
            **brought,
        )


def hold(
    dossier_id: uuid.UUID | str, uploads: Sequence[File[bytes]], *, actor: Actor, key: str, at: datetime
) -> tuple[list[str], list[FileRefused]]:
    """Keep the sound files: their ids, and why the others are not kept. Nothing when `key` did its work."""
    kept: list[str] = []
    refused: list[FileRefused] = []
    for upload in uploads if not find_outcome(dossier_id, key) else ():
        try:
            kept.append(str(_store(upload, dossier_id, actor, at).pk))
        except FileRefused as reason:
            refused.append(reason)
    return kept, refused


def held(dossier_id: uuid.UUID | str) -> QuerySet[StoredFile]:
    """Files of the dossier that are no part of it yet."""
    handed_in = SubmittedPaper.objects.filter(dossier_id=dossier_id, file__isnull=False).values("file")
    found = StoredFile.objects.filter(subject_kind="dossier", subject_id=str(dossier_id), issued=None)
    return found.exclude(pk__in=handed_in).order_by("created_at")


def _store(upload: File[bytes], dossier_id: uuid.UUID | str, actor: Actor, at: datetime) -> StoredFile:
    return store(
        upload,
        name=upload.name or "",
        subject=("dossier", str(dossier_id)),
        owner=actor.user
        if actor.kind == "applicant"
        else None,  # an officer's scan is no paper of the officer
        at=at,
    )
