"""When the watch has to look at a stored dossier: from its events, its steps and the rules of processing."""

from __future__ import annotations

from collections.abc import Sequence

from dossiers import steps
from dossiers.clock import Reading
from dossiers.models import Dossier, DossierEvent
from dossiers.moments import runs as runs_of_dossier
from dossiers.moments import timed
from dossiers.watch import marks
from procedures.calendar import Calendar
from procedures.processing_rules import rules


def next_look(
    dossier: Dossier, events: Sequence[DossierEvent], shown: Reading, calendar: Calendar
) -> str | None:
    """When the watch has to look next after these events, as the last of them keeps it."""
    if shown.paused_since or shown.ended:
        return None
    waiting = still_to_say(dossier, events, shown, calendar, rules().escalation_hours)
    return marks.stored(waiting[0].at) if waiting else None


def still_to_say(
    dossier: Dossier, events: Sequence[DossierEvent], shown: Reading, calendar: Calendar, hours: int
) -> list[marks.Mark]:
    """What was not said yet of the dates as they stand; `hours`: see marks.marks."""
    moments = timed(dossier, events)
    stopped = steps.stops(moments)
    runs = [
        (run, steps.due_of(run, stopped, calendar)) for run in runs_of_dossier(dossier, events) if run.active
    ]
    begun = next(one.at for one in reversed(moments) if one.action == "accept" or one.from_status is None)
    found = marks.marks(shown, begun, runs, calendar, hours, above=dossier.agency_code.count("."))
    return marks.untold(found, marks.told(moments))
