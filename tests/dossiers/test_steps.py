"""The process of a dossier: steps one after another or at the same time, back again, each with its hours."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers import steps
from dossiers.clock import Moment
from dossiers.errors import ActionRefused
from dossiers.inbox import Filters, find
from dossiers.models import Dossier, DossierStep
from dossiers.replay import faults_of
from dossiers.stepping import shown
from dossiers.tracking import for_officer
from effects.models import Message
from effects.worker import drain
from eforms.building import build, current_version
from procedures.calendar_data import shipped
from procedures.process import process_of
from tests import people
from tests.dossiers.cases import FORM, brought, do, filed, officer, release, ward
from tests.dossiers.test_clock import vn
from tests.dossiers.test_filing import begin, fill

pytestmark = pytest.mark.django_db


def step(key: str, role: str = "specialist", **more: Any) -> dict[str, Any]:
    return {"id": key, "name": f"Bước {key}", "role": role, **more}


def node(*branches: list[dict[str, Any]]) -> dict[str, Any]:
    made = [{"id": f"{one[0]['id']}-nhanh", "name": "", "steps": one} for one in branches]
    return {"id": f"{branches[0][0]['id']}-nut", "branches": made}


PROCESS = [
    node([step("tham-dinh", hours=16, checks=["Đủ chữ ký", "Đúng thửa"])]),
    node([step("do-dac", hours=8), step("ban-do", hours=4)], [step("thue", "cashier", hours=8)]),
    node([step("trinh-ky", "approver", hours=4, tell=True)]),
]
WAY = process_of({"process": PROCESS})


def walk(
    *rows: tuple[str, str, dict[str, Any]], holds: Any = lambda one, said: True
) -> tuple[steps.Run, ...]:
    """(action, "dd/mm/yyyy HH:MM", data); all in status 4 but for the ones that say another."""
    moments = [
        Moment(action, 4, data.pop("status", 4) if isinstance(data, dict) else 4, vn(at), data)
        for action, at, data in rows
    ]
    return steps.runs_of(WAY, moments, holds)


ASSIGN: Any = ("assign", "07/07/2025 08:00", {})


def done(key: str, at: str) -> Any:
    return ("complete_step", at, {"step": key})


def working(runs: tuple[steps.Run, ...]) -> list[str]:
    return [run.step.id for run in runs if run.active]


# -- the walk -----------------------------------------------------------------------------------------


def test_steps_follow_each_other_and_branches_run_at_the_same_time_until_all_are_done() -> None:
    assert working(walk(ASSIGN)) == ["tham-dinh"]
    first = done("tham-dinh", "08/07/2025 08:00")
    assert working(walk(ASSIGN, first)) == ["do-dac", "thue"]
    tax = done("thue", "08/07/2025 10:00")
    assert working(walk(ASSIGN, first, tax)) == ["do-dac"]
    survey = done("do-dac", "08/07/2025 11:00")
    assert working(walk(ASSIGN, first, tax, survey)) == ["ban-do"]
    mapped = done("ban-do", "09/07/2025 08:00")
    assert working(walk(ASSIGN, first, tax, survey, mapped)) == ["trinh-ky"]


def test_a_step_whose_condition_does_not_hold_is_passed_over() -> None:
    runs = walk(ASSIGN, done("tham-dinh", "08/07/2025 08:00"), holds=lambda one, said: one.id != "thue")
    assert working(runs) == ["do-dac"]
    none_there = walk(
        ASSIGN, done("tham-dinh", "08/07/2025 08:00"), holds=lambda one, said: one.role == "approver"
    )
    assert working(none_there) == ["trinh-ky"]


def test_sent_back_an_earlier_step_is_done_again_and_the_other_branch_stays_done() -> None:
    rows = [
        ASSIGN, done("tham-dinh", "08/07/2025 08:00"), done("thue", "08/07/2025 10:00"),
        done("do-dac", "08/07/2025 11:00"), done("ban-do", "09/07/2025 08:00"),
        ("send_back", "09/07/2025 09:00", {"step": "trinh-ky", "to": "ban-do"}),
    ]  # fmt: skip
    runs = walk(*rows)
    assert working(runs) == ["ban-do"]
    assert (runs[-1].back_from, runs[-2].outcome) == ("trinh-ky", "returned")
    assert working(walk(*rows, done("ban-do", "09/07/2025 10:00"))) == ["trinh-ky"]
    within = walk(*rows[:4], ("send_back", "09/07/2025 08:00", {"step": "ban-do", "to": "do-dac"}))
    assert working(within) == ["do-dac"]


def test_one_may_go_back_within_a_branch_and_to_what_stood_before_it() -> None:
    runs = walk(ASSIGN, done("tham-dinh", "08/07/2025 08:00"), done("do-dac", "08/07/2025 11:00"))
    mapped = next(run for run in runs if run.step.id == "ban-do")
    assert [one.id for one in steps.may_go_back_to(WAY, mapped)] == ["tham-dinh", "do-dac"]
    tax = next(run for run in runs if run.step.id == "thue")
    assert [one.id for one in steps.may_go_back_to(WAY, tax)] == ["tham-dinh"]


def test_the_end_of_the_dossier_ends_every_step() -> None:
    runs = walk(ASSIGN, ("stop", "08/07/2025 08:00", {"status": 8}))
    assert [run.outcome for run in runs] == ["ended"]


# -- the step's clock ---------------------------------------------------------------------------------


def test_a_steps_hours_rest_while_time_is_stopped() -> None:
    run = walk(ASSIGN)[0]  # Monday 08:00, 16 hours: Wednesday 08:00
    assert steps.due_of(run, [], shipped()) == vn("09/07/2025 08:00")
    stopped = (vn("07/07/2025 14:30"), vn("10/07/2025 07:30"))  # four and a half hours used
    assert steps.due_of(run, [stopped], shipped()) == vn("11/07/2025 11:00")
    assert steps.due_of(run, [(vn("07/07/2025 14:30"), None)], shipped()) is None


def test_what_a_step_used_beyond_its_hours_is_its_part_of_the_lateness() -> None:
    runs = walk(ASSIGN, done("tham-dinh", "10/07/2025 08:00"))
    minutes = steps.used(runs[0], [], shipped(), vn("10/07/2025 08:00"))
    assert minutes == 24 * 60
    assert steps.over(runs[0], minutes) == 8 * 60
    rested = steps.used(
        runs[0], [(vn("08/07/2025 07:30"), vn("08/07/2025 17:30"))], shipped(), vn("10/07/2025 08:00")
    )
    assert rested == 16 * 60


def test_time_stops_for_the_applicants_turn_and_for_the_agencys_pause() -> None:
    moments = [
        Moment("ask_supplement", 4, 5, vn("07/07/2025 10:00")),
        Moment("ask_withdrawal", 5, 7, vn("07/07/2025 11:00")),
        Moment("recall_withdrawal", 7, 5, vn("07/07/2025 12:00")),
        Moment("supplement", 5, 4, vn("08/07/2025 10:00")),
        Moment("pause", 4, 4, vn("09/07/2025 10:00")),
        Moment("complete_step", 4, 4, vn("09/07/2025 11:00")),
        Moment("resume", 4, 4, vn("10/07/2025 10:00")),
        Moment("ask_payment", 4, 6, vn("11/07/2025 10:00")),
    ]
    assert steps.stops(moments) == [
        (vn("07/07/2025 10:00"), vn("08/07/2025 10:00")),
        (vn("09/07/2025 10:00"), vn("10/07/2025 10:00")),
        (vn("11/07/2025 10:00"), None),
    ]


# -- of a dossier -------------------------------------------------------------------------------------


def processing() -> Dossier:
    release(process=PROCESS)
    return brought("accept", "assign")


def refused(dossier: Dossier, action: str, role: str, **payload: Any) -> str:
    with pytest.raises(ActionRefused) as error:
        do(dossier, action, actor=officer(role), **payload)
    return str(error.value.code)


CHECKED = ["Đủ chữ ký", "Đúng thửa"]


def open_steps(dossier: Dossier) -> list[str]:
    return list(dossier.steps.filter(left_at=None).values_list("step", flat=True))


def test_each_step_is_done_by_its_role_and_only_when_all_was_checked() -> None:
    dossier = processing()
    assert open_steps(dossier) == ["tham-dinh"]
    assert refused(dossier, "complete_step", "clerk") == "no_step_of_yours"
    assert refused(dossier, "complete_step", "specialist", checked=CHECKED[:1]) == "checks_missing"
    do(dossier, "complete_step", actor=officer("specialist"), checked=CHECKED)
    assert open_steps(dossier) == ["do-dac", "thue"]
    assert refused(dossier, "complete_step", "specialist", step="thue") == "step_unknown"
    assert refused(dossier, "finish", "approver") == "steps_open"
    do(dossier, "complete_step", actor=officer("cashier"))
    do(dossier, "complete_step", actor=officer("specialist"))
    do(dossier, "complete_step", actor=officer("specialist"))
    assert open_steps(dossier) == ["trinh-ky"]
    do(dossier, "finish", actor=officer("approver"))
    assert open_steps(dossier) == []
    assert not list(faults_of(dossier))


def test_a_step_is_sent_back_with_a_reason_colleagues_read() -> None:
    dossier = processing()
    do(dossier, "complete_step", actor=officer("specialist"), checked=CHECKED)
    assert refused(dossier, "send_back", "cashier", to="do-dac", reason="x") == "back_step_unknown"
    assert refused(dossier, "send_back", "cashier", to="tham-dinh", reason="") == "reason_missing"
    do(dossier, "send_back", actor=officer("cashier"), to="tham-dinh", reason="Sai diện tích")
    assert open_steps(dossier) == ["tham-dinh"]
    view = for_officer(dossier, officer("specialist"), timezone.now())
    assert "Sai diện tích" in [detail.text for detail in view.entries[0].details]
    assert [one.state for one in shown(dossier, list(dossier.events.all()), dossier.filed_at)] == [
        "done", "returned", "returned", "active", "waiting", "waiting", "waiting", "waiting",
    ]  # fmt: skip
    assert not list(faults_of(dossier))


def test_a_pause_moves_the_due_time_of_the_step() -> None:
    release(
        process=PROCESS, pauses=[{"id": "p", "reason": "field_work", "on_resume": "continue", "legal": "x"}]
    )
    dossier = brought("accept", "assign")
    row = dossier.steps.get()
    due = row.due_at
    do(dossier, "pause", actor=officer("specialist"), pause="field_work", reason="Đo đạc")
    row.refresh_from_db()
    assert row.due_at is None
    do(dossier, "resume", actor=officer("specialist"), at=dossier.events.last().at + timedelta(days=7))
    row.refresh_from_db()
    assert row.due_at is not None
    assert due is not None
    assert row.due_at > due


def test_the_applicant_is_told_of_steps_that_say_so() -> None:
    dossier = processing()
    do(dossier, "complete_step", actor=officer("specialist"), checked=CHECKED)
    do(dossier, "complete_step", actor=officer("cashier"))
    do(dossier, "complete_step", actor=officer("specialist"))
    drain(timezone.now())
    assert not Message.objects.filter(subject__contains="bước tiếp theo").exists()
    do(dossier, "complete_step", actor=officer("specialist"))
    drain(timezone.now())
    message = Message.objects.get(subject__contains="bước tiếp theo")
    assert "Bước trinh-ky" in message.body


def test_a_row_of_the_process_changed_by_hand_is_found() -> None:
    dossier = processing()
    DossierStep.objects.filter(dossier=dossier).update(outcome="done")
    assert [fault.what for fault in faults_of(dossier)] == ["steps"]


def test_a_condition_reads_the_day_and_the_way_of_filing_too(client: Client) -> None:
    build("khai-sinh", FORM)
    version = current_version("khai-sinh")
    assert version is not None
    never, today, online = (
        node([step(key, when=when)])
        for key, when in (
            ("giay", '_channel == "post"'),
            ("hom-nay", 'today() > "2020-01-01"'),
            ("mang", '_channel == "online"'),
        )
    )
    form = {"code": "khai-sinh", "version": version.number, "hash": version.hash}
    release({"form_version": version}, form=form, process=[never, today, online])
    fill(client, begin(client, ward()))
    dossier = Dossier.objects.get()
    do(dossier, "accept")
    do(dossier, "assign")
    assert open_steps(dossier) == ["hom-nay"]
    do(dossier, "complete_step", actor=officer("specialist"))
    assert open_steps(dossier) == ["mang"]


def test_without_a_process_nothing_changes() -> None:
    dossier = brought("accept", "assign")
    assert not dossier.steps.exists()
    names = [one.name for one in for_officer(dossier, officer("specialist"), timezone.now()).actions]
    assert "complete_step" not in names
    do(dossier, "finish")


# -- the desk -----------------------------------------------------------------------------------------


def test_the_inbox_knows_whose_step_a_dossier_waits_for() -> None:
    waiting, other = processing(), filed()
    at = timezone.now()
    wanted = Filters(waiting=True)
    assert list(find(people.holder("specialist"), wanted, at)) == [waiting]
    assert list(find(people.holder("cashier"), wanted, at)) == []
    do(waiting, "complete_step", actor=officer("specialist"), checked=CHECKED)
    assert list(find(people.holder("cashier"), wanted, at)) == [waiting]
    assert other in find(people.holder("cashier"), Filters(), at)


def test_the_desk_shows_the_process_and_its_forms(client: Client) -> None:
    dossier = processing()
    people.sign_in(client, people.holder("specialist"))
    html = client.get(reverse("dossiers:case", args=[dossier.pk])).content.decode()
    for said in ("Quy trình xử lý", "Bước tham-dinh", "Bước trinh-ky", "Hoàn thành bước", "Đủ chữ ký"):
        assert said in html
    data = {"complete_step-key": "k1", "complete_step-checked": ["Đủ chữ ký"]}
    address = reverse("dossiers:desk_act", args=[dossier.pk, "complete_step"])
    answer = client.post(address, data)
    assert "checked" in answer.context["wrong"].errors
    client.post(address, {"complete_step-key": "k2", "complete_step-checked": CHECKED})
    assert open_steps(dossier) == ["do-dac", "thue"]
    inbox = client.get(reverse("dossiers:inbox") + "?waiting=on").content.decode()
    assert "Bước do-dac" in inbox
