"""Why a result is due when it is due: codes and days, which `calendars.sentence` puts in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Literal

from procedures.calendar import Calendar, Policy, Unit, add_months, due, effective_day

Code = Literal[
    "received_after_hours",
    "received_on_day_off",
    "received_before_opening",
    "first_day_not_counted",
    "rolling_hours",
    "day_off",
    "weekend",
    "make_up",
    "last_day_off",
    "ends_in_working_time",
    "no_time_limit",
]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the explanation.

    day: the day it is about. name: what the calendar calls that day. days: how many ordinary days off of the
    week were passed over (code "weekend" only).
    """

    code: Code
    day: date
    name: str = ""
    days: int = 0


def explain(
    received: datetime, amount: float | None, unit: Unit, calendar: Calendar, policy: Policy = "P1"
) -> list[Line]:
    """The lines that lead from `received` to `due(...)` with the same arguments, in the order of the days."""
    end = due(received, amount, unit, calendar, policy)
    if end is None or amount is None:
        return [Line("no_time_limit", calendar.local(received)[0])]
    start, last = effective_day(received, calendar), calendar.local(end)[0]
    if unit == "hour":  # every hour counts, by day and by night
        moved = end != received + timedelta(hours=amount)
        return [Line("ends_in_working_time", last)] if moved else []
    rolls = unit == "working_hour" or (unit == "working_day" and policy == "P2")
    lines = _reception(received, start, calendar, rolls=rolls)
    if unit in ("day", "month"):  # every day counts: a day off matters only where the term would end on it
        named = start + timedelta(days=ceil(amount)) if unit == "day" else add_months(start, ceil(amount))
        if named == last:
            return lines
        lines.append(Line("last_day_off", named, calendar.names.get(named, "")))
        start = named
    return [*lines, *days_between(start, last, calendar)]


def _reception(received: datetime, start: date, calendar: Calendar, *, rolls: bool) -> list[Line]:
    day, minute = calendar.local(received)
    windows = calendar.windows_of(day)
    lines = []
    if not windows:
        lines.append(Line("received_on_day_off", day, calendar.names.get(day, "")))
    elif day != start:
        lines.append(Line("received_after_hours", day))
    elif minute < windows[0][0]:
        lines.append(Line("received_before_opening", day))
    lines.append(Line("rolling_hours" if rolls else "first_day_not_counted", start))
    return lines


def days_between(start: date, last: date, calendar: Calendar) -> list[Line]:
    """Days off by name, make-up days, and the ordinary days off of the week in one line."""
    lines, weekend = [], 0
    for offset in range(1, (last - start).days + 1):
        day = start + timedelta(days=offset)
        if day in calendar.make_up:
            lines.append(Line("make_up", day, calendar.names.get(day, "")))
        elif day in calendar.days_off:
            lines.append(Line("day_off", day, calendar.names.get(day, "")))
        elif not calendar.windows_of(day):
            weekend += 1
    if weekend:
        lines.append(Line("weekend", last, days=weekend))
    return lines
