"""The dossier's clock: pauses, reception, the colour, the explanation (facts A28, A31, A32, A35)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from dossiers import clock_words
from dossiers.clock import Clock, Moment, TimeLimit, before, light, outcome
from procedures.calendar import Calendar
from procedures.calendar_data import shipped

VN = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = shipped()


def vn(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VN)


def moments(*rows: tuple[str, int | None, int, str]) -> list[Moment]:
    return [Moment(action, source, target, vn(at)) for action, source, target, at in rows]


def clock(amount: float | None = 5, unit: Any = "working_day", policy: Any = "P1") -> Clock:
    return Clock(TimeLimit(amount, unit), policy, CALENDAR)


FILED = ("submit", None, 1, "07/07/2025 07:45")
ACCEPTED = ("accept", 1, 2, "07/07/2025 08:00")
ASKED = ("ask_supplement", 2, 5, "09/07/2025 10:00")
ANSWERED = ("supplement", 5, 4, "15/07/2025 14:00")


def test_a28_an_online_dossier_is_answered_within_eight_working_hours() -> None:
    reading = clock().read(moments(("submit", None, 1, "29/08/2025 15:00")), vn("29/08/2025 15:00"))
    assert reading.reception_due == reading.running == vn("03/09/2025 15:00")
    assert reading.minutes_left == 480


def test_a31_resuming_by_day_count() -> None:
    reading = clock().read(moments(FILED, ACCEPTED, ASKED, ANSWERED), vn("15/07/2025 14:00"))
    assert reading.first_due == vn("14/07/2025 17:30")
    assert reading.due == vn("21/07/2025 17:30")


def test_a31_resuming_by_rolling_hours() -> None:
    paused = clock(policy="P2").read(moments(FILED, ACCEPTED, ASKED), vn("10/07/2025 10:00"))
    assert paused.first_due == vn("14/07/2025 08:00")
    assert paused.light == "paused"
    assert paused.running is None
    resumed = clock(policy="P2").read(moments(FILED, ACCEPTED, ASKED, ANSWERED), vn("15/07/2025 14:00"))
    assert resumed.due == vn("18/07/2025 10:00")


def test_a32_pausing_twice_keeps_both_intervals_and_the_first_due_date() -> None:
    twice = moments(
        FILED,
        ACCEPTED,
        ASKED,
        ANSWERED,
        ("ask_payment", 4, 6, "17/07/2025 09:00"),
        ("pay", 6, 4, "21/07/2025 09:00"),
    )
    reading = clock().read(twice, vn("21/07/2025 09:00"))
    assert reading.first_due == vn("14/07/2025 17:30")
    # used: 08/07, then 16/07; three days are left after 21/07
    assert reading.due == vn("24/07/2025 17:30")
    assert [line.code for line in reading.lines if line.code in ("paused", "resumed")] == [
        "paused",
        "resumed",
    ] * 2


def test_asking_before_acceptance_gives_the_desk_eight_hours_anew() -> None:
    asked = moments(FILED, ("ask_supplement", 1, 5, "07/07/2025 09:00"))
    assert clock().read(asked, vn("07/07/2025 10:00")).light == "paused"
    answered = [*asked, *moments(("supplement", 5, 1, "10/07/2025 09:00"))]
    assert clock().read(answered, vn("10/07/2025 09:00")).running == vn("11/07/2025 09:00")


def test_a_withdrawal_that_is_asked_stops_nothing_until_it_is_granted() -> None:
    running = moments(FILED, ACCEPTED, ("ask_withdrawal", 2, 7, "08/07/2025 09:00"))
    assert clock().read(running, vn("08/07/2025 10:00")).running == vn("14/07/2025 17:30")
    recalled = [*running, *moments(("recall_withdrawal", 7, 2, "09/07/2025 09:00"))]
    assert clock().read(recalled, vn("09/07/2025 10:00")).due == vn("14/07/2025 17:30")
    granted = [*running, *moments(("grant_withdrawal", 7, 8, "09/07/2025 09:00"))]
    assert clock().read(granted, vn("20/07/2025 10:00")).light == "done"


def test_a_withdrawal_asked_and_recalled_during_a_pause_leaves_the_pause_as_it_was() -> None:
    rows = moments(
        FILED, ACCEPTED, ASKED, ("ask_withdrawal", 5, 7, "10/07/2025 09:00"),
        ("recall_withdrawal", 7, 5, "11/07/2025 09:00"), ANSWERED,
    )  # fmt: skip
    assert clock().read(rows[:5], vn("11/07/2025 10:00")).paused_since == vn("09/07/2025 10:00")
    assert clock().read(rows, vn("15/07/2025 15:00")).due == vn("21/07/2025 17:30")


def test_a_dossier_that_was_late_before_the_pause_stays_late() -> None:
    rows = moments(
        FILED,
        ACCEPTED,
        ("ask_supplement", 2, 5, "16/07/2025 10:00"),
        ("supplement", 5, 4, "22/07/2025 10:00"),
    )
    reading = clock().read(rows, vn("22/07/2025 10:00"))
    assert reading.due == vn("14/07/2025 17:30")
    assert reading.light == "late"


def test_a_result_sent_back_for_correction_goes_on_with_the_same_term() -> None:
    rows = moments(
        FILED,
        ACCEPTED,
        ("finish", 4, 9, "10/07/2025 09:00"),
        ("return_for_correction", 9, 4, "11/07/2025 09:00"),
    )
    reading = clock().read(rows, vn("11/07/2025 09:00"))
    assert reading.ended is None
    assert reading.running == vn("14/07/2025 17:30")


def test_lateness_is_told_in_the_working_time_since_the_due_date() -> None:
    reading = clock().read(moments(FILED, ACCEPTED), vn("14/07/2025 17:30"))
    assert (reading.minutes_left, reading.minutes_late) == (0, 0)
    late = clock().read(moments(FILED, ACCEPTED), vn("19/07/2025 21:00"))  # a Saturday, due on Monday evening
    assert late.light == "late"
    assert (late.minutes_left, late.minutes_late) == (0, 4 * 480)
    assert clock().read(moments(FILED, ACCEPTED, ASKED), vn("19/07/2025 21:00")).minutes_late is None


@pytest.mark.parametrize(("amount", "unit"), [(None, "working_day"), (3, "none"), (None, "none")])
def test_a_procedure_without_time_limit_has_no_due_date(amount: int | None, unit: str) -> None:
    reading = clock(amount, unit).read(moments(FILED, ACCEPTED, ASKED, ANSWERED), vn("15/07/2025 15:00"))
    assert reading.due is None
    assert reading.light == "none"


@pytest.mark.parametrize(
    ("amount", "unit", "due_at"),
    [
        (10, "day", "24/07/2025 17:30"),  # one day used, nine left after 15/07
        (1, "month", "14/08/2025 17:30"),  # 31 days, one used, thirty left after 15/07
        (72, "hour", "16/07/2025 13:30"),  # 50 h used, 22 h left: 12:00 falls in the midday break
    ],
)
def test_other_units_keep_what_is_left(amount: int, unit: str, due_at: str) -> None:
    reading = clock(amount, unit).read(moments(FILED, ACCEPTED, ASKED, ANSWERED), vn("15/07/2025 15:00"))
    assert reading.due == vn(due_at)


def test_working_hours_left_roll_on_from_resuming() -> None:
    rows = moments(
        FILED,
        ACCEPTED,
        ("ask_supplement", 2, 5, "07/07/2025 17:30"),
        ("supplement", 5, 4, "14/07/2025 07:30"),
    )  # 7.5 of 16 hours used
    assert clock(16, "working_hour").read(rows, vn("14/07/2025 07:30")).due == vn("15/07/2025 08:00")


def test_the_warning_begins_one_working_day_before() -> None:
    reading = clock().read(moments(FILED, ACCEPTED), vn("11/07/2025 16:00"))
    assert reading.light == "ok"
    assert reading.soon == vn("11/07/2025 17:30")
    assert clock().read(moments(FILED, ACCEPTED), vn("14/07/2025 08:00")).light == "soon"
    assert clock().read(moments(FILED, ACCEPTED), vn("14/07/2025 17:30")).light == "soon"
    assert clock().read(moments(FILED, ACCEPTED), vn("14/07/2025 17:31")).light == "late"
    assert before(vn("14/07/2025 10:00"), 480, Calendar()) == vn("11/07/2025 10:00")


def test_the_explanation_names_the_days_that_moved_the_date() -> None:
    reading = clock(3).read(
        moments(("submit", None, 1, "29/08/2025 15:00"), ("accept", 1, 2, "29/08/2025 15:30")),
        vn("29/08/2025 16:00"),
    )
    codes = [line.code for line in reading.lines]
    assert codes[0] == "answer_due"
    assert "first_day_not_counted" in codes
    assert codes.count("day_off") == 2
    assert codes[-1] == "due"
    assert reading.due == vn("05/09/2025 17:30")


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("04/09/2025 16:00", "early"),
        ("05/09/2025 17:29", "on_time"),
        ("05/09/2025 17:30", "on_time"),
        ("05/09/2025 17:31", "late"),
    ],
)
def test_a35_early_on_time_late(end: str, expected: str) -> None:
    assert outcome(vn("05/09/2025 17:30"), vn(end), CALENDAR) == expected


def test_a_finished_dossier_is_judged_by_the_moment_it_was_finished() -> None:
    due, at = vn("05/09/2025 17:30"), vn("20/09/2025 08:00")
    assert light(due=due, soon=None, paused=None, ended=vn("05/09/2025 17:30"), at=at) == "done"
    assert light(due=due, soon=None, paused=None, ended=vn("05/09/2025 17:31"), at=at) == "done_late"


def test_time_that_runs_again_on_a_day_off_is_not_called_received() -> None:
    answered = ("supplement", 5, 4, "12/07/2025 09:00")  # a Saturday
    reading = clock().read(moments(FILED, ACCEPTED, ASKED, answered), vn("15/07/2025 14:00"))
    with translation.override("en"):
        said = [row.text for row in clock_words.rows(reading)]
    again = said[said.index("Time runs again. Left: 4 working days.") :]
    assert "That was on a day off, 12/07/2025." in again
    assert "Counts as 14/07/2025; that day is not counted." in again
    assert not any("eceived" in line for line in again)


def test_an_extension_names_the_days_off_on_its_way() -> None:
    more = Moment("extend", 2, 2, vn("09/07/2025 10:00"), {"more": 5, "unit": "working_day"})
    reading = clock().read([*moments(FILED, ACCEPTED), more], vn("09/07/2025 11:00"))
    assert reading.due == vn("21/07/2025 17:30")
    assert [line.code for line in reading.lines][-3:] == ["extended", "weekend", "due"]
