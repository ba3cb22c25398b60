"""Calendars kept by editors -> the pure `Calendar` that computes; and the words of its explanations."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from effects.outbox import send
from procedures.calendar import Calendar
from procedures.calendar_data import build, shipped
from procedures.due_reasons import Line
from procedures.working_time import WorkingCalendar

if TYPE_CHECKING:
    from procedures.models import Agency


def to_pure(kept: WorkingCalendar) -> Calendar:
    """Two queries, none when `hours` and `days` were prefetched."""
    week = {row.weekday: row.windows for row in kept.hours.all()}
    return build(week, [(day.date, day.kind, day.name, day.windows) for day in kept.days.all()])


@dataclass
class Kept:
    """What was read inside one `calendars_kept()`."""

    all: dict[int | None, Calendar] = field(default_factory=dict)
    by_agency: dict[int, Calendar] = field(default_factory=dict)


_kept: ContextVar[Kept | None] = ContextVar("calendars_kept", default=None)


@contextmanager
def calendars_kept() -> Iterator[Kept]:
    """Inside, calendars are read once: for one action on a dossier, or for many dossiers counted together."""
    outer = _kept.get()
    if outer is not None:
        yield outer
        return
    token = _kept.set(kept := Kept())
    try:
        yield kept
    finally:
        _kept.reset(token)


def kept() -> Kept | None:
    return _kept.get()


def load_all() -> dict[int | None, Calendar]:
    """Every calendar by primary key, and the default one under None; three queries.

    Where nobody has chosen a default, the national calendar that comes with the portal is it.
    """
    found = kept()
    if found is None:
        return _read_all()
    if not found.all:
        found.all = _read_all()
    return found.all


def _read_all() -> dict[int | None, Calendar]:
    calendars: dict[int | None, Calendar] = {None: shipped()}
    for kept in WorkingCalendar.objects.prefetch_related("hours", "days"):
        calendars[kept.pk] = to_pure(kept)
        if kept.is_default:
            calendars[None] = calendars[kept.pk]
    return calendars


def tell_changed(calendar: WorkingCalendar) -> None:
    """Whoever counts by the calendar counts anew after commit; once for each version."""
    key = f"calendar:{calendar.pk}:{calendar.version}"
    send("calendar_changed", key=key, calendar=calendar.pk, version=calendar.version)


def tell_moved(agency: Agency) -> None:
    """Whoever counts by an agency's calendar counts anew after commit: it, or one above it, has another."""
    send("agency_calendar_changed", key=f"agency_calendar:{agency.pk}:{uuid.uuid4()}", agency=agency.pk)


def sentence(line: Line) -> str:
    """A line of `due_reasons.explain` in the reader's language."""
    return WORDS[line.code](line)


def sentences(lines: Iterable[Line]) -> list[str]:
    return [sentence(line) for line in lines]


def _day(line: Line) -> str:
    return date_format(line.day, "d/m/Y")


def _named(line: Line) -> str:
    return f"{_day(line)} ({line.name})" if line.name else _day(line)


WORDS: dict[str, Callable[[Line], str]] = {
    "received_after_hours": lambda line: _("Received after closing on %(day)s.") % {"day": _day(line)},
    "received_on_day_off": lambda line: _("Received on a day off, %(day)s.") % {"day": _named(line)},
    "received_before_opening": lambda line: _("Received before opening on %(day)s.") % {"day": _day(line)},
    "first_day_not_counted": lambda line: (
        _("Counts as received on %(day)s; that day is not counted.") % {"day": _day(line)}
    ),
    "rolling_hours": lambda line: _("Working hours are counted from %(day)s.") % {"day": _day(line)},
    "day_off": lambda line: _("Day off: %(day)s.") % {"day": _named(line)},
    "weekend": lambda line: (
        ngettext("%(days)s weekend day passed over.", "%(days)s weekend days passed over.", line.days)
        % {"days": line.days}
    ),
    "make_up": lambda line: _("Make-up working day: %(day)s.") % {"day": _named(line)},
    "last_day_off": lambda line: (
        _("The last day, %(day)s, is off: the term ends on the next working day.") % {"day": _named(line)}
    ),
    "ends_in_working_time": lambda line: (
        _("The last hour lies outside working time: the term ends when work begins, on %(day)s.")
        % {"day": _day(line)}
    ),
    "no_time_limit": lambda line: _("This procedure has no time limit."),
}
