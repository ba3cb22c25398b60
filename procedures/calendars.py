"""Calendars kept by editors -> the pure `Calendar` that computes; and the words of its explanations."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from effects.outbox import send
from procedures.calendar import Calendar
from procedures.calendar_data import build, shipped
from procedures.due_reasons import Line
from procedures.working_time import WorkingCalendar


def to_pure(kept: WorkingCalendar) -> Calendar:
    """Two queries, none when `hours` and `days` were prefetched."""
    week = {row.weekday: row.windows for row in kept.hours.all()}
    return build(week, [(day.date, day.kind, day.name, day.windows) for day in kept.days.all()])


def load_all() -> dict[int | None, Calendar]:
    """Every calendar by primary key, and the default one under None; three queries.

    Where nobody has chosen a default, the national calendar that comes with the portal is it.
    """
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
    "no_time_limit": lambda line: _("This procedure has no time limit."),
}
