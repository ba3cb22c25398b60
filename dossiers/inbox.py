"""What an officer may see, filtered and in the order of urgency: the query behind the desk and the API."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Prefetch, Q, QuerySet

from accounts.models import User
from accounts.permissions import NOTHING, roles_of, scope_filter
from dossiers.models import Dossier, DossierStep
from dossiers.statuses import TERMINAL, Status
from dossiers.words import folded

OPEN = "open"


@dataclass(frozen=True)
class Filters:
    """status: a code, "open" (not ended) or anything else (all). light: late, soon, ok, paused.

    waiting: a step of the officer's roles is to be done now. asked: a question waits for a reply.
    """

    status: str = OPEN
    agency: str = ""
    procedure: str = ""
    light: str = ""
    mine: bool = False
    waiting: bool = False
    asked: bool = False
    text: str = ""


def visible(user: User, at: datetime) -> QuerySet[Dossier]:
    """Every dossier the officer may see at that moment."""
    return Dossier.objects.filter(scope_filter(user, "dossier.view", at=at))


def find(user: User, filters: Filters, at: datetime) -> QuerySet[Dossier]:
    """The filtered dossiers, most urgent first; ended ones by when they ended, newest first."""
    found = visible(user, at).filter(
        _status(filters.status), _light(filters.light, at), _where(filters), _text(filters.text)
    )
    if filters.mine:
        found = found.filter(assignee=user)
    if filters.waiting:
        found = found.filter(waiting_for(user, at))
    if filters.asked:
        found = found.filter(asked_at__isnull=False)
    open_steps = Prefetch("steps", DossierStep.objects.filter(left_at=None), to_attr="open_steps")
    return (
        found.select_related("agency", "assignee")
        .prefetch_related(open_steps)
        .order_by(
            F("clock_due_at").asc(nulls_last=True), F("ended_at").desc(nulls_first=True), "filed_at", "pk"
        )
    )


def waiting_for(user: User, at: datetime) -> Q:
    """Dossiers in which a step of a role the officer holds there is to be done now."""
    found = NOTHING
    for held in roles_of(user, at):
        here = Q(agency_code=held.agency_code) | Q(agency_code__startswith=f"{held.agency_code}.")
        found |= Q(
            pk__in=DossierStep.objects.filter(here, role=held.role.code, left_at=None).values("dossier")
        )
    return found


def counts(user: User, at: datetime) -> dict[str, int]:
    """How many wait in each queue: {"open", "1", …, "10", "late", "soon", "mine", …}; one query."""
    total = {str(status): Count("pk", filter=Q(status=status)) for status in Status.values}
    figures = visible(user, at).aggregate(
        open=Count("pk", filter=_status(OPEN)),
        late=Count("pk", filter=_light("late", at)),
        soon=Count("pk", filter=_light("soon", at)),
        mine=Count("pk", filter=Q(assignee=user) & _status(OPEN)),
        waiting=Count("pk", filter=waiting_for(user, at)),
        asked=Count("pk", filter=Q(asked_at__isnull=False)),
        **{f"status_{name}": figure for name, figure in total.items()},
    )
    return {name.removeprefix("status_"): number for name, number in figures.items()}


def choices(user: User, at: datetime) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Agencies (scope code, name) and procedures (code, name) that occur among the visible dossiers."""
    seen = visible(user, at).order_by()
    agencies = seen.values_list("agency_code", "agency__name").distinct().order_by("agency__name")
    procedures = seen.values_list("procedure_code", "procedure_name").distinct().order_by("procedure_name")
    return list(agencies), list(dict(procedures).items())


def _status(wanted: str) -> Q:
    if wanted == OPEN:
        return ~Q(status__in=TERMINAL)
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


def _text(text: str) -> Q:
    found = Q()
    for word in folded(text).split()[:8]:
        found &= Q(find_text__contains=word)
    return found
