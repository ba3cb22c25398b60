"""The agency stops the clock, or is given more time: what its procedure and the rules of processing allow.

Sources: NĐ 61/2018/NĐ-CP Điều 19 and its successors (one new appointment, in time, with an apology),
domain.md §1.2 rule 7, §4.3. What may stop the time stands in the dossier's release.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from dossiers.clock import Clock, before
from dossiers.models import Dossier, DossierEvent
from dossiers.moments import process_of_dossier
from dossiers.stepping import active
from dossiers.timing import clock_of
from procedures.calendar import MINUTES_OF_A_DAY
from procedures.processing_rules import rules

if TYPE_CHECKING:
    from dossiers.guards import Command

APPOINTED_ANEW = ("extend", "apologise")
"""What gives the applicant a new day, and may happen only so often."""


def pauses_of(dossier: Dossier) -> list[dict[str, Any]]:
    """Reasons for which the agency may stop the time now: [{id, reason, on_resume, legal}].

    Those of the release that an open step allows; steps that name none allow all.
    """
    listed = list(dossier.release.content.get("pauses") or [])
    process = process_of_dossier(dossier) if listed else None
    steps = [step for row in active(dossier) if (step := process.step(row.step))] if process else []
    if not steps or not all(step.pauses for step in steps):
        return listed
    allowed = {reason for step in steps for reason in step.pauses}
    return [one for one in listed if one["reason"] in allowed]


def rule_of_pause(command: Command) -> dict[str, Any]:
    """What the event of a pause keeps of the release: {"on_resume", "legal"}."""
    chosen = next(one for one in pauses_of(command.dossier) if one["reason"] == command.payload["pause"])
    return {"on_resume": chosen["on_resume"], "legal": chosen["legal"]}


def held(dossier: Dossier) -> DossierEvent | None:
    """The pause that still holds; None when time runs, or rests only because of the applicant."""
    last = dossier.events.filter(action__in=("pause", "resume")).last()
    return last if last and last.action == "pause" else None


def wish(dossier: Dossier) -> DossierEvent | None:
    """The extension asked for that nobody has decided on yet."""
    last = dossier.events.filter(action__in=("ask_extension", "extend", "deny_extension")).last()
    return last if last and last.action == "ask_extension" else None


def decided(command: Command) -> dict[str, Any]:
    """What an approved extension says: what was asked for, from the asking event."""
    asked = wish(command.dossier)
    assert asked is not None
    return {"more": asked.payload["more"], "unit": asked.payload["unit"], "reason": asked.payload["reason"]}


def unit_of(command: Command) -> dict[str, Any]:
    return {"unit": clock(command.dossier).measure()}


def clock(dossier: Dossier) -> Clock:
    return clock_of(dossier, dossier.events.all())


def may_appoint_anew(dossier: Dossier) -> bool:
    """Whether one more new day is allowed."""
    return dossier.events.filter(action__in=APPOINTED_ANEW).count() < rules().reappointments


def last_moment(dossier: Dossier) -> datetime | None:
    """Until when an extension may be approved: the end of the last day that leaves the notice required.

    Due Friday 05/09 17:30, one working day before: by the end of Thursday 04/09 (fact A34).
    """
    if dossier.due_at is None:
        return None
    calendar = clock(dossier).calendar
    begins = calendar.moment(calendar.local(dossier.due_at)[0], 0)
    return before(begins, MINUTES_OF_A_DAY * (rules().reappointment_notice - 1), calendar)
