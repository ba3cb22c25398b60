"""Days and amounts as banks write them. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from rules.money import read_vnd

DAY = re.compile(
    r"(?<!\d)(?:(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"
    r"|(?P<d2>\d{1,2})[-/.](?P<m2>\d{1,2})[-/.](?P<y2>\d{4}|\d{2})"
    r"|(?P<y3>20\d{2})(?P<m3>\d{2})(?P<d3>\d{2}))(?!\d)"
)
LARGEST = 10**15


def text_of(value: Any) -> str:
    """A cell as a person reads it: 18.0 is "18"."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def day_of(value: Any) -> date | None:
    """The day a cell names, written 21/08/2026, 21-8-26, 2026-08-21 or 20260821, with or without a time."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = DAY.search(text_of(value))
    if found is None:
        return None
    year, month, day = (
        int(next(found[name] for name in (part, f"{part}2", f"{part}3") if found[name])) for part in "ymd"
    )
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def amount_of(value: Any) -> int | None:
    """Whole đồng, below zero for "-50.000" and "(50.000)"; None for an empty cell. Raises ValueError."""
    amount = read_vnd(value, of_bank=True)
    if amount is not None and abs(amount) >= LARGEST:
        raise ValueError("Not an amount.")
    return amount
