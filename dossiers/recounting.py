"""A working calendar changed: open dossiers are counted anew, each with an event that says so.

What was promised stays in the earlier events; paused dossiers are counted when their time runs again.
"""

from __future__ import annotations

from datetime import datetime

from dossiers.actors import Actor
from dossiers.models import Dossier
from dossiers.projection import CLOCK
from dossiers.statuses import Status
from dossiers.timing import reading
from dossiers.transitions import act
from effects.outbox import send
from procedures.agencies import LINE
from procedures.models import WorkingCalendar

RUNNING = (Status.NEW, Status.ACCEPTED, Status.PROCESSING)
ACTION = "recount"


def spread(calendar_id: int, version: int) -> int:
    """Promise a recount of every dossier the calendar counts for. Returns how many."""
    calendar = WorkingCalendar.objects.get(pk=calendar_id)
    count = 0
    found = Dossier.objects.filter(status__in=RUNNING, paused_at=None).select_related(f"agency__{LINE}")
    for dossier in found.iterator(chunk_size=500):
        own = next((each.calendar_id for each in dossier.agency.line() if each.calendar_id), None)
        if own == calendar_id or (own is None and calendar.is_default):
            key = f"recount:{calendar_id}:{version}:{dossier.pk}"
            send("recount_dossier", key=key, dossier=str(dossier.pk), calendar=calendar_id, version=version)
            count += 1
    return count


def recount(dossier_id: str, calendar_id: int, version: int, *, at: datetime) -> bool:
    """Write the event when a date of the dossier moves; False when none does, or time does not run."""
    dossier = Dossier.objects.select_related("release", "agency").get(pk=dossier_id)
    if dossier.status not in RUNNING or dossier.paused_at:
        return False
    now = reading(dossier, list(dossier.events.all()), at)
    if all(getattr(dossier, column) == getattr(now, name) for column, name in CLOCK.items()):
        return False
    calendar = WorkingCalendar.objects.get(pk=calendar_id)
    act(
        dossier_id,
        ACTION,
        actor=Actor.system(),
        key=f"recount:{calendar_id}:{version}",
        at=at,
        calendar=f"{calendar.name}, {version}",
        before=dossier.due_at.isoformat() if dossier.due_at else "",
    )
    return True
