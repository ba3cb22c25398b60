"""The agency stops the time, is given more of it, apologises: as far as its procedure and the rules allow."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.clock import Clock, Moment, TimeLimit
from dossiers.errors import ActionRefused
from dossiers.models import Dossier
from dossiers.replay import faults_of
from dossiers.tracking import for_applicant, for_officer
from procedures.calendar_data import shipped
from procedures.processing_rules import ProcessingRules
from tests import people
from tests.dossiers.cases import applicant_of, brought, do, officer, release
from tests.dossiers.test_clock import ACCEPTED, FILED, vn

pytestmark = pytest.mark.django_db
PAUSES = [
    {"id": "p1", "reason": "field_work", "on_resume": "continue", "legal": "Điều 1 Luật Đo"},
    {"id": "p2", "reason": "auction", "on_resume": "restart", "legal": "Điều 2 Luật Đo"},
]


def read(*rows: tuple[Any, ...], amount: float = 5, unit: Any = "working_day", policy: Any = "P1") -> Any:
    moments = [
        Moment(action, source, target, vn(at), *rest)
        for action, source, target, at, *rest in (FILED, ACCEPTED, *rows)
    ]
    return Clock(TimeLimit(amount, unit), policy, shipped()).read(moments, moments[-1].at)


ASSIGNED = ("assign", 2, 4, "08/07/2025 08:00")
PAUSED = ("pause", 4, 4, "09/07/2025 10:00", {"pause": "field_work", "on_resume": "continue"})
RESUMED = ("resume", 4, 4, "15/07/2025 14:00", {})


# -- the clock ----------------------------------------------------------------------------------------


def test_a_pause_by_the_agency_counts_like_one_for_the_applicant() -> None:
    assert read(ASSIGNED, PAUSED).light == "paused"
    assert read(ASSIGNED, PAUSED, RESUMED).due == vn("21/07/2025 17:30")  # as in fact A31
    assert read(ASSIGNED, PAUSED, RESUMED, policy="P2").due == vn("18/07/2025 10:00")


def test_only_the_agency_ends_its_pause() -> None:
    asked = ("ask_supplement", 4, 5, "10/07/2025 08:00", {})
    answered = ("supplement", 5, 4, "11/07/2025 08:00", {})
    assert read(ASSIGNED, PAUSED, asked, answered).paused_since == vn("09/07/2025 10:00")
    assert read(ASSIGNED, PAUSED, asked, answered, RESUMED).due == vn("21/07/2025 17:30")


def test_where_the_sector_says_so_the_whole_term_begins_anew() -> None:
    restarting = ("pause", 4, 4, "09/07/2025 10:00", {"pause": "auction", "on_resume": "restart"})
    reading = read(ASSIGNED, restarting, RESUMED)
    assert reading.due == vn("22/07/2025 17:30")
    assert reading.first_due == vn("14/07/2025 17:30")
    assert "restarted" in [line.code for line in reading.lines]


def test_an_extension_adds_to_the_term_and_survives_a_pause() -> None:
    extended = ("extend", 4, 4, "09/07/2025 09:00", {"more": 3})
    assert read(ASSIGNED, extended).due == vn("17/07/2025 17:30")
    assert read(ASSIGNED, extended, PAUSED, RESUMED).due == vn("24/07/2025 17:30")
    assert read(ASSIGNED, extended, policy="P2").due == vn("17/07/2025 08:00")
    hours = read(ASSIGNED, ("extend", 4, 4, "08/07/2025 09:00", {"more": 4}), amount=16, unit="working_hour")
    assert hours.due == vn("09/07/2025 14:00")


def test_the_hours_to_answer_are_those_of_the_day_of_filing() -> None:
    moment = Moment("submit", None, 1, vn("07/07/2025 08:00"), {"reception_hours": 4})
    clock = Clock(TimeLimit(5, "working_day"), "P1", shipped())
    assert clock.read([moment], moment.at).reception_due == vn("07/07/2025 14:00")


# -- what may be done ---------------------------------------------------------------------------------


def processing(**changes: Any) -> Dossier:
    release(pauses=PAUSES, **changes)
    return brought("accept", "assign")


def refused(dossier: Dossier, action: str, role: str, **payload: Any) -> str:
    with pytest.raises(ActionRefused) as error:
        do(dossier, action, actor=officer(role), **payload)
    return str(error.value.code)


def test_a33_a_technical_failure_never_stops_the_time() -> None:
    dossier = processing()
    said = {"reason": "Máy chủ hỏng"}
    assert refused(dossier, "pause", "specialist", pause="system_failure", **said) == "pause_unknown"
    assert refused(dossier, "pause", "specialist", pause="other_agency", **said) == "pause_unknown"


def test_a_procedure_without_reasons_lets_nobody_stop_the_time() -> None:
    dossier = brought("accept", "assign")
    assert refused(dossier, "pause", "specialist", pause="field_work", reason="x") == "no_pause_allowed"
    names = [one.name for one in for_officer(dossier, officer("specialist"), dossier.filed_at).actions]
    assert "pause" not in names


def test_time_stops_and_runs_again_with_what_was_left() -> None:
    dossier = processing()
    due = dossier.due_at
    do(dossier, "pause", actor=officer("specialist"), pause="field_work", reason="Đo đạc ngày 10/7")
    assert dossier.paused_at
    assert dossier.clock_due_at is None
    assert refused(dossier, "pause", "specialist", pause="field_work", reason="x") == "already_paused"
    assert refused(dossier, "finish", "approver") == "resume_first"
    do(dossier, "resume", actor=officer("specialist"), at=dossier.paused_at + timedelta(days=14))
    assert dossier.paused_at is None
    assert dossier.due_at is not None
    assert due is not None
    assert dossier.due_at > due
    assert dossier.first_due_at == due
    assert not list(faults_of(dossier))


def test_the_applicant_reads_why_time_stopped() -> None:
    dossier = processing()
    do(dossier, "pause", actor=officer("specialist"), pause="field_work", reason="Đo đạc ngày 10/7")
    view = for_applicant(dossier, applicant_of(dossier), dossier.filed_at)
    said = {detail.label: detail.text for detail in view.entries[0].details}
    assert "Đo đạc ngày 10/7" in said.values()
    assert any("Kiểm tra, khảo sát thực địa" in text for text in said.values())
    assert any("Kiểm tra, khảo sát thực địa" in row.text for row in view.why)


def test_an_extension_is_asked_for_by_one_and_approved_by_another_once() -> None:
    dossier = processing()
    due = dossier.due_at
    assert refused(dossier, "extend", "approver") == "no_extension_asked"
    do(dossier, "ask_extension", actor=officer("specialist"), more=3, reason="Chờ kết quả giám định")
    assert dossier.due_at == due
    assert refused(dossier, "ask_extension", "specialist", more=3, reason="x") == "extension_asked"
    do(dossier, "extend", actor=officer("approver"))
    assert dossier.due_at is not None
    assert due is not None
    assert dossier.due_at > due
    assert dossier.first_due_at == due
    assert refused(dossier, "ask_extension", "specialist", more=3, reason="x") == "appointed_anew"
    assert not list(faults_of(dossier))


def test_a_denied_extension_changes_nothing_and_may_be_asked_again() -> None:
    dossier = processing()
    due = dossier.due_at
    do(dossier, "ask_extension", actor=officer("specialist"), more=3, reason="Chờ giám định")
    do(dossier, "deny_extension", actor=officer("approver"), reason="Đủ thời gian")
    assert dossier.due_at == due
    do(dossier, "ask_extension", actor=officer("specialist"), more=2, reason="Chờ giám định")
    view = for_applicant(dossier, applicant_of(dossier), dossier.filed_at)
    assert {"ask_extension", "deny_extension"}.isdisjoint(entry.action for entry in view.entries)


@pytest.mark.parametrize(
    ("at", "code"), [("11/07/2025 17:30", ""), ("11/07/2025 17:31", "extension_too_late")]
)
def test_a34_an_extension_is_approved_a_working_day_before_the_term_ends(at: str, code: str) -> None:
    dossier = processing()  # due on Monday 14/07/2025: the last day to approve is Friday 11/07
    assert dossier.due_at == vn("14/07/2025 17:30")
    do(dossier, "ask_extension", actor=officer("specialist"), more=3, reason="Chờ giám định")
    if code:
        assert refused(dossier, "extend", "approver", at=vn(at)) == code
    else:
        do(dossier, "extend", actor=officer("approver"), at=vn(at))
        assert dossier.due_at == vn("17/07/2025 17:30")


def test_a_late_dossier_is_apologised_for_once_and_stays_late() -> None:
    dossier = processing()
    due, late = dossier.due_at, vn("16/07/2025 09:00")
    assert refused(dossier, "apologise", "approver", until="2025-07-18", reason="x") == "not_late"
    assert refused(dossier, "apologise", "approver", at=late, until="2025-07-16", reason="x") == "until_past"
    do(dossier, "apologise", actor=officer("approver"), at=late, until="2025-07-18", reason="Thiếu người")
    assert dossier.due_at == due
    again: dict[str, Any] = {"at": late, "until": "2025-07-21", "reason": "x"}
    assert refused(dossier, "apologise", "approver", **again) == "appointed_anew"


def test_how_often_and_until_when_is_a_rule_an_administrator_keeps() -> None:
    rules = ProcessingRules.load()
    rules.reappointments, rules.reappointment_notice = 2, 2
    rules.save()
    dossier = processing()
    do(dossier, "ask_extension", actor=officer("specialist"), more=3, reason="Chờ giám định")
    assert refused(dossier, "extend", "approver", at=vn("11/07/2025 09:00")) == "extension_too_late"
    do(dossier, "extend", actor=officer("approver"), at=vn("10/07/2025 09:00"))
    do(dossier, "ask_extension", actor=officer("specialist"), at=vn("10/07/2025 10:00"), more=1, reason="x")


@pytest.mark.parametrize("width", ["specialist", "approver"])
def test_the_desk_offers_forms_that_fit(client: Client, width: str) -> None:
    dossier = processing()
    people.sign_in(client, people.holder(width))
    html = client.get(reverse("dossiers:case", args=[dossier.pk])).content.decode()
    assert "Dừng tính thời gian" in html
    assert "Kiểm tra, khảo sát thực địa (Điều 1 Luật Đo)" in html
    data = {"pause-key": "k1", "pause-pause": "", "pause-reason": ""}
    answer = client.post(reverse("dossiers:desk_act", args=[dossier.pk, "pause"]), data)
    assert answer.status_code == 422
    assert set(answer.context["wrong"].errors) == {"pause", "reason"}
    data = {"pause-key": "k2", "pause-pause": "auction", "pause-reason": "Đấu giá"}
    client.post(reverse("dossiers:desk_act", args=[dossier.pk, "pause"]), data)
    event = dossier.events.last()
    assert event is not None
    assert event.payload["on_resume"] == "restart"
    assert event.payload["legal"] == "Điều 2 Luật Đo"
