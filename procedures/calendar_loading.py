"""A calendar file into the database: it adds and mends its own days, and keeps those editors added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from procedures.calendar_data import read, windows_of
from procedures.calendars import tell_changed
from procedures.working_time import CalendarDay, WorkingCalendar, WorkingHours


class CalendarFileRefused(ValidationError):
    """The calendar file has another shape. Seen by whoever loads it."""


@transaction.atomic
def load(data: Mapping[str, Any], *, default: bool = False) -> tuple[WorkingCalendar, bool]:
    """The calendar named by the file, made or brought up to it; and whether anything changed.

    Days that are not in the file stay. Raises CalendarFileRefused for a shape other than calendar_vn.json's.
    """
    try:
        read(data)
        name = str(data["name"])
    except (KeyError, TypeError, ValueError) as error:
        raise CalendarFileRefused(
            _("This is not a calendar file: %(reason)s.") % {"reason": error}, code="calendar_file"
        ) from error
    calendar, changed = WorkingCalendar.objects.get_or_create(name=name)
    new = changed
    if default and not calendar.is_default:
        WorkingCalendar.objects.filter(is_default=True).update(is_default=False)
        calendar.is_default = changed = True
    changed = _load_hours(calendar, data["hours"]) or changed
    changed = _load_days(calendar, data["days"]) or changed
    if changed:
        calendar.version += 0 if new else 1
        calendar.save()
        tell_changed(calendar)
    return calendar, changed


def _load_hours(calendar: WorkingCalendar, rows: list[Mapping[str, Any]]) -> bool:
    changed = False
    for row in rows:
        known = WorkingHours.objects.filter(calendar=calendar, weekday=row["weekday"]).first()
        kept = known or WorkingHours(calendar=calendar, weekday=row["weekday"])
        windows = windows_of(row["windows"])
        if known is None or known.windows != windows:
            kept.set_windows(windows)
            kept.save()
            changed = True
    return changed


def _load_days(calendar: WorkingCalendar, rows: list[Mapping[str, Any]]) -> bool:
    known = {day.date: day for day in CalendarDay.objects.filter(calendar=calendar)}
    changed = False
    for row in rows:
        day = date.fromisoformat(row["date"])
        wanted = (row["kind"], row.get("name", ""), windows_of(row.get("windows", [])))
        kept = known.get(day) or CalendarDay(calendar=calendar, date=day)
        if kept.pk is None or (kept.kind, kept.name, kept.windows) != wanted:
            kept.kind, kept.name = wanted[:2]
            kept.set_windows(wanted[2])
            kept.save()
            changed = True
    return changed
