"""Carry out one effect, or everything that is due.

The task queue (django-tasks with its database backend) decides when a worker wakes up and which worker it
is; the Effect row is the truth about the work. A row of the queue is only an alarm clock: losing one (the
reaper sets another) or ringing twice (the second finds nothing to claim) does no harm. The queue is used,
rather than a loop over Effect alone, because it defers, orders by priority and skips locked rows already, and
because Wagtail puts its own tasks (search and reference index) on it, so that its worker must run anyway.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult, get_date_max

from effects.errors import GiveUp, LeaseLost, NotYet
from effects.handlers import Handler, handler_of
from effects.models import Effect
from effects.retry import next_try

logger = logging.getLogger("effects")


@task
def run_effect(effect_id: int) -> None:
    """What the task queue calls. A failing handler raises nothing here: attempts are kept on the Effect."""
    run(effect_id, at=timezone.now())


def wake(effect_id: int, *, kind: str, run_after: datetime | None = None) -> None:
    """Put an alarm for the effect on the task queue, in the caller's transaction."""
    alarm = run_effect.using(priority=handler_of(kind).priority, run_after=run_after).enqueue(effect_id)
    Effect.objects.filter(pk=effect_id).update(wake=alarm.id)


def wake_all(effects: Sequence[Effect], *, kind: str) -> None:
    """Alarms for effects of one kind by one query, as `enqueue` writes them; `wake` names each already."""
    alarm = run_effect.using(priority=handler_of(kind).priority)
    DBTaskResult.objects.bulk_create(
        DBTaskResult(
            id=effect.wake,
            args_kwargs={"args": [effect.pk], "kwargs": {}},
            priority=alarm.priority,
            task_path=alarm.module_path,
            queue_name=alarm.queue_name,
            backend_name=alarm.backend,
            run_after=get_date_max(),  # how the queue writes "at once"
        )
        for effect in effects
    )


def due(at: datetime) -> QuerySet[Effect]:
    """Effects that wait and may run now."""
    return Effect.objects.filter(Q(run_after=None) | Q(run_after__lte=at), state=Effect.State.WAITING)


def run(effect_id: int, *, at: datetime) -> bool:
    """Carry out one effect if it is due and nobody else has it. Returns whether this call ran it."""
    effect = _claim(effect_id, at)
    if effect is None:
        return False
    handler = handler_of(effect.kind)
    try:
        _perform(effect, handler, at)
    except LeaseLost:
        logger.warning("effect %s %s: lease lost, rolled back", effect.pk, effect.kind)
    except NotYet as when:
        _put_off(effect, when.until)
    except Exception as error:  # noqa: BLE001  whatever a handler raises is an attempt that failed
        _failed(effect, handler, error, at)
    return True


def drain(at: datetime) -> int:
    """Run everything due at `at` in this process, also what those effects send. Returns how many ran."""
    count = 0
    while batch := list(due(at).values_list("pk", "wake")[:100]):
        count += sum(run(pk, at=at) for pk, _alarm in batch)
        DBTaskResult.objects.filter(pk__in=[alarm for _pk, alarm in batch], status="READY").filter(
            ~Q(pk__in=Effect.objects.filter(state=Effect.State.WAITING).exclude(wake=None).values("wake"))
        ).delete()
    return count


def _claim(effect_id: int, at: datetime) -> Effect | None:
    """Take the effect by conditional update: of several workers one gets it. The attempt counts from here."""
    kind = Effect.objects.filter(pk=effect_id).values_list("kind", flat=True).first()
    if kind is None:
        return None
    lease_until = at + handler_of(kind).lease
    claimed = (
        due(at)
        .filter(pk=effect_id)
        .update(state=Effect.State.RUNNING, attempts=F("attempts") + 1, lease_until=lease_until)
    )
    return Effect.objects.get(pk=effect_id) if claimed else None


def _ours(effect: Effect) -> QuerySet[Effect]:
    """The row while this very attempt still holds it."""
    return Effect.objects.filter(pk=effect.pk, state=Effect.State.RUNNING, attempts=effect.attempts)


def _perform(effect: Effect, handler: Handler, at: datetime) -> None:
    with transaction.atomic() if handler.atomic else nullcontext():
        if handler.atomic and not list(_ours(effect).select_for_update(no_key=True).values_list("pk")):
            raise LeaseLost  # the lock also tells the reaper that this worker is alive
        handler.run(key=effect.key, **effect.args)
        done = _ours(effect).update(state=Effect.State.DONE, done_at=at, lease_until=None, last_error="")
        if not done:
            raise LeaseLost


def _put_off(effect: Effect, until: datetime) -> None:
    """The attempt never was; an alarm is set for the hour that was named."""
    with transaction.atomic():
        waits = {"state": Effect.State.WAITING, "run_after": until, "lease_until": None}
        if _ours(effect).update(attempts=F("attempts") - 1, **waits):
            wake(effect.pk, kind=effect.kind, run_after=until)


def _failed(effect: Effect, handler: Handler, error: Exception, at: datetime) -> None:
    code = getattr(error, "code", None)
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    # Lines of code only: the error's own text may name a person.
    where = "".join(traceback.format_tb(error.__traceback__)[-3:])
    logger.warning("effect %s %s: attempt %s: %s\n%s", effect.pk, effect.kind, effect.attempts, name, where)
    allowed = 0 if isinstance(error, GiveUp) else handler.attempts
    name = f"{name}:{code}" if isinstance(code, str) else name
    give_back(effect, handler, error=name, allowed=allowed, at=at)


def give_back(effect: Effect, handler: Handler, *, error: str, allowed: int, at: datetime) -> bool:
    """Close this attempt as failed: wait for the next, or fail for good. False: somebody else closed it."""
    again = next_try(effect.attempts, allowed=allowed, at=at)
    state = Effect.State.WAITING if again else Effect.State.FAILED
    with transaction.atomic():
        if not _ours(effect).update(state=state, run_after=again, lease_until=None, last_error=error[:200]):
            return False
        if again:
            wake(effect.pk, kind=effect.kind, run_after=again)
        elif handler.gave_up:
            handler.gave_up(key=effect.key, **effect.args)
    return True
