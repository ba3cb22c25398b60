"""What an officer may see, filtered and in the order of urgency: the query behind the desk and the API."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.core.cache import cache
from django.db.models import Case, Count, F, Prefetch, Q, QuerySet, When

from accounts.models import User
from accounts.permissions import NOTHING, day_of, in_place_of, roles_of, scope_filter
from dossiers.finding import matching, number_in, reach
from dossiers.models import Dossier, DossierStep
from dossiers.numbering import scanned
from dossiers.reach import may_reach
from dossiers.statuses import TERMINAL, Status
from dossiers.words import folded
from procedures.process import process_of
from procedures.releases import in_force

OPEN = "open"
BEGINNING = re.compile(r"YC-\w+|[A-Z]\d\d(\.\w+)*(-\d[-\d]*)?$")
"""A code or its beginning: found along the index of codes, while the end of one is looked for in the text."""
URGENCY = (F("clock_due_at").asc(nulls_last=True), F("ended_at").desc(nulls_first=True))
ENDED_LAST = (F("ended_at").desc(),)
"""Order of what has ended, along its index."""


Choices = tuple[list[tuple[str, str]], list[tuple[str, str]]]
MANY = 5_000
"""Of more open dossiers than this the choices of the filters are not read anew for each page."""


@dataclass(frozen=True)
class Filters:
    """status: a code, "open" (not ended) or anything else (all). light: late, soon, ok, paused.

    mine: assigned to the officer, or to an absent colleague they stand in for. waiting: a step of the
    officer's roles is to be done now, their own dossiers first. role, step: such a step is to be done now.
    hosted: taken in here for another agency. asked: a question waits for a reply.
    text: a code or a part of one, words of the name, or a whole number, by permission (finding.py).
    """

    status: str = OPEN
    agency: str = ""
    procedure: str = ""
    step: str = ""
    role: str = ""
    light: str = ""
    mine: bool = False
    waiting: bool = False
    hosted: bool = False
    asked: bool = False
    text: str = ""


def visible(user: User, at: datetime) -> QuerySet[Dossier]:
    """Every dossier the officer may see at that moment."""
    return Dossier.objects.filter(scope_filter(user, "dossier.view", at=at))


def taken_for_others(user: User, at: datetime) -> QuerySet[Dossier]:
    """Dossiers of other agencies whose reception unit is at one of the officer's agencies; by an index."""
    here = scope_filter(user, "dossier.view", field="reception_code", at=at)
    return Dossier.objects.filter(here).exclude(reception_code="")


def by_code(user: User, text: str, at: datetime) -> Dossier | None:
    """The one dossier with this whole code, typed or scanned from a slip; None unless it may be seen."""
    code = scanned(text)
    found = Dossier.objects.filter(Q(code=code) | Q(request_code=code)).first() if code else None
    return found if found and may_reach(user, "dossier.view", found, at) else None


def find(user: User, filters: Filters, at: datetime) -> QuerySet[Dossier]:
    """The filtered dossiers, most urgent first; ended ones by when they ended, newest first."""
    reached = visible(user, at)
    if filters.waiting:
        reached = Dossier.objects.filter(waiting_for(user, at))
    elif filters.hosted:
        reached = taken_for_others(user, at)
    elif number_in(filters.text):  # whoever stands at the counter may have filed with another agency
        reached = Dossier.objects.filter(reach(user, "dossier.view", at))
    found = reached.filter(
        _status(filters.status), _light(filters.light, at), _where(filters), _text(user, filters.text, at)
    )
    if filters.mine:
        found = found.filter(mine(user, at))
    if filters.role or filters.step:
        found = found.filter(pk__in=_open_steps(user, filters, at).values("dossier"))
    if filters.asked:
        found = found.filter(asked_at__isnull=False)
    first = [Case(When(mine(user, at), then=0), default=1)] if filters.waiting else []
    order = ENDED_LAST if filters.status in map(str, TERMINAL) else URGENCY
    open_steps = Prefetch("steps", DossierStep.objects.filter(left_at=None), to_attr="open_steps")
    return (
        found.select_related("agency", "assignee")
        .prefetch_related(open_steps)
        .order_by(*first, *order, "filed_at", "pk")
    )


def mine(user: User, at: datetime) -> Q:
    """Dossiers assigned to the officer, or to a colleague they stand in for."""
    return Q(assignee__in={user.pk, *in_place_of(user, at)})


def _open_steps(user: User, filters: Filters, at: datetime) -> QuerySet[DossierStep]:
    """What is worked on now at the officer's agencies: read by the index of waiting steps."""
    found = DossierStep.objects.filter(scope_filter(user, "dossier.view", at=at), left_at=None)
    if filters.role:
        found = found.filter(role=filters.role)
    return found.filter(step=filters.step) if filters.step else found


def waiting_for(user: User, at: datetime) -> Q:
    """Dossiers in which a step of the officer's is to be done now, also those filed with other agencies."""
    return Q(pk__in=_steps_of(user, at).values("dossier"))


def _steps_of(user: User, at: datetime) -> QuerySet[DossierStep]:
    """Open steps whose role the officer holds at the agency that does them."""
    held = NOTHING
    for one in roles_of(user, at):
        here = Q(agency_code=one.agency_code) | Q(agency_code__startswith=f"{one.agency_code}.")
        held |= here & Q(role=one.role.code)
    seen = scope_filter(user, "dossier.view", at=at) & scope_filter(user, "dossier.complete_step", at=at)
    return DossierStep.objects.filter(held, seen, left_at=None).order_by()


def counts(user: User, at: datetime) -> dict[str, int]:
    """How many wait in each queue: {"open", "1", …, "9", "late", "soon", "mine", "waiting", "hosted", …}.

    Nothing that has ended is counted: there are ever more of those.
    """
    total = {str(one): Count("pk", filter=Q(status=one)) for one in Status if one not in TERMINAL}
    figures = (
        visible(user, at)
        .filter(_status(OPEN))
        .aggregate(
            open=Count("pk"),
            late=Count("pk", filter=_light("late", at)),
            soon=Count("pk", filter=_light("soon", at)),
            mine=Count("pk", filter=mine(user, at)),
            **{f"status_{name}": figure for name, figure in total.items()},
        )
    )
    figures["asked"] = visible(user, at).filter(asked_at__isnull=False).count()
    figures |= _steps_of(user, at).aggregate(waiting=Count("dossier", distinct=True))
    figures["hosted"] = taken_for_others(user, at).filter(_status(OPEN)).count()
    return {name.removeprefix("status_"): number for name, number in figures.items()}


def choices(user: User, at: datetime, *, of: int) -> Choices:
    """Agencies (scope code, name) and procedures (code, name) of the visible dossiers that have not ended.

    of: how many those are. A whole province's are read once a minute: going through all of them takes longer
    than the rest of the page.
    """
    if of <= MANY:
        return _choices(user, at)
    return cast("Choices", cache.get_or_set(f"inbox-choices:{user.pk}", lambda: _choices(user, at), 60))


def _choices(user: User, at: datetime) -> Choices:
    seen = visible(user, at).filter(_status(OPEN)).order_by()
    agencies = seen.values_list("agency_code", "agency__name").distinct().order_by("agency__name")
    procedures = seen.values_list("procedure_code", "procedure_name").distinct().order_by("procedure_name")
    return list(agencies), list(dict(procedures).items())


def named(procedure_code: str, at: datetime) -> tuple[str, str]:
    """(code, name) of a procedure none of whose dossiers is open; ("", "") when there is none in force."""
    release = in_force(procedure_code, day_of(at)) if procedure_code else None
    return (release.code, release.content["name"]) if release else ("", "")


def steps_of(procedure_code: str, at: datetime) -> list[tuple[str, str]]:
    """(id, name) of the steps of the procedure's release in force; [] without procedure or process."""
    release = in_force(procedure_code, day_of(at)) if procedure_code else None
    return [(step.id, step.name) for step in process_of(release.content).steps()] if release else []


def _status(wanted: str) -> Q:
    if wanted == OPEN:
        return ~Q(status__in=sorted(TERMINAL))
    return Q(status=wanted) if wanted in map(str, Status.values) else Q()


def _light(wanted: str, at: datetime) -> Q:
    return {
        "late": Q(clock_due_at__lt=at),
        "soon": Q(clock_soon_at__lte=at, clock_due_at__gte=at),
        "ok": Q(clock_soon_at__gt=at),
        "paused": Q(paused_at__isnull=False, ended_at__isnull=True),
    }.get(wanted, Q())


def _where(filters: Filters) -> Q:
    found = Q(agency_code=filters.agency) if filters.agency else Q()
    return found & Q(procedure_code=filters.procedure) if filters.procedure else found


def _text(user: User, text: str, at: datetime) -> Q:
    code = text.strip().upper()
    if BEGINNING.match(code):
        return Q(code__startswith=code) | Q(request_code__startswith=code)
    if number := number_in(text):
        return matching(user, number, at)
    found = Q()
    for word in folded(text).split()[:8]:
        # "An" would be found in every "Lan", and no index of three letters holds it: as a whole beginning.
        found &= Q(find_text__contains=f" {word}" if len(word) < 3 else word)
    return found
