"""Where the signatures of a result that is handed in as a PDF are seen: proposed, looked at, chosen.

Between choosing the file and handing it in it is held, for whoever chose it and for a day at most.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.base import File
from django.db import transaction

from accounts.models import User
from documents.files import inspect, store
from documents.models import StoredFile
from documents.signing import placing
from dossiers.errors import ActionRefused
from dossiers.models import Dossier
from dossiers.result_signing import agency_that_signs, leader_at, people_of, to_sign

SUBJECT = "result_to_place"
"""Of the files that are held: nobody reads them but by the page that places signatures."""
HELD = timedelta(days=1)
Looks = Sequence[Mapping[str, Mapping[str, Any]]]


def result_of_file(dossier: Dossier) -> dict[str, Any]:
    """Which signed result a file is: the first that has no text, else the first; {} where none is signed."""
    results = to_sign(dossier)
    return next(iter([one for one in results if not one.get("document")] or results), {})


def signers(dossier: Dossier, at: datetime) -> list[str]:
    """The names of the people who sign, in their order, "" where several may; one at least."""
    result = result_of_file(dossier)
    people = people_of(result) if result else []
    return [leader_at(agency_that_signs(dossier, one), at, role) for one, role in people] or [""]


def chosen(dossier: Dossier, content: bytes, page: int, place: str, at: datetime) -> placing.Chosen:
    """`page`, `place`: as placing.choose takes them. Raises ActionRefused (page_unknown, place_unknown)."""
    if place and not placing.known(place):
        raise ActionRefused("place_unknown")
    names = signers(dossier, at)
    try:
        return placing.choose(content, page=page, place=place, people=len(names), names=names[::-1])
    except placing.NoSuchPage:
        raise ActionRefused("page_unknown") from None


def looks_for(dossier_id: uuid.UUID | str, upload: File[bytes], page: int, place: str, at: datetime) -> Looks:
    """Of each person who signs it. Outside any transaction: a process reads the file. Raises FileRefused,
    ActionRefused."""
    dossier = Dossier.objects.select_related("release", "agency__parent").get(pk=dossier_id)
    inspect(upload, name=upload.name or "", accept=("pdf",))
    upload.seek(0)
    content = upload.read()
    upload.seek(0)
    people = len(signers(dossier, at))
    return placing.looks_of(chosen(dossier, content, page, place, at), people)


def hold(
    dossier: Dossier, upload: File[bytes], said: Mapping[str, Any], *, by: User, at: datetime
) -> StoredFile:
    """`said`: what else comes with it when it is handed in. Raises FileRefused."""
    subject = (SUBJECT, str(dossier.pk))
    stored = store(upload, name=upload.name or "", subject=subject, owner=by, at=at, accept=("pdf",))
    stored.about = {**stored.about, "said": dict(said)}
    stored.save(update_fields=["about"])
    return stored


def held_by(user: User, dossier: Dossier, file_id: uuid.UUID) -> StoredFile | None:
    return StoredFile.objects.filter(
        pk=file_id, subject_kind=SUBJECT, subject_id=str(dossier.pk), owner=user
    ).first()


def let_go(stored: StoredFile) -> None:
    """It was handed in, or its day is over."""
    name, storage = str(stored.content.name), stored.content.storage
    with transaction.atomic():
        stored.delete()
        transaction.on_commit(partial(storage.delete, name))


def forget_old(at: datetime) -> None:
    """A duty of the worker."""
    for one in StoredFile.objects.filter(subject_kind=SUBJECT, created_at__lt=at - HELD)[:500]:
        let_go(one)
