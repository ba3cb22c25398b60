"""The watch over times: a duty of the worker. It finds what came up by one index and writes an event for it.

Several workers may keep it: an event's key names the date and the level, so it is written once.
"""

from __future__ import annotations

import logging
import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from dossiers.actors import Actor
from dossiers.models import Dossier
from dossiers.moments import timed
from dossiers.timing import clock_of
from dossiers.transitions import act
from dossiers.watch import marks
from dossiers.watch.looking import still_to_say
from procedures.processing_rules import rules

logger = logging.getLogger("dossiers")
MOST = 200
"""At a time: what is left waits for the next round, the longest overdue first."""


def keep_watch(at: datetime) -> int:
    """Say what came up by now. Returns of how many dossiers."""
    found = Dossier.objects.filter(watch_at__lte=at).order_by("watch_at").values_list("pk", flat=True)[:MOST]
    return sum(look(pk, at) for pk in list(found))


def look(dossier_id: uuid.UUID, at: datetime) -> bool:
    """An event for each date of the dossier of which something is to be said."""
    dossier = Dossier.objects.select_related("release", "agency", "submission__draft").get(pk=dossier_id)
    events = list(dossier.events.all())
    clock, moments = clock_of(dossier, events), timed(dossier, events)
    shown, hours = clock.read(moments, at), rules().escalation_hours
    waiting = still_to_say(dossier, events, shown, clock.calendar, hours or 1)
    if not waiting:
        return False
    try:
        with transaction.atomic():
            for mark in marks.to_say(waiting, marks.told(moments), at):
                _say(dossier_id, mark, at)
    except ValidationError as refused:  # somebody acted meanwhile, and their event says when to look again
        logger.info("watch: %s", getattr(refused, "code", ""))
        return False
    return True


def _say(dossier_id: uuid.UUID, mark: marks.Mark, at: datetime) -> None:
    due = marks.stored(mark.due)
    act(
        dossier_id,
        mark.action,
        actor=Actor.system(),
        key=f"watch:{mark.run}:{due}:{mark.level}",
        at=at,
        run=mark.run,
        step=mark.step,
        due=due,
        level=mark.level,
        since=mark.since,
    )
