"""The result of a dossier, made from its text or as a file: issued when it finishes, or signed before."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from documents.issue import issue
from documents.models import IssuedDocument, Signature
from documents.signing.asking import Wanted
from dossiers.actors import Actor
from dossiers.errors import ActionRefused
from dossiers.made_results import KIND, SUBMIT, certified, issue_made
from dossiers.models import Dossier, DossierEvent, locked
from dossiers.result_notices import tell_refused
from dossiers.result_placing import Looks, looks_for, result_of_file
from dossiers.result_signing import replace_earlier, signer_of, waiting, wanted_of
from dossiers.transitions import act, find_outcome

__all__ = ["KIND", "finish", "submit"]


def finish(dossier_id: uuid.UUID | str, **given: Any) -> DossierEvent:
    """Processing is over. The event keeps the file's hash; strangers can check the document by its code.

    `given`: as `_carry_out` takes it. Raises documents' FileRefused (then nothing happened) and what act()
    raises.
    """
    return _carry_out(dossier_id, "finish", **given)


def submit(
    dossier_id: uuid.UUID | str, *, at: datetime, page: int | None = None, place: str = "", **given: Any
) -> DossierEvent:
    """The result waits for its signatures; the dossier finishes with the last one. Raises as `finish`.

    page (from 1), place: where the signatures of a file are seen (documents.signing.placing.choose); None
    and "": as its words say, else at the lower right of the last page.
    """
    upload = given.get("upload")
    looks = looks_for(dossier_id, upload, page or 0, place, at) if upload else ()
    said: dict[str, Any] = {"page": page, "place": place} if upload else {}
    return _carry_out(dossier_id, SUBMIT, at=at, looks=looks, **said, **given)


def _carry_out(  # noqa: PLR0913  everything that comes with it
    dossier_id: uuid.UUID | str,
    action: str,
    *,
    upload: File[bytes] | None = None,
    make: str = "",
    gaps: bool = False,
    note: str = "",
    actor: Actor,
    key: str,
    at: datetime,
    seen: int | None = None,
    signed: bool = False,
    looks: Looks = (),
    **said: Any,
) -> DossierEvent:
    """make: id of a result that is made from its text; gaps: even where placeholders have no value; looks:
    of the people who sign the upload."""
    with transaction.atomic():
        locked(dossier_id)
        if first := find_outcome(dossier_id, key):
            upload = None if first.action == action else upload
        content = upload.read() if upload else b""
        digest = hashlib.sha256(content).hexdigest() if content else ""
        event = act(
            dossier_id,
            action,
            actor=actor,
            key=key,
            at=at,
            seen=seen,
            signed=signed,
            note=note,
            result=digest,
            **({"make": make, "gaps": gaps or None} if make else {}),
            **said,
        )
        issued = [_issue(event, content, looks)] if upload else []
        issued += [issue_made(event)] if event.payload.get("make") else []
        if signed_one := event.payload.get("document"):
            issued = [IssuedDocument.objects.get(pk=signed_one)]
        if issued and action == "finish":
            replace_earlier(event.dossier, issued[0], at)
    return event


def _issue(event: DossierEvent, content: bytes, looks: Looks) -> IssuedDocument:
    """A file an officer has: of the first result, or the first that is signed and has no text."""
    dossier = Dossier.objects.select_related("release", "agency__parent").get(pk=event.dossier_id)
    signing = event.action == SUBMIT
    results = dossier.release.content.get("results") or []
    result: dict[str, Any] = result_of_file(dossier) if signing else next(iter(results), {})
    name = result.get("name") or _("Result of the procedure")
    wanted: Sequence[Wanted] = wanted_of(dossier, result, looks) if signing else ()
    return issue(
        kind=KIND,
        title=name[:200],
        content=content,
        subject=("dossier", str(dossier.pk)),
        agency_name=dossier.agency.name,
        agency_code=dossier.agency_code,
        certifies=certified(dossier, name),
        key=f"result:{event.pk}",
        at=event.at,
        wanted=wanted,
    )


# -- told by documents.signing (signed_documents.py)


def on_signed(document: IssuedDocument, _signature: Signature, at: datetime) -> None:
    """The dossier finishes, as an act of who signed it. Where it cannot, the signed result waits for that."""
    dossier = Dossier.objects.get(pk=document.subject_id)
    signer = signer_of(document)
    if signer is None or waiting(dossier).exists():
        return
    try:
        with transaction.atomic():
            act(
                dossier.pk,
                "finish",
                actor=Actor.officer(signer),
                key=f"signed:{document.pk}",
                at=at,
                signed=True,
            )
            replace_earlier(dossier, document, at)
    except (ActionRefused, PermissionDenied):
        return


def on_refused(document: IssuedDocument, signature: Signature, at: datetime) -> None:
    """Who handed it in reads why; the dossier goes on."""
    signer = signature.by.full_name if signature.by else ""
    try:
        with transaction.atomic():
            event = act(
                document.subject_id,
                "refuse_result",
                actor=Actor.system(),
                key=f"not_signed:{signature.pk}",
                at=at,
                signer=signer,
                reason=signature.note,
            )
    except ActionRefused:  # it has gone elsewhere meanwhile
        return
    tell_refused(event, document)
