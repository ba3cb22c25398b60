"""Is this document ours, and does it still count? Asked by strangers, so the answer names no applicant."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.functional import Promise

from documents.codes import plain_code
from documents.models import IssuedDocument, Revocation, Signature

PUBLIC_STATES = (
    IssuedDocument.State.IN_FORCE,
    IssuedDocument.State.REVOKED,
    IssuedDocument.State.REPLACED,
)
"""What strangers hear of; a document not yet signed, or never signed, was not issued."""


def find(code: str) -> IssuedDocument | None:
    """The document of a code as a person typed it; None when none was issued under it."""
    plain = plain_code(code)
    known = IssuedDocument.objects.select_related("file", "replaced_by").filter(state__in=PUBLIC_STATES)
    return known.filter(verify_code=plain).first() if plain else None


def signatures_of(document: IssuedDocument) -> QuerySet[Signature]:
    """Those given, in order: officers and agencies, as their certificates call them."""
    return document.signatures.filter(state=Signature.State.GIVEN).order_by("order")


def reason_of(document: IssuedDocument) -> str | Promise:
    """Why it no longer counts, as the list says it; "" for what officers wrote themselves."""
    return dict(Revocation.Reason.choices).get(document.end_reason, "")
