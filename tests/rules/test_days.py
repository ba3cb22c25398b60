"""Days begin at midnight of Việt Nam, also the first and the last one of the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rules.days import midnight, span


def test_a_day_begins_at_seventeen_oclock_of_the_day_before_in_utc() -> None:
    assert midnight(date(2028, 2, 29)) == datetime(2028, 2, 28, 17, tzinfo=UTC)


def test_a_span_ends_where_the_day_after_it_begins() -> None:
    assert span(date(2028, 2, 29), date(2028, 2, 29)) == (
        datetime(2028, 2, 28, 17, tzinfo=UTC),
        datetime(2028, 2, 29, 17, tzinfo=UTC),
    )


@pytest.mark.parametrize("since", [date.min, date(2026, 1, 1)])
@pytest.mark.parametrize("until", [date.max, date(9999, 12, 30), date.min])
def test_any_two_days_have_moments_a_database_can_compare(since: date, until: date) -> None:
    begin, end = span(since, until)
    assert begin.astimezone(UTC).year >= 1
    assert end.astimezone(UTC).year <= date.max.year
