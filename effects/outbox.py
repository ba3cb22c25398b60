"""Say now what must happen after commit: `send()` writes a row in the caller's own transaction."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from effects.errors import KindTaken
from effects.handlers import require
from effects.models import Effect
from effects.worker import wake, wake_all


def send(kind: str, *, key: str, run_after: datetime | None = None, **args: Any) -> Effect:
    """Promise an effect. Rolled back with the caller; the same key twice gives the first row.

    `args`: JSON scalars given to the handler by name: identifiers, never personal data.
    Raises UnknownKind when no handler answers for `kind`, KindTaken when the key belongs to another kind.
    """
    require(kind)
    with transaction.atomic():
        effect, created = Effect.objects.get_or_create(
            key=key, defaults={"kind": kind, "args": args, "run_after": run_after}
        )
        if created:
            wake(effect.pk, kind=kind, run_after=run_after)
    if effect.kind != kind:
        raise KindTaken(f"Key {key!r} already belongs to an effect of kind {effect.kind!r}.")
    return effect


def send_many(kind: str, promises: Mapping[str, Mapping[str, Any]]) -> int:
    """The same for many effects at once ({key: args}) by a few queries. Returns how many are new."""
    require(kind)
    with transaction.atomic():
        known = set(Effect.objects.filter(key__in=list(promises)).values_list("key", flat=True))
        new = [
            Effect(kind=kind, key=key, args=dict(args), wake=uuid.uuid4())
            for key, args in promises.items()
            if key not in known
        ]
        wake_all(Effect.objects.bulk_create(new), kind=kind)
    return len(new)


def send_again(effect_id: int) -> bool:
    """Give a failed effect its attempts back, or let one that waits for its next try run now.

    Returns False when the effect is running or done (somebody was faster): then nothing changes.
    """
    with transaction.atomic():
        stopped = Effect.objects.filter(pk=effect_id, state__in=[Effect.State.FAILED, Effect.State.WAITING])
        if not stopped.update(state=Effect.State.WAITING, attempts=0, run_after=None):
            return False
        wake(effect_id, kind=Effect.objects.values_list("kind", flat=True).get(pk=effect_id))
    return True
