"""Which agencies there are on a day, who may decide on a procedure, and by which calendar they work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from procedures.agency_rules import DEEPEST
from procedures.calendar import Calendar
from procedures.calendars import kept, load_all
from procedures.codes import from_qcvn, to_qcvn
from procedures.models import Agency, ReceptionUnit, Release, WorkingCalendar

__all__ = [
    "LINE",
    "calendar_of",
    "competent",
    "descendants",
    "from_qcvn",
    "in_force",
    "reception_units",
    "to_qcvn",
    "units_open",
]

LINE = "__".join(["parent"] * (DEEPEST - 1))
"""For `select_related`: reads an agency with the whole line above it in one query."""


def _within(first: str, last: str, on: date) -> Q:
    return (Q(**{f"{first}__isnull": True}) | Q(**{f"{first}__lte": on})) & (
        Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": on})
    )


def in_force(on: date) -> QuerySet[Agency]:
    """Agencies that exist on the day; both dates are inclusive."""
    return Agency.objects.filter(_within("valid_from", "valid_to", on))


def _below(agencies: Iterable[Agency]) -> Q:
    """Any number of levels under the given agencies, themselves left out; matches nothing for none."""
    keys = [agency.pk for agency in agencies]
    found = Q(pk__in=[])
    for depth in range(1, DEEPEST):
        found |= Q(**{"__".join(["parent"] * depth) + "__in": keys})
    return found if keys else Q(pk__in=[])


def descendants(agency: Agency) -> QuerySet[Agency]:
    """Agencies below this one, at any depth, whether in force or not."""
    return Agency.objects.filter(_below([agency]))


def competent(release: Release, on: date) -> QuerySet[Agency]:
    """Agencies in force on the day that may decide on a dossier of this release.

    `agency_codes` of the release name them, or stand for all agencies of the release's levels below them; an
    agency that was closed stands for its successor. Without codes: every agency of the release's levels.
    """
    levels: list[str] = release.content.get("levels", [])
    codes: list[str] = release.content.get("agency_codes", [])
    if not codes:
        return in_force(on).filter(level__in=levels)
    with_code = Agency.objects.filter(code__in=codes).select_related("successor")
    named = [_today(agency, on) for agency in with_code]
    themselves = [agency.pk for agency in named if agency.level in levels or not levels]
    above = [agency for agency in named if agency.pk not in themselves]
    return in_force(on).filter(Q(pk__in=themselves) | (_below(above) & Q(level__in=levels)))


def by_code(code: str, on: date) -> Agency | None:
    """The agency with this code, or the one that has succeeded it by that day."""
    agency = Agency.objects.filter(code=code).select_related("successor").first() if code else None
    return _today(agency, on) if agency else None


def former_names(on: date) -> dict[int, list[str]]:
    """{agency: names of those it has succeeded by that day}, so that it is found by the name people knew."""
    names: dict[int, list[str]] = {}
    closed = Agency.objects.filter(valid_to__lt=on, successor__isnull=False).select_related("successor")
    for agency in closed:
        names.setdefault(_today(agency, on).pk, []).append(agency.name)
    return names


def _today(agency: Agency, on: date) -> Agency:
    """The agency, or the one that has succeeded it by that day."""
    seen = {agency.pk}
    while agency.valid_to and agency.valid_to < on and agency.successor and agency.successor.pk not in seen:
        agency = agency.successor
        seen.add(agency.pk)
    return agency


def reception_units(agency: Agency, on: date) -> QuerySet[ReceptionUnit]:
    """Where dossiers of this agency are taken in on that day: its own units and those above it."""
    return units_open(on).filter(agency__in=[each.pk for each in agency.line()])


def units_open(on: date) -> QuerySet[ReceptionUnit]:
    """Every reception unit active on the day; both dates are inclusive."""
    units = ReceptionUnit.objects.filter(_within("active_from", "active_to", on))
    return units.select_related("agency", "place")


def calendar_of(agency: Agency | None, calendars: Mapping[int | None, Calendar] | None = None) -> Calendar:
    """The agency's calendar, else that of the nearest agency above that has one, else the default.

    Pass `calendars.load_all()` once when asking for many agencies read with `select_related(LINE)`: no
    further query is made then. Without it, at most four; inside `calendars_kept()` once for each agency.
    """
    memory = kept() if calendars is None and agency is not None else None
    if memory is None or agency is None:
        return _calendar_of(agency, calendars)
    if agency.pk not in memory.by_agency:
        memory.by_agency[agency.pk] = _calendar_of(agency, None)
    return memory.by_agency[agency.pk]


def kept_calendar(agency: Agency) -> WorkingCalendar | None:
    """The calendar in the database that counts for the agency; None where only the shipped one does."""
    own = next((each.calendar for each in agency.line() if each.calendar), None)
    return own or WorkingCalendar.objects.filter(is_default=True).first()


def _calendar_of(agency: Agency | None, calendars: Mapping[int | None, Calendar] | None) -> Calendar:
    known = load_all() if calendars is None else calendars
    if agency is not None and calendars is None and agency.calendar_id is None and agency.parent_id:
        agency = Agency.objects.select_related(LINE).get(pk=agency.pk)
    line = agency.line() if agency is not None else []
    return known[next((each.calendar_id for each in line if each.calendar_id), None)]
