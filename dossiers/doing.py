"""Every action by name, whichever verb it needs: what the pages and the API call."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from dossiers import opining, results, settled, supplements
from dossiers.actors import Actor
from dossiers.models import DossierEvent
from dossiers.transitions import act


def do(
    dossier_id: uuid.UUID | str,
    action: str,
    *,
    actor: Actor,
    key: str,
    at: datetime,
    seen: int | None = None,
    **given: Any,
) -> DossierEvent:
    """As `transitions.act`, with files: `uploads` (supplement, give_opinion), `result` (finish).

    Raises what they raise.
    """
    if action == "pay":
        return settled.take_cash(dossier_id, actor=actor, key=key, at=at, seen=seen)
    if action == "finish":
        upload = given.pop("result", None)
        return results.finish(dossier_id, upload=upload, actor=actor, key=key, at=at, seen=seen, **given)
    if action == "give_opinion":
        return opining.give(dossier_id, actor=actor, key=key, at=at, seen=seen, **given)
    if action == "supplement":
        return supplements.answer(dossier_id, actor=actor, key=key, at=at, seen=seen, **given)
    return act(dossier_id, action, actor=actor, key=key, at=at, seen=seen, **given)
