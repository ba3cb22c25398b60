"""What becomes of a dossier when its copy is signed, or is not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from documents.models import CertifiedCopy, IssuedDocument, Signature, SignatureKind
from dossiers.actors import Actor
from dossiers.result_notices import tell_refused
from dossiers.result_signing import signer_of
from dossiers.transitions import act


def signed(document: IssuedDocument, signature: Signature, at: datetime) -> None:
    """The copy is issued, and the dossier finished as the leader's act, where it still can be."""
    by = signer_of(document)
    leader = document.signatures.filter(kind=SignatureKind.PERSONAL).last()
    CertifiedCopy.objects.filter(document=document).update(
        state=CertifiedCopy.State.ISSUED, signer=leader.signer if leader else ""
    )
    if by is None:
        return
    given: dict[str, Any] = {
        "actor": Actor.officer(by),
        "key": f"signed:{document.pk}",
        "at": at,
        "signed": True,
    }
    try:
        with transaction.atomic():
            act(document.subject_id, "finish", result=document.file.sha256, **given)
    except (ValidationError, PermissionDenied):
        return  # stopped meanwhile, or steps are open: the copy is there, and an officer goes on


def refused(document: IssuedDocument, signature: Signature, at: datetime) -> None:
    """The number stays with the reason; who submitted it reads why and compares anew."""
    CertifiedCopy.objects.filter(document=document).update(
        state=CertifiedCopy.State.REFUSED, reason=document.end_reason
    )
    by = signature.by.full_name if signature.by else ""
    said: dict[str, Any] = {"reason": document.end_reason, "signer": by}
    key = f"not_signed:{signature.pk}"
    try:
        with transaction.atomic():
            event = act(document.subject_id, "refuse_result", actor=Actor.system(), key=key, at=at, **said)
    except ValidationError:
        return  # the dossier has gone elsewhere meanwhile
    tell_refused(event, document, event.dossier.events.filter(action="submit_copies").last())
