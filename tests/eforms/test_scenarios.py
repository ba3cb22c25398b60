"""Scenarios: what comes out of example answers, what is expected, and that nothing is published against it."""

# ruff: noqa: E501  one case a line

from __future__ import annotations

import copy
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import translation

from eforms.building import build
from eforms.compile import compile_content
from eforms.errors import FormIncomplete
from eforms.models import EForm, FormVersion
from eforms.proving import scenario_keeping as keeping
from eforms.proving.scenarios import Outcome, failures, run
from tests.eforms.conftest import BIRTH, STEP_1, STEP_2, question

FILLED = {**STEP_1, **STEP_2, "chung_sinh": ["tep_1"]}
WHOLE: dict[str, Any] = {
    "name": "Không có cha",
    "on": "2025-09-03",
    "answers": FILLED,
    "expect": {
        "steps": ["nguoi_khai", "nguoi_con", "giay_to"],
        "errors": {},
        "values": {"ngay_sinh": "2025-09-02", "co_cha": False},
        "papers": {"chung_sinh": True},
        "refusal": None,
        "agency": None,
    },
}


@pytest.fixture(autouse=True)
def _english() -> Any:
    with translation.override("en"):
        yield


def differences(scenario: dict[str, Any], content: dict[str, Any] | None = None) -> list[str]:
    (verdict,) = run(content or BIRTH, [scenario])
    return verdict.differences


def test_a_scenario_passes_when_all_comes_out_as_expected() -> None:
    assert differences(WHOLE) == []
    assert failures(BIRTH, [WHOLE]) == []


@pytest.mark.parametrize(
    ("part", "value", "words"),
    [
        (
            "steps",
            ["nguoi_khai"],
            "Steps seen: expected “Declarant”; got “Declarant”, “Người được khai sinh”, “Giấy tờ”.",
        ),
        ("errors", {"ten_con": "required"}, "“Tên con”: expected the error “required”; got no error."),
        ("values", {"ngay_sinh": "2025-09-01"}, "“Ngày sinh”: expected 01/09/2025; got 02/09/2025."),
        ("values", {"lan_sinh": 2}, "“Con thứ mấy”: expected 2; got no value."),
        ("values", {"xoa_roi": "x"}, "“xoa_roi”: expected x; got no value."),
        (
            "papers",
            {"chung_sinh": False},
            "Paper “Giấy chứng sinh”: expected may be attached; got must be attached.",
        ),
        ("papers", {"giay_cha": False}, "Paper “Giấy nhận cha”: expected may be attached; got not asked."),
        ("agency", "H08.16", "Agency: expected H08.16; got —."),
    ],
)
def test_what_differs_is_said_in_words(part: str, value: Any, words: str) -> None:
    assert differences({**WHOLE, "expect": {part: value}}) == [words]


def test_what_came_out_is_said_without_a_code() -> None:
    with translation.override("vi"):
        told = differences({**WHOLE, "answers": {}, "expect": {"errors": {}}})
    assert "“Tên con”: mong đợi không có lỗi; kết quả là Hãy nhập câu trả lời." in told


def test_errors_are_expected_by_code() -> None:
    without = {key: value for key, value in FILLED.items() if key not in ("ten_con", "chung_sinh")}
    scenario = {**WHOLE, "answers": {**without, "ngay_sinh": "2999-01-01"}}
    told = differences({**scenario, "expect": {"errors": {}}})
    assert len(told) == 3
    right = {"ten_con": "required", "ngay_sinh": "too_late", "chung_sinh": "required"}
    (verdict,) = run(BIRTH, [scenario])
    assert verdict.outcome.errors.keys() == right.keys()
    assert differences({**scenario, "expect": {"errors": verdict.outcome.errors}}) == []


def test_the_agency_is_that_of_the_first_route_that_holds() -> None:
    content = {**BIRTH, "routes": [
        {"when": {"field": "co_cha", "op": "equals", "value": True}, "agency": "H08.1"},
        {"when": {"field": "_channel", "op": "equals", "value": "desk"}, "agency": "H08.2"},
        {"when": None, "agency": "H08.3"},
    ]}  # fmt: skip
    assert differences({**WHOLE, "expect": {"agency": "H08.3"}}, content) == []
    assert differences({**WHOLE, "channel": "desk", "expect": {"agency": "H08.2"}}, content) == []


@pytest.mark.parametrize(
    "answers", [{}, {"ten_con": {"a": [1]}}, {"chung_sinh": "x"}, {"ngay_sinh": [None]}, {"x": 1}]
)
def test_no_answers_break_a_scenario(answers: dict[str, Any]) -> None:
    (verdict,) = run(BIRTH, [{"name": "a", "answers": answers}])
    assert verdict.passed
    assert isinstance(verdict.outcome, Outcome)


def test_nothing_is_published_while_a_scenario_fails(version: FormVersion) -> None:
    eform = EForm.objects.get(code="khai-sinh")
    eform.scenarios = [{**WHOLE, "expect": {"papers": {"giay_cha": True}}}]
    revision = eform.save_revision()
    with pytest.raises(FormIncomplete) as refused:
        revision.publish()
    assert "Giấy nhận cha" in " ".join(refused.value.messages)
    with pytest.raises(FormIncomplete):
        build("khai-sinh", BIRTH, scenarios=eform.scenarios)
    assert FormVersion.objects.count() == 1
    build("khai-sinh", BIRTH, scenarios=[WHOLE])


def test_a_change_that_breaks_a_scenario_is_refused(version: FormVersion) -> None:
    build("khai-sinh", BIRTH, scenarios=[WHOLE])
    changed = copy.deepcopy(BIRTH)
    changed["steps"][1]["fields"].append(question("text", "dan_toc", label="Dân tộc"))
    with pytest.raises(FormIncomplete) as refused:
        build("khai-sinh", changed)
    assert "Dân tộc" in " ".join(refused.value.messages)


def test_the_command_runs_them(version: FormVersion, capsys: Any) -> None:
    build("khai-sinh", BIRTH, scenarios=[WHOLE])
    call_command("run_scenarios", "khai-sinh")
    assert "1 scenario(s), 0 failed" in capsys.readouterr().out
    build("khai-sinh", BIRTH, publish=False, scenarios=[{**WHOLE, "expect": {"papers": {"giay_cha": True}}}])
    with pytest.raises(CommandError):
        call_command("run_scenarios")


# -- in the admin ---------------------------------------------------------------------------------------


@pytest.fixture
def editor(client: Client, version: FormVersion) -> Client:
    from accounts.models import User
    from tests import people

    people.sign_in(client, User.objects.create_superuser("bien-tap@example.vn", "x", full_name="Biên tập"))
    return client


def page(name: str, *rest: Any) -> str:
    pk = EForm.objects.get(code="khai-sinh").pk
    return f"/quan-tri/bieu-mau-dien-tu/{pk}/{name}/" + "".join(f"{one}/" for one in rest)


def scenarios() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        EForm.objects.get(code="khai-sinh").get_latest_revision_as_object().scenarios
    )
    return found


def go(editor: Client, step: str, do: str = "continue", **answers: Any) -> Any:
    pk = EForm.objects.get(code="khai-sinh").pk
    return editor.post(f"/quan-tri/bieu-mau/thu/kich-ban-{pk}/", {"step": step, "do": do, **answers})


def test_an_editor_fills_the_form_and_keeps_a_scenario(editor: Client) -> None:
    assert editor.get(page("dien-thu")).status_code == 200
    flat = {k: v for k, v in STEP_1.items() if k != "noi_o"}
    address = {f"noi_o-{part}": value for part, value in STEP_1["noi_o"].items()}
    go(editor, "nguoi_khai", **flat, **address)
    go(editor, "nguoi_con", **STEP_2)
    response = go(editor, "giay_to", chung_sinh="tep_1")
    text = response.content.decode()
    assert "Giấy tờ “Giấy chứng sinh”" in text
    assert "bắt buộc nộp" in text
    assert editor.post(page("dien-thu"), {"name": " Không  cha "}).status_code == 302
    (kept,) = scenarios()
    assert kept["name"] == "Không cha"
    assert kept["answers"]["chung_sinh"] == ["tep_1"]
    assert kept["expect"]["papers"] == {"chung_sinh": True}
    assert kept["expect"]["errors"] == {}
    assert 'w-status--primary">đạt<' in editor.get(page("kich-ban")).content.decode()


def test_a_scenario_is_renamed_loosened_accepted_and_deleted(editor: Client) -> None:
    eform = EForm.objects.get(code="khai-sinh")
    from accounts.models import User

    user = User.objects.get(email="bien-tap@example.vn")
    keeping.add(eform, {**WHOLE, "expect": {**WHOLE["expect"], "papers": {"giay_cha": True}}}, user=user)
    address = page("kich-ban", 0)
    assert "Giấy nhận cha" in editor.get(address).content.decode()
    facts = {"applicant": "person", "channel": "online", "on": "2025-09-03", "was": "Không có cha"}
    editor.post(address, {**facts, "name": "Tên mới", "do": "save", "expect": ["steps", "values:ngay_sinh"]})
    (kept,) = scenarios()
    assert kept["name"] == "Tên mới"
    assert kept["expect"] == {"steps": WHOLE["expect"]["steps"], "values": {"ngay_sinh": "2025-09-02"}}
    editor.post(address, {**facts, "was": "Tên mới", "name": "Tên mới", "do": "accept"})
    assert scenarios()[0]["expect"]["papers"] == {"chung_sinh": True}
    editor.post(address, {**facts, "was": "Tên khác", "do": "remove"})  # somebody changed it meanwhile
    assert len(scenarios()) == 1
    editor.post(address, {**facts, "was": "Tên mới", "do": "remove"})
    assert scenarios() == []
    assert editor.get(address).status_code == 404


def test_a_locked_form_keeps_its_scenarios(editor: Client) -> None:
    from accounts.models import User

    EForm.objects.update(locked=True)
    with pytest.raises(ValidationError):
        keeping.add(EForm.objects.get(), WHOLE, user=User.objects.get(email="bien-tap@example.vn"))


def test_the_editor_shows_how_scenarios_come_out_and_what_changes(editor: Client) -> None:
    eform = EForm.objects.get(code="khai-sinh")
    eform.scenarios = [{**WHOLE, "expect": {"papers": {"giay_cha": True}}}]
    eform.steps[0].value["title"] = "Bước đầu"
    eform.save_revision()
    text = editor.get(f"/quan-tri/snippets/eforms/eform/edit/{eform.pk}/").content.decode()
    assert "không đạt" in text
    assert "Bước đầu" in text
    assert "Thay đổi so với phiên bản 1" in text
    assert compile_content(eform)["steps"][0]["title"] == "Bước đầu"


def test_a_refusal_is_named_by_its_step() -> None:
    content = copy.deepcopy(BIRTH)
    content["steps"][1]["refusals"] = [
        {"when": {"field": "co_cha", "op": "equals", "value": False}, "message": "Không"}
    ]
    assert differences({**WHOLE, "expect": {"refusal": "nguoi_con", "errors": {}}}, content) == []
    assert differences({**WHOLE, "expect": {"refusal": None}}, content) == [
        "Refused at the step: expected —; got nguoi_con."
    ]
