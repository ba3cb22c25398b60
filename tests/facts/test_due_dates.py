"""Dates in, due dates out, by the national calendar of 2025 and 2026; hours 07:30-11:30 and 13:30-17:30."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures import calendar as c
from procedures.calendar_data import shipped
from procedures.due_reasons import explain

VN = shipped()
HALF_SATURDAY = c.Calendar(
    windows={**c.OFFICE_WEEK, 5: ((450, 690),)}, days_off=VN.days_off, make_up=VN.make_up, names=VN.names
)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=c.VIETNAM)


@pytest.mark.parametrize(
    ("fact", "received", "days", "p1", "p2"),
    [
        ("A1", "29/08/2025 15:00", 3, "05/09/2025 17:30", "05/09/2025 15:00"),
        ("A3", "29/08/2025 17:30", 3, "08/09/2025 17:30", "05/09/2025 17:30"),
        ("A4", "30/08/2025 09:00", 3, "08/09/2025 17:30", "05/09/2025 17:30"),
        ("A6", "25/04/2025 10:00", 3, "29/04/2025 17:30", "29/04/2025 10:00"),
        ("A7", "28/04/2025 10:00", 2, "05/05/2025 17:30", "05/05/2025 10:00"),
        ("A8", "29/04/2025 16:00", 1, "05/05/2025 17:30", "05/05/2025 16:00"),
        ("A10", "24/04/2026 14:00", 3, "04/05/2026 17:30", "04/05/2026 14:00"),
        ("A13", "21/08/2026 09:00", 3, "25/08/2026 17:30", "25/08/2026 09:00"),
        ("A15", "08/01/2026 09:00", 3, "12/01/2026 17:30", "12/01/2026 09:00"),
        ("A16", "31/12/2025 16:00", 2, "06/01/2026 17:30", "06/01/2026 16:00"),
        ("A17", "29/05/2026 07:00", 1, "01/06/2026 17:30", "29/05/2026 17:30"),
    ],
)
def test_working_days_by_both_policies(fact: str, received: str, days: int, p1: str, p2: str) -> None:
    assert c.due(at(received), days, "working_day", VN, "P1") == at(p1), fact
    assert c.due(at(received), days, "working_day", VN, "P2") == at(p2), fact


@pytest.mark.parametrize(
    ("fact", "received", "hours", "expected"),
    [
        ("A19", "29/08/2025 10:30", 2, "29/08/2025 14:30"),
        ("A20", "29/08/2025 16:30", 2, "03/09/2025 08:30"),
        ("A22", "29/08/2025 17:30", 1, "03/09/2025 08:30"),
        ("A23", "29/08/2025 07:00", 4, "29/08/2025 11:30"),
        ("A24", "29/08/2025 11:30", 4, "29/08/2025 17:30"),
        ("A28", "29/08/2025 15:00", 8, "03/09/2025 15:00"),
    ],
)
def test_working_hours_roll(fact: str, received: str, hours: int, expected: str) -> None:
    assert c.due(at(received), hours, "working_hour", VN) == at(expected), fact


def test_a26_a_saturday_morning_counts_as_half_a_day() -> None:
    assert c.due(at("04/07/2025 15:30"), 8, "working_hour", HALF_SATURDAY) == at("07/07/2025 09:30")
    assert c.due(at("05/07/2025 10:30"), 2, "working_hour", HALF_SATURDAY) == at("07/07/2025 08:30")
    assert c.due(at("04/07/2025 10:00"), 1, "working_day", HALF_SATURDAY) == at("05/07/2025 11:30")


def test_a27_working_time_between_two_moments() -> None:
    minutes = c.working_minutes_between(at("29/08/2025 15:00"), at("04/09/2025 09:00"), VN)
    assert minutes == 12 * 60


@pytest.mark.parametrize(
    ("fact", "received", "expected"),
    [
        ("A29", "03/09/2025 14:59", date(2025, 9, 3)),
        ("A29", "03/09/2025 15:00", date(2025, 9, 3)),
        ("A29", "03/09/2025 15:01", date(2025, 9, 4)),
        ("A30", "29/08/2025 14:00", date(2025, 8, 29)),
        ("A30", "29/08/2025 15:10", date(2025, 9, 3)),
    ],
)
def test_until_15_the_same_day_later_the_next(fact: str, received: str, expected: date) -> None:
    assert c.same_day_or_next(at(received), VN) == expected, fact


def test_a31_what_remains_after_a_pause() -> None:
    received, paused, resumed = at("07/07/2025 08:00"), at("09/07/2025 10:00"), at("15/07/2025 14:00")
    assert c.due(received, 5, "working_day", VN, "P2") == at("14/07/2025 08:00")
    assert c.due(received, 5, "working_day", VN, "P1") == at("14/07/2025 17:30")
    left = 5 * c.MINUTES_OF_A_DAY - c.working_minutes_between(received, paused, VN)
    assert left == 22 * 60
    assert c.add_working_minutes(resumed, left, VN) == at("18/07/2025 10:00")
    used = c.working_days_between(received.date(), paused.date(), VN)
    assert used == 1
    assert VN.closing(c.add_working_days(resumed.date(), 5 - used, VN)) == at("21/07/2025 17:30")


@pytest.mark.parametrize(
    ("received", "amount", "unit", "expected"),
    [
        ("22/08/2025 09:00", 10, "day", "03/09/2025 17:30"),  # the tenth day is 1/9
        ("25/08/2025 09:00", 3, "day", "28/08/2025 17:30"),
        ("31/01/2025 18:00", 1, "month", "03/03/2025 17:30"),  # received 3/2 in effect
        ("31/12/2025 09:00", 2, "month", "02/03/2026 17:30"),  # 28/2 is a Saturday
        ("29/08/2025 10:00", 0, "working_day", "29/08/2025 17:30"),
        ("29/08/2025 10:00", 0.5, "working_day", "03/09/2025 17:30"),
        ("29/08/2025 10:00", 3, "hour", "29/08/2025 13:30"),  # ends at 13:00, in the lunch break
        ("29/08/2025 10:00", 48, "hour", "03/09/2025 07:30"),
        ("29/08/2025 10:00", 1.5, "working_hour", "29/08/2025 11:30"),
    ],
)
def test_other_units(received: str, amount: float, unit: c.Unit, expected: str) -> None:
    assert c.due(at(received), amount, unit, VN) == at(expected)


def test_no_time_limit_gives_no_due_date() -> None:
    assert c.due(at("29/08/2025 10:00"), None, "working_day", VN) is None
    assert c.due(at("29/08/2025 10:00"), 3, "none", VN) is None


@pytest.mark.parametrize(("amount", "unit"), [(-1, "working_day"), (10_001, "month"), (1, "week")])
def test_an_impossible_time_limit_is_refused(amount: int, unit: c.Unit) -> None:
    with pytest.raises(ValueError, match="time limit|unit"):
        c.due(at("29/08/2025 10:00"), amount, unit, VN)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        c.due(datetime(2025, 8, 29, 10, 0), 1, "working_day", VN)  # noqa: DTZ001


def test_a_calendar_without_working_days_says_so_instead_of_searching_for_ever() -> None:
    with pytest.raises(c.NoWorkingTime):
        c.due(at("29/08/2025 10:00"), 1, "working_day", c.Calendar(windows={}))
    with pytest.raises(c.NoWorkingTime):
        c.add_working_hours(at("29/08/2025 10:00"), 1, c.Calendar(windows={}))


def test_a_day_cannot_be_both_off_and_made_up() -> None:
    day = date(2025, 9, 1)
    with pytest.raises(ValueError, match="both off and a make-up"):
        c.Calendar(days_off={day}, make_up={day: c.OFFICE_DAY})


@pytest.mark.parametrize("windows", [((690, 450),), ((450, 690), (600, 1050)), ((450, 1500),)])
def test_windows_that_overlap_or_leave_the_day_are_refused(windows: c.Windows) -> None:
    with pytest.raises(ValueError, match="Windows must follow"):
        c.Calendar(windows={0: windows})


def test_the_due_date_explains_itself() -> None:
    lines = [(line.code, line.day) for line in explain(at("29/08/2025 17:45"), 3, "working_day", VN)]
    assert lines == [
        ("received_after_hours", date(2025, 8, 29)),
        ("first_day_not_counted", date(2025, 9, 3)),
        ("weekend", date(2025, 9, 8)),
    ]
    over_holiday = explain(at("28/08/2025 10:00"), 3, "working_day", VN)
    assert [(line.day, line.name) for line in over_holiday if line.code == "day_off"] == [
        (date(2025, 9, 1), "Nghỉ liền kề ngày Quốc khánh"),
        (date(2025, 9, 2), "Quốc khánh"),
    ]
    assert "make_up" in [line.code for line in explain(at("25/04/2025 10:00"), 3, "working_day", VN)]
    assert "last_day_off" in [line.code for line in explain(at("22/08/2025 09:00"), 10, "day", VN)]
    assert [line.code for line in explain(at("22/08/2025 09:00"), None, "none", VN)] == ["no_time_limit"]


moments = st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 1)).map(lambda m: m.replace(tzinfo=c.VIETNAM))  # noqa: DTZ001
days = st.dates(date(2025, 1, 1), date(2027, 3, 1))
units = st.sampled_from(["working_day", "day", "working_hour", "hour", "month"])
policies = st.sampled_from(["P1", "P2"])
amounts = st.integers(0, 40)


@given(moments, amounts, units, policies, st.sets(days, max_size=12))
def test_a_further_day_off_never_makes_it_due_earlier(received, amount, unit, policy, more) -> None:
    amount = min(amount, 6) if unit == "month" else amount
    longer = c.Calendar(
        windows=VN.windows, days_off={*VN.days_off, *(more - set(VN.make_up))}, make_up=VN.make_up
    )
    assert c.due(received, amount, unit, longer, policy) >= c.due(received, amount, unit, VN, policy)


@given(moments, st.timedeltas(timedelta(), timedelta(days=9)), amounts, units, policies)
def test_what_is_received_later_is_not_due_earlier(received, later, amount, unit, policy) -> None:
    amount = min(amount, 6) if unit == "month" else amount
    first = c.due(received, amount, unit, VN, policy)
    second = c.due(received + later, amount, unit, VN, policy)
    assert first <= second


@given(moments, amounts, units, policies)
def test_it_is_due_after_reception_and_in_working_time(received, amount, unit, policy) -> None:
    end = c.due(received, amount, unit, VN, policy)
    assert end >= received
    day, minute = VN.local(end)
    assert any(opens <= minute <= closes for opens, closes in VN.windows_of(day))


@given(moments, st.integers(0, 4000))
def test_minutes_added_are_the_minutes_between(received: datetime, minutes: int) -> None:
    end = c.add_working_minutes(received, minutes, VN)
    assert c.working_minutes_between(received, end, VN) == pytest.approx(minutes, abs=1e-6)


def test_the_closing_hour_of_a_half_day_is_its_own() -> None:
    assert HALF_SATURDAY.closing(date(2025, 7, 5)).time() == time(11, 30)


def test_a_term_in_calendar_days_or_months_passes_over_no_weekend() -> None:
    def said(received: str, amount: float, unit: c.Unit) -> list[tuple[str, date]]:
        return [(line.code, line.day) for line in explain(at(received), amount, unit, VN)]

    assert said("20/08/2025 09:00", 9, "day") == [("first_day_not_counted", date(2025, 8, 20))]
    assert said("20/08/2025 09:00", 10, "day") == [  # ends on a Saturday before the holiday
        ("first_day_not_counted", date(2025, 8, 20)),
        ("last_day_off", date(2025, 8, 30)),
        ("day_off", date(2025, 9, 1)),
        ("day_off", date(2025, 9, 2)),
        ("weekend", date(2025, 9, 3)),
    ]
    assert "weekend" not in [code for code, _day in said("20/08/2025 09:00", 2, "month")]
    assert said("20/08/2025 09:00", 24, "hour") == []
    assert said("22/08/2025 09:00", 24, "hour") == [("ends_in_working_time", date(2025, 8, 25))]
