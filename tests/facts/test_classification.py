"""In time or late by a whole history, the days of the moon, periods of reports (facts A36–A39, A41–A43).

The term of three working days from Friday 29/08/2025 ends on 05/09/2025 at 17:30 (A1).
"""

from __future__ import annotations

from datetime import date

import pytest

from dossiers.clock import Light
from dossiers.national import judged
from dossiers.register.periods import report_period
from procedures.calendar_data import shipped
from tests.dossiers.test_clock import clock, moments, vn

ACCEPTED = ("accept", 1, 2, "29/08/2025 09:00")
ASKED = ("ask_supplement", 4, 5, "03/09/2025 09:00")


@pytest.mark.parametrize(
    ("fact", "rows", "expected"),
    [
        (
            "A36",
            [ASKED, ("supplement", 5, 4, "08/09/2025 09:00"), ("finish", 4, 9, "09/09/2025 10:00")],
            "done",
        ),
        ("A38", [ASKED], "paused"),
        (
            "A39",
            [("finish", 4, 9, "04/09/2025 10:00"), ("hand_result", 9, 10, "10/09/2025 10:00")],
            "done",
        ),
    ],
)
def test_a_dossier_is_judged_by_what_the_agency_used(
    fact: str, rows: list[tuple[str, int | None, int, str]], expected: Light
) -> None:
    reading = clock(3).read(moments(ACCEPTED, *rows), vn("30/09/2025 08:00"))
    assert reading.first_due == vn("05/09/2025 17:30"), fact
    assert reading.light == expected, fact


@pytest.mark.parametrize(
    ("fact", "day", "name"),
    [
        ("A41", date(2025, 1, 29), "Tết Nguyên đán"),
        ("A41", date(2026, 2, 17), "Tết Nguyên đán"),
        ("A42", date(2025, 4, 7), "Giỗ Tổ"),
        ("A42", date(2026, 4, 27), "Giỗ Tổ"),  # the day itself, 26/04, is a Sunday
    ],
)
def test_nothing_is_counted_on_the_days_of_the_moon(fact: str, day: date, name: str) -> None:
    calendar = shipped()
    assert day in calendar.days_off, fact
    assert name in calendar.names[day], fact


@pytest.mark.parametrize(
    ("fact", "rows", "expected"),
    [
        (
            "A36",
            [ASKED, ("supplement", 5, 4, "08/09/2025 09:00"), ("finish", 4, 9, "09/09/2025 10:00")],
            "on_time",
        ),
        (
            "A37",
            [ASKED, ("supplement", 5, 4, "04/09/2025 09:00"), ("ask_supplement", 4, 5, "04/09/2025 10:00")],
            "overdue",
        ),
        ("A38", [ASKED], "on_time"),
        (
            "A39",
            [("finish", 4, 9, "04/09/2025 10:00"), ("hand_result", 9, 10, "10/09/2025 10:00")],
            "on_time",
        ),
        ("late", [("finish", 4, 9, "08/09/2025 10:00")], "overdue"),
        ("nothing yet", [], "overdue"),
    ],
)
def test_the_national_portal_judges_by_its_own_formula(
    fact: str, rows: list[tuple[str, int | None, int, str]], expected: str
) -> None:
    due, now = vn("05/09/2025 17:30"), vn("30/09/2025 08:00")
    assert judged(moments(ACCEPTED, *rows), due, now) == expected, fact


@pytest.mark.parametrize(
    ("month", "months", "first", "last"),
    [
        (date(2025, 9, 1), 3, date(2025, 6, 15), date(2025, 9, 14)),  # quarter III
        (date(2025, 12, 1), 12, date(2024, 12, 15), date(2025, 12, 14)),
        (date(2025, 9, 1), 1, date(2025, 8, 15), date(2025, 9, 14)),
        (date(2025, 1, 1), 1, date(2024, 12, 15), date(2025, 1, 14)),
    ],
)
def test_a43_periods_of_reports_end_on_the_fourteenth(
    month: date, months: int, first: date, last: date
) -> None:
    assert report_period(month, months) == (first, last)
