"""A working calendar changed, or an agency has another: open dossiers are counted anew, with an event each.

What was promised stays in the earlier events; paused dossiers are counted when their time runs again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from operator import attrgetter

from django.db import transaction
from django.db.models import QuerySet

from dossiers import stepping
from dossiers.actors import Actor
from dossiers.models import Dossier
from dossiers.projection import CLOCK
from dossiers.statuses import Status
from dossiers.timing import reading
from dossiers.transitions import act
from effects.outbox import send
from procedures.agencies import LINE, descendants, kept_calendar
from procedures.calendars import calendars_kept
from procedures.models import Agency, WorkingCalendar

logger = logging.getLogger("dossiers")

RUNNING = (Status.NEW, Status.ACCEPTED, Status.PROCESSING, Status.WITHDRAWAL)
ACTION = "recount"
TOGETHER = 100
"""Dossiers in one effect: some seconds of work at most, well within its lease."""


def spread(calendar_id: int, version: int) -> int:
    """Promise a recount of every dossier the calendar counts for, many to an effect. Returns how many."""
    calendar = WorkingCalendar.objects.get(pk=calendar_id)
    found = _running().select_related(f"agency__{LINE}")
    counted = (
        one for one in found.order_by("pk").iterator(chunk_size=500) if _counts_for(calendar, one.agency)
    )
    return _promise(counted, f"{calendar_id}:{version}", calendar=calendar_id, version=version)


def spread_below(agency_id: int, cause: str) -> int:
    """Promise a recount of the dossiers of an agency that has another calendar now, and of those below it.

    `cause`: says which change it was. Returns how many.
    """
    agency = Agency.objects.select_related(LINE).get(pk=agency_id)
    those = [agency.pk, *descendants(agency).values_list("pk", flat=True)]
    found = _running().filter(agency__in=those).order_by("pk").iterator(chunk_size=500)
    calendar = kept_calendar(agency)
    said = {"calendar": calendar.pk, "version": calendar.version} if calendar else {}
    return _promise(found, cause, **said)


def _running() -> QuerySet[Dossier]:
    return Dossier.objects.filter(status__in=RUNNING, paused_at=None)


def _promise(dossiers: Iterable[Dossier], cause: str, *, calendar: int = 0, version: int = 0) -> int:
    left, count = iter(dossiers), 0
    while chunk := [str(dossier.pk) for dossier in islice(left, TOGETHER)]:
        key = f"recount:{cause}:{chunk[0]}"
        send("recount_dossiers", key=key, dossiers=chunk, calendar=calendar, version=version)
        count += len(chunk)
    return count


def _counts_for(calendar: WorkingCalendar, agency: Agency) -> bool:
    own = next((each.calendar_id for each in agency.line() if each.calendar_id), None)
    return own == calendar.pk or (own is None and calendar.is_default)


def recount_many(dossiers: Sequence[str], calendar_id: int, version: int, *, at: datetime) -> int:
    """Recount each; one that fails gets an effect of its own and holds up none of the others.

    Returns how many moved.
    """
    moved = 0
    found = Dossier.objects.filter(pk__in=dossiers).select_related("release", "agency")
    with calendars_kept():
        for dossier in found.prefetch_related("events", "steps"):
            try:
                with transaction.atomic():
                    moved += recount(dossier, calendar_id, version, at=at)
            except Exception as error:  # noqa: BLE001  whatever it is, its own effect tries again and shows it
                logger.warning("recount %s: %s", dossier.pk, type(error).__qualname__)
                key = f"recount:{calendar_id}:{version}:alone:{dossier.pk}"
                send(
                    "recount_dossier", key=key, dossier=str(dossier.pk), calendar=calendar_id, version=version
                )
    return moved


def recount(dossier: Dossier, calendar_id: int, version: int, *, at: datetime) -> bool:
    """Write the event when a date of the dossier moves; False when none does, or time does not run."""
    if dossier.status not in RUNNING or dossier.paused_at:
        return False
    if not _moves(dossier, at):
        return False
    calendar = WorkingCalendar.objects.filter(pk=calendar_id).first()
    act(
        dossier.pk,
        ACTION,
        actor=Actor.system(),
        key=f"recount:{calendar_id}:{version}:{dossier.last_sequence}",
        at=at,
        calendar=f"{calendar.name}, {version}" if calendar else "",
        before=dossier.due_at.isoformat() if dossier.due_at else "",
    )
    return True


def _moves(dossier: Dossier, at: datetime) -> bool:
    """Whether any date of the dossier or of its steps is another by the calendar as it is now."""
    events = sorted(dossier.events.all(), key=attrgetter("sequence"))
    now = reading(dossier, events, at)
    dates = {column: name for column, name in CLOCK.items() if column != "first_due_at"}
    if any(getattr(dossier, column) != getattr(now, name) for column, name in dates.items()):
        return True
    kept = {step.number: step.due_at for step in dossier.steps.all()}
    return any(kept.get(row["number"]) != row["due_at"] for row in stepping.rows(dossier, events))
