"""Why a dossier is late: which step at which agency used the time, what stopped it; the drafted apology."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from dossiers import steps
from dossiers.clock import PAUSING
from dossiers.clock_words import pause_words, span
from dossiers.inbox import visible
from dossiers.linked.links import Link, links_of, shares
from dossiers.models import Dossier, DossierEvent
from dossiers.moments import holding, process_of_dossier, runs, timed, told
from dossiers.stepping import agency_names, role_names
from dossiers.steps import Run
from dossiers.timing import clock_of
from procedures.agencies import LINE, calendar_of
from procedures.calendar import (
    Calendar,
    add_working_hours,
    working_day_from,
    working_minutes_between,
)
from procedures.calendars import load_all
from procedures.models import Agency
from procedures.process import Process, Step

PHASES = ("reception", "dispatcher", "specialist")
"""Without a process: whose time it was until acceptance, until it was assigned, and from then on."""


@dataclass(frozen=True)
class Used:
    """Where time went. what: name of the step, "" for a phase without one. Minutes are working minutes.

    over: beyond the budget; None without one.
    """

    what: str
    role: str
    agency_code: str
    minutes: float
    over: float | None


@dataclass(frozen=True)
class Stop:
    """Time did not run: why, from when, until when (None: still)."""

    why: str
    since: datetime
    until: datetime | None


def used(dossier: Dossier, events: Sequence[DossierEvent], calendar: Calendar, at: datetime) -> list[Used]:
    """Every step that ran, or every phase without a process; the one that cost most first."""
    stopped = steps.stops(timed(dossier, events))
    found = runs(dossier, events)
    if not found:
        return sorted(_phases(dossier, events, calendar, at), key=lambda one: -one.minutes)
    codes = {row.number: row.agency_code for row in dossier.steps.all()}
    links = links_of(events)
    rows: list[Used] = []
    for run in found:
        rows += of_run(run, links, codes.get(run.number, dossier.agency_code), stopped, calendar, at)
    return sorted(rows, key=lambda one: (-(one.over or 0), -one.minutes))


def of_run(
    run: Run,
    links: Sequence[Link],
    own: str,
    stopped: Sequence[steps.Stretch],
    calendar: Calendar,
    at: datetime,
) -> list[Used]:
    """The agency that does the step, and those it was passed on to: each with the time it had it, and with
    what of that came after the step's hours were used up."""
    minutes: dict[str, float] = {}
    over: dict[str, float] = {}
    spent = 0.0
    for link, part in shares(run, links):
        code = (link.agency or link.to) if link else own
        more = steps.used(part, stopped, calendar, at)
        late = steps.over(run, spent + more) - steps.over(run, spent)
        spent += more
        minutes[code] = minutes.get(code, 0) + more
        over[code] = over.get(code, 0) + late
    return [
        Used(run.step.name, run.step.role, code, used, over[code] if run.step.hours is not None else None)
        for code, used in minutes.items()
        if used or len(minutes) == 1
    ]


def _phases(dossier: Dossier, events: Sequence[DossierEvent], calendar: Calendar, at: datetime) -> list[Used]:
    accepted, assigned = (
        next((event.at for event in events if event.action == action), None)
        for action in ("accept", "assign")
    )
    edges = [dossier.filed_at, accepted, assigned, dossier.ended_at or at]
    stopped = steps.stops(timed(dossier, events))
    found = []
    for begin, end, role in zip(edges, edges[1:], PHASES, strict=False):
        if begin is None:
            continue
        run = Run(0, Step(id="", name="", role=role), begin, left=end or at)
        found.append(Used("", role, dossier.agency_code, steps.used(run, stopped, calendar, at), None))
        if end is None:
            break
    return found


def stops(dossier: Dossier, events: Sequence[DossierEvent]) -> list[Stop]:
    """When and why time rested."""
    found = []
    moments = timed(dossier, events)
    for since, until in steps.stops(moments):
        begun = (one for one in moments if one.at == since)
        moment = next(one for one in begun if one.action == "pause" or one.to_status in PAUSING)
        why = pause_words(dict(moment.data)) or _("something was asked of the applicant")
        found.append(Stop(why, since, until))
    return found


def late_by(dossier: Dossier, calendar: Calendar, at: datetime) -> str:
    """Working time since it was due, in words."""
    due = dossier.clock_due_at
    return span(working_minutes_between(due, at, calendar)) if due else ""


# -- the drafted apology


def draft(dossier: Dossier, at: datetime) -> dict[str, Any]:
    """{"reason", "until"}: the reason as the steps say it; the day, None where the steps left have no hours.

    In the portal's own language: it goes into the letter (Mẫu 04).
    """
    events = list(dossier.events.all())
    calendar = clock_of(dossier, events).calendar
    with translation.override(settings.LANGUAGE_CODE):
        reason = _reason(dossier, used(dossier, events, calendar, at))
    return {"reason": reason, "until": new_day(dossier, events, calendar, at)}


def _reason(dossier: Dossier, found: Sequence[Used]) -> str:
    if not found:
        return ""
    worst, roles = found[0], role_names()
    said = {
        "what": worst.what,
        "who": roles.get(worst.role, worst.role),
        "over": span(worst.over) if worst.over else "",
        "used": span(worst.minutes),
        "agency": _agency(worst, dossier, {**agency_names({worst.agency_code: worst.agency_code})}),
    }
    if worst.what and worst.over:
        return _("The step “%(what)s” (%(who)s, %(agency)s) took %(over)s longer than planned.") % said
    if worst.what:
        return _("The step “%(what)s” (%(who)s, %(agency)s) took longest: %(used)s.") % said
    return _("The work of the %(who)s (%(agency)s) took %(used)s.") % said


def new_day(
    dossier: Dossier, events: Sequence[DossierEvent], calendar: Calendar, at: datetime
) -> date | None:
    """The day by which the steps left can be done, each with all its hours: a day is promised only once."""
    process = process_of_dossier(dossier)
    found = runs(dossier, events)
    said = steps.said(told(dossier, events))
    coming = steps.coming(process, found, holding(dossier, events), said) if process else []
    left = {run.step.id for run in found if run.active} | {step.id for step in coming}
    hours = hours_of(process, left)
    if not hours:
        return None
    today = calendar.local(at)[0]
    day = calendar.local(add_working_hours(at, hours, calendar))[0]
    return max(day, working_day_from(today + timedelta(days=1), calendar))


def hours_of(process: Process, left: set[str]) -> float:
    """Working hours of the longest way through the steps that are left."""
    return sum(
        max(sum(step.hours or 0 for step in branch.steps if step.id in left) for branch in node.branches)
        for node in process.nodes
    )


# -- the list of what is late


def _agency(worst: Used | None, dossier: Dossier, names: Mapping[str | None, str]) -> str:
    if worst is None:
        return ""
    own = dossier.agency.name if worst.agency_code == dossier.agency_code else worst.agency_code
    return names.get(worst.agency_code, own)


@dataclass(frozen=True)
class Late:
    """A late dossier and why. worst: where most time went. agency, role: of that, in words."""

    dossier: Dossier
    late_by: str
    worst: Used | None
    role: str
    agency: str
    over: str
    stops: list[Stop]


def late_dossiers(user: User, at: datetime) -> QuerySet[Dossier]:
    """What the officer may see and whose date has passed, the longest overdue first; along one index."""
    found = visible(user, at).filter(clock_due_at__lt=at).order_by("clock_due_at", "pk")
    return found.select_related(
        "release", f"agency__{LINE}", "submission__draft", "submission__version", "assignee"
    ).prefetch_related("events", "steps")


def explained(dossiers: Iterable[Dossier], at: datetime) -> list[Late]:
    """Each with its reasons; no query a dossier."""
    calendars, roles = load_all(), role_names()
    rows = []
    for dossier in dossiers:
        calendar, events = calendar_of(dossier.agency, calendars), list(dossier.events.all())
        worst = next(iter(used(dossier, events, calendar, at)), None)
        rows.append((dossier, worst, late_by(dossier, calendar, at), stops(dossier, events)))
    codes = {worst.agency_code for _dossier, worst, _by, _stops in rows if worst}
    names = dict(Agency.objects.filter(code__in=codes).values_list("code", "name"))
    return [
        Late(
            dossier=dossier,
            late_by=by,
            worst=worst,
            role=roles.get(worst.role, worst.role) if worst else "",
            agency=_agency(worst, dossier, names),
            over=span(worst.over) if worst and worst.over else "",
            stops=rests,
        )
        for dossier, worst, by, rests in rows
    ]
