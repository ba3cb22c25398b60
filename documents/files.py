"""Files people hand in: checked, hashed, stored once; who may read one is asked of the room that has it."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import File
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from accounts.permissions import is_officer
from documents.errors import FileRefused, ReaderTaken
from documents.kinds import Kind, kind_of
from documents.models import IssuedDocument, StoredFile
from documents.names import clean_name, extension_of
from documents.pictures import HEIC, as_jpeg, measures

PAPERS = ("pdf", "jpg", "jpeg", "png", "docx", "xlsx")
Subject = tuple[str, str]  # kind ("draft", "dossier"), id
Reader = Callable[[AbstractBaseUser | AnonymousUser, HttpRequest, str], bool]
READERS: dict[str, Reader] = {}
UNFINISHED = (IssuedDocument.State.SIGNING, IssuedDocument.State.REFUSED)


def store(
    upload: File[bytes],
    *,
    name: str,
    subject: Subject,
    owner: User | None,
    at: datetime,
    accept: Iterable[str] = PAPERS,
) -> StoredFile:
    """Check and keep a file for `subject`. Raises FileRefused with a message for the person who chose it.

    `accept`: endings allowed ("pdf", ".jpg"). The name shown later is cleaned; the one in storage is our own.
    """
    upload, name = _as_kept(upload, name, tuple(accept))
    name, kind = inspect(upload, name=name, accept=accept)
    upload.seek(0)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    stored = StoredFile(
        id=uuid.uuid4(),
        subject_kind=subject[0],
        subject_id=str(subject[1]),
        name=name,
        media_type=kind.media_type,
        size=upload.size,
        sha256=digest.hexdigest(),
        owner=owner,
        created_at=at,
        about=measures(upload, kind.media_type),
    )
    stored.content.save(name, upload, save=False)
    stored.save(force_insert=True)
    return stored


def remade(stored: StoredFile, content: File[bytes], *, by: User | None, at: datetime) -> StoredFile:
    """New content in the place of a kept file (turned, cut), under its name; the old one stays as it is."""
    ending = extension_of(stored.name)
    subject = (stored.subject_kind, stored.subject_id)
    return store(
        content, name=stored.name, subject=subject, owner=by or stored.owner, at=at, accept=(ending,)
    )


def _as_kept(upload: File[bytes], name: str, accept: tuple[str, ...]) -> tuple[File[bytes], str]:
    """A HEIC picture, where pictures are taken, becomes a JPEG that every office can open."""
    stem, _dot, ending = name.rpartition(".")
    if stem and ending.lower() in HEIC and "jpg" in {one.lstrip(".").lower() for one in accept}:
        _check_size(upload, name)
        return as_jpeg(upload, name), f"{stem}.jpg"
    return upload, name


def inspect(upload: File[bytes], *, name: str, accept: Iterable[str] = PAPERS) -> tuple[str, Kind]:
    """Clean name and kind of a file that may be taken in. Raises FileRefused; stores nothing."""
    accepted = tuple(ending.lstrip(".").lower() for ending in accept)
    name = clean_name(name)
    if not name:
        raise FileRefused("name")
    said = {"name": name, "accepted": ", ".join(ending.upper() for ending in accepted)}
    if extension_of(name) not in accepted:
        raise FileRefused("type", **said)
    _check_size(upload, name)
    kind = kind_of(upload)
    if kind is None or extension_of(name) not in kind.extensions:
        raise FileRefused("disguised", **said)
    if problem := kind.problem(upload):
        raise FileRefused(problem, name=name, size=upload.size)
    return name, kind


def hand_over(file_ids: Iterable[str | uuid.UUID], from_subject: Subject, to_subject: Subject) -> int:
    """Move files from one subject to another (draft → dossier). Files that are not there stay untouched.

    Returns how many moved; asking twice moves none.
    """
    mine = StoredFile.objects.filter(subject_kind=from_subject[0], subject_id=str(from_subject[1]))
    return mine.filter(pk__in=list(file_ids)).update(
        subject_kind=to_subject[0], subject_id=str(to_subject[1])
    )


def open_file(stored: StoredFile) -> File[bytes]:
    """The content, open for reading; close it, or use it in a `with`."""
    opened: File[bytes] = stored.content.storage.open(str(stored.content.name), "rb")
    return opened


def register_reader(subject_kind: str, reader: Reader) -> None:
    """Say who decides about files of a kind of subject: `reader(user, request, subject_id) -> bool`.

    Called from AppConfig.ready() of the room that has such subjects. Raises ReaderTaken.
    """
    if READERS.get(subject_kind, reader) is not reader:
        raise ReaderTaken(f"Files of {subject_kind!r} already have a reader.")
    READERS[subject_kind] = reader


def readable(request: HttpRequest, stored: StoredFile) -> bool:
    """Whether whoever asks may read the file. A kind of subject nobody registered is read by nobody.

    A document that is not signed yet, or never was, is for officers only.
    """
    reader = READERS.get(stored.subject_kind)
    user: Any = request.user
    if reader is None or not reader(user, request, stored.subject_id):
        return False
    unfinished = IssuedDocument.objects.filter(file=stored, state__in=UNFINISHED)
    return is_officer(user, timezone.now()) or not unfinished.exists()


def _check_size(upload: File[bytes], name: str) -> None:
    if not upload.size:
        raise FileRefused("empty", name=name)
    limit = settings.MAX_UPLOAD_MB * 1024 * 1024
    if upload.size > limit:
        raise FileRefused("too_large", name=name, size=upload.size, limit=limit)
