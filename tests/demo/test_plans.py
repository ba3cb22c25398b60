"""The story of each dossier: possible, in working time, never in the future, the same every time."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from portal.demo.cases import GOALS, cases
from portal.demo.plans import DAYS_BACK, WAYS, Goal, plan
from procedures.calendar import due
from procedures.calendar_data import shipped

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MOMENTS = (
    datetime(2026, 11, 21, 18, 0, tzinfo=VIETNAM),  # a Saturday evening
    datetime(2026, 11, 23, 7, 35, tzinfo=VIETNAM),  # five minutes after opening on Monday
    datetime(2026, 2, 19, 9, 0, tzinfo=VIETNAM),  # in the middle of Tết
    datetime(2026, 8, 26, 15, 0, tzinfo=VIETNAM),  # a Wednesday afternoon
)
LIMITS = {
    "1.001193": (1, "working_day"),
    "1.000894": (1, "working_day"),
    "1.000656": (1, "working_day"),
    "1.004873": (3, "working_day"),
    "2.000635": (1, "working_day"),
    "1.004222": (7, "working_day"),
    "1.001612": (3, "working_day"),
    "3.000333": (10, "day"),
}


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_every_goal_is_reached_whenever_the_demo_is_loaded(now: datetime) -> None:
    told = cases(LIMITS, shipped(), now)
    assert [case.goal for case in told] == list(GOALS)
    asked = Counter(case.procedure for case in told).most_common(4)
    assert {code for code, _n in asked} >= {"1.001193", "1.000894", "1.004222"}  # birth, marriage, residence
    for case in told:
        times = [move.at for move in case.moves]
        assert times == sorted(set(times))
        assert now - timedelta(days=DAYS_BACK) <= times[0]
        assert times[-1] <= now


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_officers_act_in_working_time_only(now: datetime) -> None:
    calendar = shipped()
    for case in cases(LIMITS, calendar, now):
        for move in case.moves:
            if move.who != "applicant":
                day, minute = calendar.local(move.at)
                windows = calendar.windows_of(day)
                assert any(opens <= minute <= closes for opens, closes in windows), (case.number, move)


@pytest.mark.parametrize("limit", [(1, "working_day"), (7, "working_day"), (10, "day")])
def test_what_is_to_be_late_is_late_and_the_rest_is_not(limit: tuple[int, str]) -> None:
    calendar, now = shipped(), MOMENTS[0]
    for late in (False, True):
        for seed in range(10):
            moves = plan(
                Goal(10, "returned", late), limit=limit, calendar=calendar, now=now, rng=Random(seed)
            )
            assert moves is not None
            at = {move.action: move.at for move in moves}
            promised = due(at["accept"], limit[0], limit[1], calendar)  # type: ignore[arg-type]
            assert promised is not None
            assert (at["finish"] > promised) is late


def test_the_same_moment_gives_the_same_story() -> None:
    assert cases(LIMITS, shipped(), MOMENTS[0]) == cases(LIMITS, shipped(), MOMENTS[0])


def test_lan_and_hung_have_a_dossier_in_every_status() -> None:
    told = cases(LIMITS, shipped(), MOMENTS[0])
    for email in ("lan@demo.vn", "hung@demo.vn"):
        mine = [case for case in told if case.owner == email]
        assert len(mine) == 12
        assert {case.goal.end for case in mine} == set(range(1, 11))


def test_every_way_is_gone() -> None:
    assert {goal.way for goal in GOALS} == set(WAYS)
