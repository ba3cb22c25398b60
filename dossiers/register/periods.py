"""Periods of reports on procedures: from the fifteenth of a month to a fourteenth (TT 01/2020/TT-VPCP)."""

from __future__ import annotations

from datetime import date, timedelta

FIRST, LAST = 15, 14


def report_period(month: date, months: int = 1) -> tuple[date, date]:
    """First and last day of the period of so many months that ends in this one: 1, 3 (a quarter), 12."""
    begin = month.year * 12 + month.month - 1 - months
    return date(begin // 12, begin % 12 + 1, FIRST), date(month.year, month.month, LAST)


def month_of(day: date) -> date:
    """The month in whose report a day stands: from the fifteenth on the next one."""
    month = day.replace(day=1)
    return month if day.day <= LAST else (month + timedelta(days=31)).replace(day=1)


def quarter_of(month: date) -> date:
    """The month in which its quarter ends."""
    return month.replace(month=(month.month + 2) // 3 * 3)
