"""Asking for signatures of a document, and who hears when all are there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from documents.errors import ReaderTaken
from documents.models import IssuedDocument, Signature, SignatureKind
from effects.outbox import send

SIGN = "sign"


@dataclass(frozen=True)
class Wanted:
    """A signature a document needs. look, role: as in models.Signature; automatic: given in its turn."""

    kind: SignatureKind
    agency_code: str
    automatic: bool = False
    look: dict[str, Any] = field(default_factory=dict)
    role: str = ""


@dataclass(frozen=True)
class Ending:
    """What the room that has the document does when its last signature is given, or one is refused.

    Both are called in the transaction that records it, after `lock`, which takes the lock they need before
    ours are taken: two transactions never wait for each other.
    """

    signed: Callable[[IssuedDocument, Signature, datetime], None]
    refused: Callable[[IssuedDocument, Signature, datetime], None]
    lock: Callable[[str], None]


ENDINGS: dict[str, Ending] = {}


def register_ending(subject_kind: str, ending: Ending) -> None:
    """From AppConfig.ready() of the room that issues documents to be signed. Raises ReaderTaken."""
    if ENDINGS.get(subject_kind, ending) is not ending:
        raise ReaderTaken(f"Documents of {subject_kind!r} already have somebody who hears of them.")
    ENDINGS[subject_kind] = ending


def want(document: IssuedDocument, wanted: Sequence[Wanted]) -> list[Signature]:
    """Write down what is to be signed, in order; inside the transaction that issues the document.

    A first signature that is automatic is promised at once; the others come when their turn comes.
    """
    asked = [
        Signature.objects.create(
            document=document,
            order=order,
            kind=one.kind,
            agency_code=one.agency_code,
            role=one.role,
            automatic=one.automatic,
            look=one.look,
        )
        for order, one in enumerate(wanted, start=1)
    ]
    if asked and asked[0].automatic:
        send(SIGN, key=key_of(asked[0].pk), signature=asked[0].pk)
    return asked


def key_of(signature_id: int) -> str:
    """Of the effect that gives the signature."""
    return f"{SIGN}:{signature_id}"
