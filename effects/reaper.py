"""Take back what a killed worker left behind, set lost alarms again, forget finished alarms."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django_tasks_db.models import DBTaskResult

from effects.duties import do_duties
from effects.handlers import handler_of
from effects.models import Effect
from effects.worker import due, give_back, run_effect, wake

logger = logging.getLogger("effects")
GRACE = timedelta(minutes=1)  # an alarm that has rung is given this long to be answered
OTHERS_LEASE = timedelta(hours=1)  # tasks of other libraries on the queue: no lease of their own
KEEP_FINISHED = timedelta(days=1)


def reap(at: datetime) -> int:
    """Effects whose worker fell silent wait again (or fail, when no attempt is left). Returns how many."""
    taken = 0
    for pk in list(_silent(at).values_list("pk", flat=True)):
        with transaction.atomic():
            # A living worker holds the row's lock while an atomic handler runs: it is passed by.
            effect = _locked(_silent(at).filter(pk=pk)).first()
            if effect is None:
                continue
            handler = handler_of(effect.kind)
            taken += give_back(effect, handler, error="effects.WorkerLost", allowed=handler.attempts, at=at)
    if taken:
        logger.warning("%s effects taken back from workers that fell silent", taken)
    return taken


def wake_forgotten(at: datetime) -> int:
    """Effects that are due and have no alarm on the queue get one. Returns how many."""
    alarm = DBTaskResult.objects.filter(pk=OuterRef("wake"), status="READY")
    # An alarm that is just being answered has left READY: hence the pause.
    forgotten = due(at - GRACE).filter(~Exists(alarm), created_at__lte=at - GRACE)
    rows = list(forgotten.values_list("pk", "kind"))
    for pk, kind in rows:
        wake(pk, kind=kind)
    return len(rows)


def sweep_queue(at: datetime) -> None:
    """Finished and abandoned alarms go; tasks of other libraries that a killed worker left are due again."""
    ours = DBTaskResult.objects.filter(task_path=run_effect.module_path)
    DBTaskResult.objects.filter(status="SUCCESSFUL", finished_at__lt=at - KEEP_FINISHED).delete()
    ours.filter(status="SUCCESSFUL", finished_at__lt=at - GRACE).delete()
    ours.filter(status="RUNNING", started_at__lt=at - OTHERS_LEASE).delete()
    stuck = DBTaskResult.objects.filter(status="RUNNING", started_at__lt=at - OTHERS_LEASE)
    stuck.exclude(task_path=run_effect.module_path).update(status="READY", run_after=F("enqueued_at"))


def keep_house(at: datetime) -> None:
    """Everything the worker does beside work, every half minute."""
    reap(at)
    wake_forgotten(at)
    sweep_queue(at)
    do_duties(at)


def _silent(at: datetime) -> QuerySet[Effect]:
    return Effect.objects.filter(state=Effect.State.RUNNING, lease_until__lt=at)


def _locked(rows: QuerySet[Effect]) -> QuerySet[Effect]:
    return rows.select_for_update(
        no_key=True, skip_locked=connection.features.has_select_for_update_skip_locked
    )
