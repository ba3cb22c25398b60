"""The calendar file: JSON in, a Calendar out. Pure; shape as procedures/data/calendar_vn.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from procedures.calendar import OFFICE_DAY, Calendar, Windows

Kind = Literal["off", "make_up", "half"]
SHIPPED = Path(__file__).parent / "data" / "calendar_vn.json"


def minutes(text: str) -> int:
    """ "07:30" -> 450. Raises ValueError."""
    hours, _, rest = text.partition(":")
    return int(hours) * 60 + int(rest)


def windows_of(rows: list[list[str]]) -> Windows:
    return tuple((minutes(opens), minutes(closes)) for opens, closes in rows)


def special_windows(kind: Kind, own: Windows, week: Mapping[int, Windows]) -> Windows:
    """Windows of a make-up or half day: its own, else the first working weekday's (half: its morning)."""
    usual = own or next((windows for _, windows in sorted(week.items()) if windows), OFFICE_DAY)
    return usual[:1] if kind == "half" and not own else usual


def build(week: Mapping[int, Windows], days: list[tuple[date, Kind, str, Windows]]) -> Calendar:
    """A Calendar from rows (date, kind, name, own windows). Raises ValueError for a date given twice."""
    if len({day for day, *_ in days}) != len(days):
        raise ValueError("A date is listed twice.")
    return Calendar(
        windows=dict(week),
        days_off=frozenset(day for day, kind, *_ in days if kind == "off"),
        make_up={day: special_windows(kind, own, week) for day, kind, _, own in days if kind != "off"},
        names={day: name for day, _, name, _ in days if name},
    )


def read(data: Mapping[str, Any]) -> Calendar:
    """Raises ValueError, KeyError or TypeError when the data has another shape."""
    week = {int(row["weekday"]): windows_of(row["windows"]) for row in data["hours"]}
    return build(week, [_day(row) for row in data["days"]])


def _day(row: Mapping[str, Any]) -> tuple[date, Kind, str, Windows]:
    if row["kind"] not in get_args(Kind):
        raise ValueError(f"Unknown kind of day {row['kind']!r}.")
    own = windows_of(row.get("windows", []))
    return date.fromisoformat(row["date"]), row["kind"], row.get("name", ""), own


@cache
def shipped() -> Calendar:
    """The national calendar that comes with the portal; used where no calendar has been loaded."""
    return read(json.loads(SHIPPED.read_text(encoding="utf-8")))
