"""Finishing: the result, as an issued document when an officer has a file of it or a text makes it."""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from documents.issue import issue
from dossiers.actors import Actor
from dossiers.made_results import KIND, issue_made
from dossiers.models import Dossier, DossierEvent, locked
from dossiers.transitions import act, find_outcome

__all__ = ["KIND", "finish"]


def finish(  # noqa: PLR0913  everything that comes with the end
    dossier_id: uuid.UUID | str,
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
) -> DossierEvent:
    """Processing is over. The event keeps the file's hash; strangers can check the document by its code.

    make: id of a result that is made from its text; gaps: even where placeholders have no value.

    Raises documents' FileRefused (then nothing happened) and what act() raises.
    """
    with transaction.atomic():
        locked(dossier_id)
        if first := find_outcome(dossier_id, key):
            upload = None if first.action == "finish" else upload
        content = upload.read() if upload else b""
        digest = hashlib.sha256(content).hexdigest() if content else ""
        event = act(
            dossier_id,
            "finish",
            actor=actor,
            key=key,
            at=at,
            seen=seen,
            signed=signed,
            note=note,
            result=digest,
            **({"make": make, "gaps": gaps or None} if make else {}),
        )
        if upload:
            _issue(event, content)
        if event.payload.get("make"):
            issue_made(event)
    return event


def _issue(event: DossierEvent, content: bytes) -> None:
    dossier = Dossier.objects.select_related("release", "agency").get(pk=event.dossier_id)
    results = dossier.release.content.get("results") or []
    issue(
        kind=KIND,
        title=(results[0].get("name") if results else "") or _("Result of the procedure"),
        content=content,
        subject=("dossier", str(dossier.pk)),
        agency_name=dossier.agency.name,
        key=f"result:{event.pk}",
        at=event.at,
    )
