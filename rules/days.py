"""Days as answers hold them ("YYYY-MM-DD"), how far they lie apart, and the clock they go by."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST, LAST = date.min + timedelta(days=1), date.max - timedelta(days=1)
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day(value: object) -> date | None:
    """The day an answer names; None when it names none."""
    if not isinstance(value, str) or not ISO_DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def midnight(day: date) -> datetime:
    """The first moment of a day in Việt Nam; ends of the calendar, which have none in UTC, move in a day."""
    return datetime.combine(min(max(day, FIRST), LAST), time.min, VIETNAM)


def span(since: date, until: date) -> tuple[datetime, datetime]:
    """The first moment of `since` and the first one after `until`, in Việt Nam."""
    return midnight(since), midnight(min(until, LAST) + timedelta(days=1))


def moved(start: date, years: int = 0, months: int = 0, days: int = 0) -> date | None:
    """`start` moved by years and months (the 31st becomes the month's last day), then by days.

    None when that lies outside the calendar.
    """
    number = start.year * 12 + start.month - 1 + years * 12 + months
    year, month = number // 12, number % 12 + 1
    try:
        last = monthrange(year, month)[1]
        return date(year, month, min(start.day, last)) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None


def whole_months(start: date, end: date) -> int:
    """Whole months from `start` to `end`, negative when `end` is earlier."""
    if end < start:
        return -whole_months(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def whole_years(start: date, end: date) -> int:
    """Whole years, as a person's age is counted: full on the day itself."""
    if end < start:
        return -whole_years(end, start)
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))
