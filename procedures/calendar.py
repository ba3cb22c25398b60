"""Working time: from the moment a dossier is received to the day its result is due.

Pure: days off come in as data. Two policies are in use and the slip states which one made it:

P1, day count (Bộ luật Dân sự 2015, Điều 147 and 148): the day of reception is not counted, the term ends
at the end of its last day, and a last day off moves it to the end of the next working day. A dossier
received at or after closing, or on a day off, counts as received on the next working day.

P2, rolling hours: one working day is eight working hours, counted from the moment of reception.
Terms in hours roll under either policy.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import Literal
from zoneinfo import ZoneInfo

from rules.days import VIETNAM

Unit = Literal["working_day", "day", "working_hour", "hour", "month", "none"]
Policy = Literal["P1", "P2"]
Window = tuple[int, int]
"""Opening and closing, in minutes after midnight."""
Windows = tuple[Window, ...]

MINUTES_OF_A_DAY = 8 * 60
OFFICE_DAY: Windows = ((450, 690), (810, 1050))
OFFICE_WEEK: dict[int, Windows] = dict.fromkeys(range(5), OFFICE_DAY)
FARTHEST = 3660
"""Days looked ahead for a working day before the calendar is called unusable."""
LONGEST = 10_000
"""No time limit is longer than this, in any unit."""


class NoWorkingTime(ValueError):
    """The calendar has no working day within ten years: the editor of the calendar must see to it."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working time of an agency.

    windows: weekday (0 = Monday) -> windows of that day; a weekday left out is off.
    days_off: dates on which nothing is open.
    make_up: date -> its own windows: make-up working days, half days, unusual hours.
    names: date -> what the day is called ("Quốc khánh"), for explanations only.
    """

    windows: Mapping[int, Windows] = field(default_factory=lambda: dict(OFFICE_WEEK))
    days_off: Collection[date] = frozenset()
    make_up: Mapping[date, Windows] = field(default_factory=dict)
    names: Mapping[date, str] = field(default_factory=dict)
    zone: ZoneInfo = VIETNAM

    def __post_init__(self) -> None:
        if both := sorted(set(self.days_off) & set(self.make_up)):
            raise ValueError(f"A day cannot be both off and a make-up day: {both[0]}.")
        for windows in (*self.windows.values(), *self.make_up.values()):
            edges = [minute for window in windows for minute in window]
            if edges != sorted(set(edges)) or not all(0 <= minute <= 24 * 60 for minute in edges):
                raise ValueError(f"Windows must follow each other within the day: {windows}.")

    def windows_of(self, day: date) -> Windows:
        if day in self.make_up:
            return self.make_up[day]
        return () if day in self.days_off else self.windows.get(day.weekday(), ())

    def moment(self, day: date, minute: float) -> datetime:
        return datetime.combine(day, time(), self.zone) + timedelta(minutes=minute)

    def local(self, at: datetime) -> tuple[date, float]:
        """The day and the minutes after midnight there; `at` must be aware."""
        if at.tzinfo is None:
            raise ValueError("A moment needs a time zone.")
        here = at.astimezone(self.zone)
        return here.date(), (here - datetime.combine(here.date(), time(), self.zone)).total_seconds() / 60

    def closing(self, day: date) -> datetime:
        """When a working day ends."""
        return self.moment(day, self.windows_of(day)[-1][1])


def is_working_day(day: date, calendar: Calendar) -> bool:
    return bool(calendar.windows_of(day))


def working_day_from(day: date, calendar: Calendar) -> date:
    """`day` itself when it is a working day, else the next one. Raises NoWorkingTime."""
    for offset in range(FARTHEST):
        each = day + timedelta(days=offset)
        if is_working_day(each, calendar):
            return each
    raise NoWorkingTime(f"No working day within ten years of {day}.")


def effective_day(received: datetime, calendar: Calendar) -> date:
    """The day that counts as that of reception: at or after closing or on a day off, the next working day."""
    day, minute = calendar.local(received)
    windows = calendar.windows_of(day)
    if windows and minute < windows[-1][1]:
        return day
    return working_day_from(day + timedelta(days=1), calendar)


def add_working_days(day: date, amount: int, calendar: Calendar) -> date:
    """The amount-th working day after `day`; amount 0 gives the first working day from `day` on."""
    day = working_day_from(day, calendar) if amount == 0 else day
    for _ in range(amount):
        day = working_day_from(day + timedelta(days=1), calendar)
    return day


def working_days_between(after: date, before: date, calendar: Calendar) -> int:
    """Working days strictly between two dates: those a term has used up when it is paused on `before`."""
    days = range(1, max((before - after).days, 0))
    return sum(is_working_day(after + timedelta(days=offset), calendar) for offset in days)


def add_working_minutes(start: datetime, minutes: float, calendar: Calendar) -> datetime:
    """Roll over working time from `start`.

    The end of a window is kept: 11:30 + 4 h is 17:30, not the next morning. 0 minutes from outside working
    time give the next opening. Raises NoWorkingTime.
    """
    day, now = calendar.local(start)
    while True:
        if (open_day := working_day_from(day, calendar)) != day:
            day, now = open_day, 0.0
        for opens, closes in calendar.windows_of(day):
            begin = max(float(opens), now)
            if begin > closes or (begin == closes and minutes > 0):
                continue
            if minutes <= closes - begin:
                return calendar.moment(day, begin + minutes)
            minutes -= closes - begin
        day, now = day + timedelta(days=1), 0.0


def add_working_hours(start: datetime, hours: float, calendar: Calendar) -> datetime:
    return add_working_minutes(start, hours * 60, calendar)


def working_minutes_between(start: datetime, end: datetime, calendar: Calendar) -> float:
    """Working minutes from `start` to `end`; 0 when `end` is not later."""
    (first, begin), (last, finish) = calendar.local(start), calendar.local(end)
    total = 0.0
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        low = begin if day == first else 0
        high = finish if day == last else 24 * 60
        windows = calendar.windows_of(day)
        total += sum(max(0, min(closes, high) - max(opens, low)) for opens, closes in windows)
    return total


def add_months(day: date, amount: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day (Điều 148)."""
    year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def same_day_or_next(received: datetime, calendar: Calendar, cutoff: time = time(15)) -> date:
    """The 15:00 rule (NĐ 61/2018, NĐ 23/2015): until 15:00 the same day, later the next working day.

    Used for results promised within the day and for handing paper dossiers over.
    """
    day = effective_day(received, calendar)
    here = received.astimezone(calendar.zone)
    late = here.date() == day and here.time() > cutoff
    return add_working_days(day, 1, calendar) if late else day


def due(
    received: datetime, amount: float | None, unit: Unit, calendar: Calendar, policy: Policy = "P1"
) -> datetime | None:
    """When the result is due; None when the procedure has no time limit (unit "none" or no amount).

    amount: in `unit`; a part of a day counts as a whole day under P1. Raises ValueError for an amount below 0
    or above LONGEST and for an unknown unit, NoWorkingTime for a calendar without working days.
    """
    if unit == "none" or amount is None:
        return None
    if not 0 <= amount <= LONGEST:
        raise ValueError(f"A time limit lies between 0 and {LONGEST}.")
    if unit == "working_hour" or (unit == "working_day" and policy == "P2"):
        minutes = amount * (60 if unit == "working_hour" else MINUTES_OF_A_DAY)
        return add_working_minutes(received, minutes, calendar)
    if unit == "hour":
        return add_working_minutes(received + timedelta(hours=amount), 0, calendar)
    return calendar.closing(_last_day(effective_day(received, calendar), ceil(amount), unit, calendar))


def _last_day(start: date, amount: int, unit: Unit, calendar: Calendar) -> date:
    if unit == "working_day":
        return add_working_days(start, amount, calendar)
    if unit == "day":
        return working_day_from(start + timedelta(days=amount), calendar)
    if unit == "month":
        return working_day_from(add_months(start, amount), calendar)
    raise ValueError(f"Unknown unit {unit!r}.")
