"""The watch speaks up before a date and after it, once, to those whose work it is and then to those above."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.tokens import issue_token
from dossiers.actors import Actor
from dossiers.forms import ActForm
from dossiers.models import Dossier
from dossiers.replay import faults_of
from dossiers.transitions import act, available
from dossiers.watch.duty import keep_watch
from effects.duties import DUTIES, do_duties
from effects.models import Effect, Message
from effects.worker import drain
from procedures.models import Agency
from procedures.processing_rules import rules
from tests import people
from tests.dossiers.cases import MONDAY, brought, do, filed, release
from tests.dossiers.test_clock import vn

pytestmark = pytest.mark.django_db

STEP = {"name_en": "", "when": "", "checks": [], "produces": [], "tell": False}
PROCESS = [
    {"id": "a", "branches": [{"id": "a", "name": "", "steps": [
        {**STEP, "id": "a", "name": "Thẩm định", "role": "specialist", "hours": 8}]}]},
    {"id": "b", "branches": [{"id": "b", "name": "", "steps": [
        {**STEP, "id": "b", "name": "Ký duyệt", "role": "approver", "hours": 4}]}]},
]  # fmt: skip


def said(dossier: Dossier) -> list[tuple[str, int, int]]:
    rows = dossier.events.filter(action__in=("warn", "escalate"))
    return [(row.action, row.payload["run"], row.payload["level"]) for row in rows]


def told(dossier: Dossier) -> set[str]:
    from accounts.models import User

    ids = dossier.events.last().payload["told"]
    return set(User.objects.filter(pk__in=ids).values_list("full_name", flat=True))


def everybody() -> None:
    for role in ("reception", "dispatcher", "specialist", "approver", "supervisor"):
        people.holder(role)


def test_reception_is_warned_when_a_quarter_of_its_hours_is_left() -> None:
    everybody()
    dossier = filed()  # Monday 08:00, eight working hours: until Tuesday 08:00
    assert dossier.watch_at == vn("07/07/2025 16:00")
    assert keep_watch(dossier.watch_at - timedelta(minutes=1)) == 0
    assert keep_watch(dossier.watch_at) == 1
    assert said(dossier) == [("warn", 0, 0)]
    assert told(dossier) == {"Người reception"}
    assert keep_watch(dossier.watch_at) == 0


def test_leaders_of_the_agency_are_told_when_the_date_passes_and_those_above_later() -> None:
    everybody()
    Agency.objects.create(code="H08", name="UBND tỉnh", level="province")
    people.person("tren@example.vn", "Người trên")
    from accounts.assign import assign

    assign(people.person("tren@example.vn", ""), "supervisor", "H08", valid_from=people.LONG_AGO)
    dossier = brought("accept", "assign")  # due Monday 14/07, 17:30
    keep_watch(vn("11/07/2025 17:30"))
    assert told(dossier) == {"Người specialist"}
    keep_watch(vn("14/07/2025 17:31"))
    assert told(dossier) == {"Người specialist", "Người approver", "Người supervisor"}
    dossier.refresh_from_db()
    assert dossier.watch_at == vn("16/07/2025 17:30")  # sixteen working hours late
    keep_watch(vn("16/07/2025 17:31"))
    assert told(dossier) == {"Người trên"}
    dossier.refresh_from_db()
    assert dossier.watch_at is None
    assert said(dossier) == [("warn", 0, 0), ("escalate", 0, 1), ("escalate", 0, 2)]
    assert list(faults_of(dossier)) == []


def test_after_a_rest_of_the_watch_one_event_says_all_that_came_up() -> None:
    everybody()
    dossier = brought("accept", "assign")
    keep_watch(vn("30/07/2025 09:00"))
    assert said(dossier) == [("escalate", 0, 2)]
    assert told(dossier) >= {"Người specialist", "Người approver", "Người supervisor"}


def test_nobody_above_is_told_where_the_rules_say_so() -> None:
    everybody()
    kept = rules()
    kept.escalation_hours = 0
    kept.save()
    dossier = brought("accept", "assign")
    keep_watch(vn("14/07/2025 17:31"))
    dossier.refresh_from_db()
    assert said(dossier) == [("escalate", 0, 1)]
    assert dossier.watch_at is None


def test_a_step_is_watched_by_its_own_hours_and_only_while_it_runs() -> None:
    everybody()
    release(process=PROCESS)
    dossier = brought("accept", "assign")  # the step began Monday 10:00, eight hours: Tuesday 10:00
    assert dossier.watch_at == vn("08/07/2025 08:00")  # two of eight hours left
    keep_watch(vn("08/07/2025 08:00"))
    assert (said(dossier), told(dossier)) == ([("warn", 1, 0)], {"Người specialist"})
    keep_watch(vn("08/07/2025 10:30"))
    assert said(dossier)[1:] == [("escalate", 1, 1)]
    assert dossier.events.last().payload["step_name"] == "Thẩm định"
    do(dossier, "complete_step", at=vn("08/07/2025 11:00"))
    assert dossier.watch_at == vn("08/07/2025 16:00")  # the next step: an hour of four is left
    assert list(faults_of(dossier)) == []


def test_paused_and_ended_dossiers_are_not_watched() -> None:
    everybody()
    assert brought("accept", "ask_supplement").watch_at is None
    assert brought("accept", "assign", "finish").watch_at is None


def test_a_late_dossier_that_goes_on_after_a_rest_is_not_told_of_twice() -> None:
    everybody()
    dossier = brought("accept", "assign")
    keep_watch(vn("14/07/2025 17:31"))
    do(dossier, "ask_supplement", at=vn("15/07/2025 09:00"))
    do(dossier, "supplement", at=vn("15/07/2025 10:00"))
    keep_watch(vn("15/07/2025 10:01"))
    assert said(dossier) == [("escalate", 0, 1)]


def test_an_officer_gets_one_message_an_hour_with_everything_in_it() -> None:
    everybody()
    first, second = filed(), filed()
    at = first.watch_at
    assert keep_watch(at) == 2
    assert not Message.objects.filter(to="reception@example.vn").exists()
    assert Effect.objects.filter(kind="officer_digest").count() == 1
    drain(at + timedelta(hours=1))
    message = Message.objects.get(to="reception@example.vn")
    assert first.shown_code in message.body
    assert second.shown_code in message.body
    assert "Nguyễn Thị Lan" not in message.body


def test_the_watch_leaves_a_page_that_is_open_as_good_as_it_was() -> None:
    everybody()
    dossier = filed()
    seen = dossier.last_sequence
    keep_watch(dossier.watch_at)
    act(dossier.pk, "accept", actor=Actor.officer(people.holder("reception")), key="a", at=MONDAY, seen=seen)


def test_a_rule_that_changes_never_makes_the_watch_come_back_for_nothing() -> None:
    everybody()
    dossier = brought("accept", "assign")
    keep_watch(vn("14/07/2025 17:31"))
    kept = rules()
    kept.escalation_hours = 80
    kept.save()
    keep_watch(vn("16/07/2025 17:31"))
    dossier.refresh_from_db()
    assert dossier.watch_at is None
    assert keep_watch(vn("17/07/2025 17:31")) == 0


def test_the_worker_keeps_watch_and_a_duty_that_fails_stops_no_other(monkeypatch: Any) -> None:
    done: list[str] = []

    def fail(at: datetime) -> None:
        raise ValueError("Nguyễn Thị Lan")

    monkeypatch.setattr("effects.duties._done", {})
    minute = timedelta(minutes=1)
    monkeypatch.setattr(
        "effects.duties.DUTIES", {"a": (fail, minute), "b": (lambda at: done.append("b"), minute)}
    )
    assert {"watch", "daily_roots"} <= set(DUTIES)
    do_duties(MONDAY)
    do_duties(MONDAY + timedelta(seconds=30))
    do_duties(MONDAY + timedelta(seconds=61))
    assert done == ["b", "b"]


def test_the_watch_looks_along_an_index_only(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        keep_watch(datetime.now(UTC))


# -- what leaders see, and what they are given to sign


def late_with_steps() -> Dossier:
    everybody()
    release(process=PROCESS)
    return brought("accept", "assign")


def test_the_apology_is_drafted_with_the_reason_and_a_day_that_the_steps_left_allow() -> None:
    dossier = late_with_steps()
    at = vn("15/07/2025 09:00")
    approver = Actor.officer(people.holder("approver"))
    action = next(one for one in available(dossier, approver, at) if one.name == "apologise")
    form = ActForm(action, dossier, at=at)
    reason = form["reason"].initial
    assert "Thẩm định" in reason
    assert "UBND phường Quy Nhơn" in reason
    assert "ngày làm việc" in reason
    assert form["until"].initial == date(2025, 7, 16)  # twelve working hours from Tuesday 09:00
    event = act(
        dossier.pk, "apologise", actor=approver, key="x", at=at, reason=reason,
        until=form["until"].initial.isoformat(),
    )  # fmt: skip
    assert event.payload["reason"] == reason


def test_without_hours_no_day_is_proposed() -> None:
    everybody()
    dossier = brought("accept", "assign")
    at = vn("15/07/2025 09:00")
    action = next(
        one
        for one in available(dossier, Actor.officer(people.holder("approver")), at)
        if one.name == "apologise"
    )
    form = ActForm(action, dossier, at=at)
    assert form["until"].initial is None
    assert "Cán bộ thụ lý" in form["reason"].initial


def test_the_list_of_what_is_late_says_who_used_the_time_and_what_stopped_it() -> None:
    dossier = late_with_steps()
    do(dossier, "ask_supplement", at=vn("08/07/2025 09:00"))
    do(dossier, "supplement", at=vn("09/07/2025 09:00"))
    client = Client()
    people.sign_in(client, people.holder("supervisor"))
    page = client.get("/can-bo/qua-han/").content.decode()
    assert dossier.shown_code in page
    assert "Thẩm định" in page
    assert "08/07/2025" in page
    people.sign_in(client, people.hoa("supervisor"))
    assert dossier.shown_code not in client.get("/can-bo/qua-han/").content.decode()


def test_programs_read_the_same_list_with_as_many_queries_for_many_as_for_one(
    django_assert_max_num_queries: Any,
) -> None:
    late_with_steps()
    for _ in range(6):
        brought("accept", "assign")
    _token, text = issue_token(people.holder("supervisor"), at=datetime.now(UTC), with_code=True)
    headers = {"Authorization": f"Bearer {text}"}
    with django_assert_max_num_queries(19):
        answer = Client().get("/api/v1/desk/late", headers=headers)
    rows = answer.json()["results"]
    assert len(rows) == 7
    assert rows[0]["worst"]["what"] == "Thẩm định"
