"""What becomes of a dossier when a document of it has its last signature, or one is refused: by kind.

Registered with documents.signing for the subject "dossier"; told in the transaction that records it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from documents.errors import ReaderTaken
from documents.models import IssuedDocument, Signature
from documents.signing.asking import Ending
from dossiers.models import locked

Hears = Callable[[IssuedDocument, Signature, datetime], None]


@dataclass(frozen=True)
class Told:
    """Who hears of documents of one kind; the dossier is locked already."""

    signed: Hears
    refused: Hears


KINDS: dict[str, Told] = {}


def register_kind(kind: str, told: Told) -> None:
    """From AppConfig.ready(). Raises ReaderTaken."""
    if KINDS.get(kind, told) is not told:
        raise ReaderTaken(f"Documents of the kind {kind!r} already have somebody who hears of them.")
    KINDS[kind] = told


def _signed(document: IssuedDocument, signature: Signature, at: datetime) -> None:
    if told := KINDS.get(document.kind):
        told.signed(document, signature, at)


def _refused(document: IssuedDocument, signature: Signature, at: datetime) -> None:
    if told := KINDS.get(document.kind):
        told.refused(document, signature, at)


def _lock(dossier_id: str) -> None:
    locked(dossier_id)


ENDING = Ending(_signed, _refused, _lock)
