"""What a step asks before it ends, and what it lets happen: a form, a code, a fee, time that rests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import second_factor
from accounts.errors import WrongCode
from accounts.tokens import issue_token
from dossiers import steps
from dossiers.actors import Actor
from dossiers.clock import Clock, Moment, TimeLimit
from dossiers.doing import do as do_by_name
from dossiers.errors import ActionNotAllowed, ActionRefused
from dossiers.models import Dossier
from dossiers.replay import faults_of
from dossiers.step_forms import begin, forms_filled
from dossiers.stepping import mine, national_status
from dossiers.tracking import for_applicant, for_officer
from dossiers.transitions import available
from eforms.building import build, current_version
from eforms.drafts import save_step
from eforms.submit import submit
from procedures.calendar_data import shipped
from procedures.process import process_of
from tests import people
from tests.dossiers.cases import applicant_of, brought, do, officer, release
from tests.dossiers.test_clock import vn
from tests.dossiers.test_steps import node, open_steps, step

pytestmark = pytest.mark.django_db

MINUTES = {
    "by_officers": True,
    "title": "Biên bản kiểm tra thực địa",
    "steps": [
        {
            "id": "ket_qua",
            "title": "Kết quả",
            "fields": [
                {"type": "text", "key": "ket_luan", "label": "Kết luận", "required": True},
                {"type": "file", "key": "anh", "label": "Ảnh", "required": False},
            ],
        }
    ],
}
PAUSES = [
    {"id": "p1", "reason": "field_work", "on_resume": "continue", "legal": "Điều 5 Luật Đo"},
    {"id": "p2", "reason": "assessment", "on_resume": "restart", "legal": "Điều 6 Luật Đo"},
]


def minutes() -> dict[str, Any]:
    """The form of a step, as a release pins it."""
    if current_version("bien-ban") is None:
        build("bien-ban", MINUTES)
    version = current_version("bien-ban")
    assert version is not None
    return {"eform": "bien-ban", "version": version.number, "hash": version.hash}


def processing(*rows: dict[str, Any], **more: Any) -> Dossier:
    release(process=[node([one]) for one in rows], **more)
    return brought("accept", "assign")


def refused(dossier: Dossier, action: str, actor: Actor | None = None, **payload: Any) -> str:
    with pytest.raises(ActionRefused) as error:
        do(dossier, action, actor=actor, **payload)
    return str(error.value.code)


def fill(dossier: Dossier, step_id: str, text: str, actor: Actor | None = None) -> Any:
    """Fill and file the form of the step as its officer."""
    who, at = actor or officer("specialist"), dossier.events.last().at + timedelta(minutes=5)
    draft = begin(dossier.pk, step_id, actor=who, at=at)
    save_step(draft, "ket_qua", {"ket_luan": text}, at=at)
    submission = submit(draft, by=who.user, key=str(draft.pk), at=at)
    dossier.refresh_from_db()
    return submission


# -- the form -----------------------------------------------------------------------------------------


def test_a_step_with_a_form_is_finished_by_filing_it() -> None:
    dossier = processing(step("do-dac", form=minutes()), step("ky", "approver"))
    assert refused(dossier, "complete_step") == "form_missing"
    submission = fill(dossier, "do-dac", "Đúng ranh giới")
    assert open_steps(dossier) == ["ky"]
    event = dossier.events.last()
    assert (event.action, event.payload["submission"]) == ("complete_step", str(submission.pk))
    assert submission.receipt["url"] == reverse("dossiers:case", args=[dossier.pk])
    assert not list(faults_of(dossier))


def test_where_more_is_asked_the_filed_form_waits_for_the_officer_and_may_be_filled_anew() -> None:
    dossier = processing(step("do-dac", form=minutes(), checks=["Đủ mốc"]), step("ky", "approver"))
    fill(dossier, "do-dac", "Đúng")
    assert open_steps(dossier) == ["do-dac"]
    assert [one.done for one in forms_filled(dossier, list(dossier.events.all()))] == [False]
    again = begin(dossier.pk, "do-dac", actor=officer("specialist"), at=timezone.now())
    assert again.answers == {"ket_luan": "Đúng"}
    assert begin(dossier.pk, "do-dac", actor=officer("specialist"), at=timezone.now()) == again
    fill(dossier, "do-dac", "Lệch 2 m")
    do(dossier, "complete_step", checked=["Đủ mốc"])
    (kept,) = forms_filled(dossier, list(dossier.events.all()))
    assert (kept.raw, kept.done) == ({"ket_luan": "Lệch 2 m"}, True)


def test_sent_back_the_form_is_filled_anew_from_what_it_said() -> None:
    dossier = processing(step("do-dac", form=minutes()), step("ky", "approver"))
    fill(dossier, "do-dac", "Sai")
    do(dossier, "send_back", actor=officer("approver"), to="do-dac", reason="Đo lại")
    assert refused(dossier, "complete_step") == "form_missing"
    draft = begin(dossier.pk, "do-dac", actor=officer("specialist"), at=timezone.now())
    assert draft.answers == {"ket_luan": "Sai"}


def test_only_who_does_the_step_fills_its_form() -> None:
    dossier = processing(step("do-dac", form=minutes()), step("ky", "approver"))
    for who in (officer("approver"), officer("clerk")):
        with pytest.raises(ActionRefused) as error:
            begin(dossier.pk, "do-dac", actor=who, at=timezone.now())
        assert error.value.code == "step_unknown"
    with pytest.raises(ActionNotAllowed):
        begin(dossier.pk, "do-dac", actor=applicant_of(dossier), at=timezone.now())
    assert refused(processing_without_form(), "complete_step", officer("clerk")) == "no_step_of_yours"


def processing_without_form() -> Dossier:
    return brought("accept", "assign")


def test_later_steps_read_what_the_form_says_and_a_new_answer_does_not_change_the_past() -> None:
    dossier = processing(
        step("do-dac", form=minutes()),
        step("thanh-tra", "clerk", when='ket_luan == "Sai"'),
        step("ky", "approver"),
    )
    fill(dossier, "do-dac", "Sai")
    assert open_steps(dossier) == ["thanh-tra"]
    do(dossier, "send_back", actor=officer("clerk"), to="do-dac", reason="Đo lại")
    fill(dossier, "do-dac", "Đúng")
    assert list(dossier.steps.values_list("step", flat=True)) == ["do-dac", "thanh-tra", "do-dac", "ky"]
    assert not list(faults_of(dossier))


def test_officers_read_the_form_on_the_dossier_and_applicants_do_not(client: Client) -> None:
    dossier = processing(step("do-dac", form=minutes()), step("ky", "approver"))
    people.sign_in(client, people.holder("specialist"))
    address = reverse("dossiers:case", args=[dossier.pk])
    assert "Điền biểu mẫu của bước" in client.get(address).content.decode()
    answer = client.post(reverse("dossiers:fill_step", args=[dossier.pk, "do-dac"]))
    assert answer.status_code == 302
    assert "/to-khai/" in answer["Location"]
    fill(dossier, "do-dac", "Ranh giới rõ ràng")
    assert "Ranh giới rõ ràng" in client.get(address).content.decode()
    told = for_applicant(dossier, applicant_of(dossier), timezone.now())
    assert told.forms == []


def test_a_program_fills_the_form_as_pages_do(client: Client) -> None:
    dossier = processing(step("do-dac", form=minutes()), step("ky", "approver"))
    user = people.holder("specialist")
    _token, text = issue_token(user, at=timezone.now(), label="t", with_code=True)
    headers = {"Authorization": f"Bearer {text}"}
    address = f"/api/v1/desk/dossiers/{dossier.pk}/steps/do-dac/form"
    draft = client.post(address, headers=headers).json()
    client.put(
        f"/api/v1/drafts/{draft['id']}/steps/ket_qua",
        {"ket_luan": "Đúng"},
        "application/json",
        headers=headers,
    )
    client.post(f"/api/v1/drafts/{draft['id']}/submit", headers={**headers, "Idempotency-Key": "k"})
    assert open_steps(dossier) == ["ky"]
    view = client.get(f"/api/v1/desk/dossiers/{dossier.pk}", headers=headers).json()
    assert view["forms"][0]["answers"] == {"ket_luan": "Đúng"}


# -- the code -----------------------------------------------------------------------------------------


def test_a_step_confirmed_with_a_code_takes_the_officers_code_and_says_so() -> None:
    dossier = processing(step("do-dac", signature="code"), step("ky", "approver", signature="code"))
    assert refused(dossier, "complete_step") == "code_missing"
    who = officer("specialist")
    assert who.user is not None
    factor, at = second_factor.factor_of(who.user), timezone.now()

    def confirm(code: str, key: str) -> Any:
        return do_by_name(dossier.pk, "complete_step", actor=who, key=key, at=at, code=code)

    with pytest.raises(WrongCode):
        confirm("000000", "k1")
    factor.refresh_from_db()
    assert factor.failed_count == 1
    code = str(second_factor.unused_code(factor, at))
    event = confirm(code, "k2")
    assert event.payload["signature"] == "code"
    assert "code" not in event.payload
    assert confirm(code, "k2") == event
    dossier.refresh_from_db()
    view = for_officer(dossier, who, at)
    assert "bằng mã xác thực một lần" in [detail.text for detail in view.entries[0].details]
    assert refused(dossier, "finish", officer("approver")) == "code_missing"


def test_what_is_refused_for_another_reason_uses_up_no_code() -> None:
    dossier = processing(step("do-dac", signature="code", checks=["Đủ mốc"]), step("ky", "approver"))
    who, at = officer("specialist"), timezone.now()
    assert who.user is not None
    code = str(second_factor.unused_code(second_factor.factor_of(who.user), at))
    with pytest.raises(ActionRefused) as error:
        do_by_name(dossier.pk, "complete_step", actor=who, key="k1", at=at, code=code)
    assert error.value.code == "checks_missing"
    assert open_steps(dossier) == ["do-dac"]
    do_by_name(dossier.pk, "complete_step", actor=who, key="k2", at=at, code=code, checked=["Đủ mốc"])
    assert open_steps(dossier) == ["ky"]


def test_the_page_asks_for_the_code_and_says_beside_it_what_was_wrong(client: Client) -> None:
    dossier = processing(step("do-dac", signature="code"), step("ky", "approver"))
    people.sign_in(client, people.holder("specialist"))
    address = reverse("dossiers:desk_act", args=[dossier.pk, "complete_step"])
    answer = client.post(address, {"complete_step-key": "k1", "complete_step-code": "000000"})
    assert answer.status_code == 422
    assert "code" in answer.context["wrong"].errors


# -- the fee ------------------------------------------------------------------------------------------


def test_a_step_may_let_its_role_ask_for_payment() -> None:
    dossier = processing(step("thue", "clerk", fee="may_ask"), step("ky", "approver"))
    at = timezone.now()
    assert "ask_payment" in {one.name for one in available(dossier, officer("clerk"), at)}
    assert "ask_payment" not in {one.name for one in available(dossier, officer("approver"), at)}
    do(dossier, "ask_payment", actor=officer("clerk"))
    assert dossier.status == 6


def test_a_step_that_must_be_paid_is_not_finished_before() -> None:
    dossier = processing(step("thue", "clerk", fee="must_be_paid"), step("ky", "approver"))
    assert refused(dossier, "complete_step", officer("clerk")) == "fee_unpaid"
    do(dossier, "ask_payment", actor=officer("clerk"))
    do(dossier, "pay")
    do(dossier, "complete_step", actor=officer("clerk"))
    assert open_steps(dossier) == ["ky"]


# -- time ---------------------------------------------------------------------------------------------

RESTING = process_of(
    {"process": [node([step("mot")]), node([step("hoi-dong", stops="field_work")]), node([step("ky")])]}
)
RULES = {one["reason"]: one for one in PAUSES}


def moments(*rows: tuple[str, str, dict[str, Any]]) -> list[Moment]:
    found = [
        Moment("submit", None, 1, vn("07/07/2025 08:00")),
        Moment("accept", 1, 2, vn("07/07/2025 08:00")),
    ]
    return [*found, *(Moment(action, 4, data.get("status", 4), vn(at), data) for action, at, data in rows)]


def read(found: list[Moment], at: str) -> Any:
    runs = steps.runs_of(RESTING, found, lambda one, said: True)
    clock = Clock(TimeLimit(5, "working_day"), "P1", shipped())
    return clock.read(steps.with_stops(found, runs, RULES), vn(at))


FIRST: Any = ("assign", "07/07/2025 09:00", {})
SECOND: Any = ("complete_step", "08/07/2025 09:00", {"step": "mot"})
BACK: Any = ("complete_step", "18/07/2025 09:00", {"step": "hoi-dong"})


def test_time_rests_from_the_beginning_of_the_step_to_its_end() -> None:
    waiting = read(moments(FIRST, SECOND), "10/07/2025 09:00")
    assert waiting.paused_since == vn("08/07/2025 09:00")
    assert waiting.due == vn("14/07/2025 17:30")
    after = read(moments(FIRST, SECOND, BACK), "18/07/2025 10:00")
    assert after.paused_since is None
    assert after.due == vn("25/07/2025 17:30")
    (line,) = [one for one in after.lines if one.code == "paused"]
    assert (line.data["pause"], line.data["legal"]) == ("field_work", "Điều 5 Luật Đo")


def test_sent_back_or_ended_the_step_lets_time_run_again() -> None:
    sent: Any = ("send_back", "18/07/2025 09:00", {"step": "hoi-dong", "to": "mot"})
    assert read(moments(FIRST, SECOND, sent), "18/07/2025 10:00").due == vn("25/07/2025 17:30")
    ended: Any = ("finish", "18/07/2025 09:00", {"status": 9})
    reading = read(moments(FIRST, SECOND, ended), "18/07/2025 10:00")
    assert (reading.light, reading.paused_since) == ("done", None)


def test_the_applicants_turn_during_such_a_step_does_not_let_time_run() -> None:
    asked: Any = ("ask_supplement", "09/07/2025 09:00", {"status": 5})
    given = Moment("supplement", 5, 4, vn("10/07/2025 09:00"))
    reading = read([*moments(FIRST, SECOND, asked), given], "10/07/2025 10:00")
    assert reading.paused_since == vn("08/07/2025 09:00")


def test_a_dossier_shows_that_its_time_rests_by_law_and_nobody_stops_it_twice() -> None:
    dossier = processing(
        step("mot"), step("hoi-dong", stops="field_work"), step("ky", "approver"), pauses=PAUSES
    )
    do(dossier, "complete_step")
    assert dossier.paused_at
    assert "pause" not in {one.name for one in available(dossier, officer("specialist"), timezone.now())}
    view = for_applicant(dossier, applicant_of(dossier), timezone.now())
    assert any("Điều 5 Luật Đo" in row.text for row in view.why)
    do(dossier, "complete_step")
    assert dossier.paused_at is None
    assert not list(faults_of(dossier))


def test_a_step_may_allow_only_some_of_the_procedures_pauses() -> None:
    dossier = processing(step("mot", pauses=["assessment"]), step("ky", "approver"), pauses=PAUSES)
    assert refused(dossier, "pause", pause="field_work") == "pause_unknown"
    do(dossier, "pause", pause="assessment")
    assert dossier.paused_at


# -- the rest -----------------------------------------------------------------------------------------


def test_the_national_system_is_told_the_status_the_open_steps_say() -> None:
    dossier = processing(step("mot", national_status=2), step("ky", "approver"))
    assert (dossier.status, national_status(dossier)) == (4, 2)
    do(dossier, "complete_step")
    assert national_status(dossier) == 4


def test_an_officer_is_offered_the_checks_of_their_own_steps_only(client: Client) -> None:
    release(
        process=[
            node(
                [step("do", checks=["Đủ mốc"])],
                [step("ve", checks=["Đủ mốc", "Đúng tỷ lệ"])],
                [step("thue", "cashier", checks=["Đúng giá"])],
            )
        ]
    )
    dossier = brought("accept", "assign")
    people.sign_in(client, people.holder("specialist"))
    answer = client.get(reverse("dossiers:case", args=[dossier.pk]))
    form = next(one for one in answer.context["forms"] if one.action.name == "complete_step")
    assert [label for _value, label in form.fields["step"].choices] == ["Bước do", "Bước ve"]
    assert [label for _value, label in form.fields["checked"].choices] == [
        "Bước do, Bước ve: Đủ mốc", "Bước ve: Đúng tỷ lệ",
    ]  # fmt: skip
    event = do(dossier, "complete_step", step="do", checked=["Đủ mốc", "Đúng tỷ lệ"])
    assert event.payload["checked"] == ["Đủ mốc"]
    assert len(mine(dossier, officer("specialist"), timezone.now())) == 1
