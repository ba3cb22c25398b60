"""Every action by name, whichever verb it needs: what the pages and the API call."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from accounts import second_factor
from dossiers import opining, results, settled, supplements
from dossiers.actions import SUPPLEMENTS
from dossiers.actors import Actor
from dossiers.copies import submitting
from dossiers.models import DossierEvent
from dossiers.transitions import act, find_outcome

CONFIRMED = ("complete_step", "finish")
"""What ends a step, and may be confirmed with a one-time code."""


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
    """As `transitions.act`, with files: `uploads` (supplements, give_opinion), `result` (finish,
    submit_result), with what is made (`make`, `gaps`: the same), with where signatures are seen (`page`,
    `place`: submit_result), and with `code`: the officer's one-time code, where a step is confirmed with it.

    Raises what they raise, and CodeRefused.
    """
    if action in CONFIRMED:
        code = str(given.pop("code", ""))
        how: dict[str, Any] = {"actor": actor, "key": key, "at": at}
        said = {name: value for name, value in given.items() if name != "result"}
        rehearse = partial(act, dossier_id, action, **how, seen=seen, signed=True, **said)
        given["signed"] = _signed(dossier_id, code, rehearse, **how)
    if action == "pay":
        return settled.take_cash(dossier_id, actor=actor, key=key, at=at, seen=seen)
    if action == "finish":
        upload = given.pop("result", None)
        return results.finish(dossier_id, upload=upload, actor=actor, key=key, at=at, seen=seen, **given)
    if action == "submit_result":
        upload = given.pop("result", None)
        return results.submit(dossier_id, upload=upload, actor=actor, key=key, at=at, seen=seen, **given)
    if action == "give_opinion":
        return opining.give(dossier_id, actor=actor, key=key, at=at, seen=seen, **given)
    if action == submitting.ACTION:
        return submitting.submit(dossier_id, actor=actor, key=key, at=at, seen=seen, **given)
    if action in SUPPLEMENTS:
        return supplements.answer(dossier_id, action, actor=actor, key=key, at=at, seen=seen, **given)
    return act(dossier_id, action, actor=actor, key=key, at=at, seen=seen, **given)


def _signed(
    dossier_id: uuid.UUID | str,
    code: str,
    rehearse: Callable[[], object],
    *,
    actor: Actor,
    key: str,
    at: datetime,
) -> bool:
    """Check the code, outside any transaction: what was wrong must stay counted. Asked again: not again.

    Whatever else is refused is refused first, so that no code is used up for nothing. Nobody is asked where
    nobody has an app (a demo without codes).
    """
    if actor.user is None:
        return False
    if not second_factor.needed(actor.user, at):
        return True
    if code and find_outcome(dossier_id, key) is None:
        with transaction.atomic():
            rehearse()
            transaction.set_rollback(True)
        second_factor.check(second_factor.factor_of(actor.user), code, at)
    return bool(code)
