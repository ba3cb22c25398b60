"""A colleague's opinion, with its files, in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from documents.files import store
from dossiers.actors import Actor
from dossiers.models import DossierEvent, locked
from dossiers.opinions import chosen_of
from dossiers.transitions import act, find_outcome

SUBJECT = "opinion"  # of the files given with one


def give(  # noqa: PLR0913  everything an opinion says
    dossier_id: uuid.UUID | str,
    *,
    message: str = "",
    opinion: int | None = None,
    uploads: Sequence[File[bytes]] = (),
    actor: Actor,
    key: str,
    at: datetime,
    seen: int | None = None,
) -> DossierEvent:
    """Answer what was asked of the actor. `opinion`: number of the question, where several are open.

    Raises documents' FileRefused (nothing is kept then) and what act() raises.
    """
    with transaction.atomic():
        dossier = locked(dossier_id)
        asked = chosen_of(dossier, actor, opinion)
        files: list[str] = []
        if asked and uploads and not find_outcome(dossier_id, key):
            subject = (SUBJECT, str(asked.pk))
            files = [
                str(store(one, name=one.name or "", subject=subject, owner=actor.user, at=at).pk)
                for one in uploads
            ]
        return act(
            dossier_id,
            "give_opinion",
            actor=actor,
            key=key,
            at=at,
            seen=seen,
            message=message.strip(),
            opinion=opinion,
            files=files,
        )
