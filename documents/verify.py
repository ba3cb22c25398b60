"""Is this document ours, and unchanged? Asked by strangers, so the answer names no person."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.files.base import File

from documents.codes import plain_code
from documents.errors import FileRefused
from documents.models import IssuedDocument


@dataclass(frozen=True)
class Comparison:
    """A file somebody holds against the document issued: `same` bytes or not; `sha256` of theirs."""

    same: bool
    sha256: str


def find(code: str) -> IssuedDocument | None:
    """The document of a code as a person typed it; None when there is none."""
    plain = plain_code(code)
    return IssuedDocument.objects.select_related("file").filter(verify_code=plain).first() if plain else None


def compare(document: IssuedDocument, upload: File[bytes]) -> Comparison:
    """Hash a file and forget it. Raises FileRefused when it is empty or too large to be ours."""
    if not upload.size:
        raise FileRefused("empty", name=upload.name)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return Comparison(same=digest.hexdigest() == document.file.sha256, sha256=digest.hexdigest())
