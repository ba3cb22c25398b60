"""Which questions are asked, and what is kept of the answers."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from eforms.errors import StepUnknown
from eforms.fields.contract import Facts
from eforms.headless.schema import json_schema
from eforms.judging.answers import clean_all, clean_step, visible_fields, visible_steps
from eforms.models import FormVersion
from eforms.pages.review import person, review
from eforms.prefilling.prefill import known_at_start
from tests import people
from tests.eforms.conftest import HOME, NOW, STEP_1, STEP_2, TODAY

FACTS = Facts(on=TODAY)


def judge(
    version: FormVersion, step: str, data: dict[str, Any], answers: dict[str, Any] | None = None
) -> Any:
    return clean_step(version.content, step, data, answers or {}, facts=FACTS)


def keys(version: FormVersion, answers: dict[str, Any], step: str | None = None) -> list[str]:
    return [one["key"] for one in visible_fields(version.content, answers, step)]


def test_a_question_is_asked_when_its_condition_holds(version: FormVersion) -> None:
    assert "ten_cha" not in keys(version, {})
    assert "ten_cha" in keys(version, {"co_cha": True}, "nguoi_con")
    assert "giay_cha" in keys(version, {"co_cha": True})


def test_a_required_question_that_is_hidden_is_not_missed(version: FormVersion) -> None:
    values, errors = judge(version, "nguoi_con", STEP_2)
    assert not errors
    assert "ten_cha" not in values
    _values, errors = judge(version, "nguoi_con", {**STEP_2, "co_cha": "yes"})
    assert {key: error.code for key, error in errors.items()} == {"ten_cha": "required"}


def test_the_answer_to_a_hidden_question_is_not_kept(version: FormVersion) -> None:
    values, errors = judge(version, "nguoi_con", {**STEP_2, "ten_cha": "Trần Văn B"})
    assert not errors
    assert "ten_cha" not in values


def test_every_error_of_a_step_is_told_at_once(version: FormVersion) -> None:
    _values, errors = judge(version, "nguoi_khai", {"so_dinh_danh": "1", "noi_o": {"province": "99"}})
    assert {key: error.code for key, error in errors.items()} == {
        "ho_ten": "required",
        "so_dinh_danh": "digits",
        "dien_thoai": "required",
        "noi_o": "province_unknown",
    }


def test_keys_the_form_does_not_know_are_ignored(version: FormVersion) -> None:
    values, errors = judge(version, "nguoi_con", {**STEP_2, "lạ": 1, "ho_ten": "x"})
    assert not errors
    assert set(values) == set(STEP_2)


def test_an_unknown_step_is_refused(version: FormVersion) -> None:
    with pytest.raises(StepUnknown):
        judge(version, "khong_co", {})


def test_the_whole_form_is_judged_step_by_step(version: FormVersion) -> None:
    first, _ = judge(version, "nguoi_khai", STEP_1)
    values, errors = clean_all(version.content, first, facts=FACTS)
    assert values == first
    assert set(errors) == {"nguoi_con", "giay_to"}


def test_a_step_that_asks_nothing_is_passed_over(version: FormVersion) -> None:
    content = {"steps": [{"id": "a", "title": "A", "fields": [{"key": "x", "type": "text"}]}]}
    hidden = {"key": "y", "type": "text", "show_if": {"field": "x", "op": "equals", "value": "1"}}
    content["steps"].append({"id": "b", "title": "B", "fields": [hidden]})
    assert [step["id"] for step in visible_steps(content, {})] == ["a"]
    assert [step["id"] for step in visible_steps(content, {"x": "1"})] == ["a", "b"]


def test_hidden_by_a_hidden_one(version: FormVersion) -> None:
    one = {"key": "a", "type": "yes_no"}
    two = {"key": "b", "type": "text", "show_if": {"field": "a", "op": "equals", "value": True}}
    three = {"key": "c", "type": "text", "show_if": {"field": "b", "op": "filled"}}
    content = {"steps": [{"id": "s", "title": "S", "fields": [one, two, three]}]}
    assert [one["key"] for one in visible_fields(content, {"a": False, "b": "còn sót"})] == ["a"]


def test_review_and_person(version: FormVersion) -> None:
    answers = {**judge(version, "nguoi_khai", STEP_1)[0], **judge(version, "nguoi_con", STEP_2)[0]}
    parts = review(version.content, answers)
    assert [part["step"] for part in parts] == ["Người đi khai", "Người được khai sinh", "Giấy tờ"]
    rows = {row["label"]: row["text"] for part in parts for row in part["rows"]}
    assert rows["Ngày sinh"] == "02/09/2025"
    assert rows["Giới tính"] == "Nữ"
    assert "Tên cha" not in rows
    assert person(version.content, answers) == {
        "full_name": "Nguyễn Thị Lan",
        "personal_number": "052190012345",
        "phone": "0912345678",
        "address": HOME,
    }


def test_prefill_takes_what_the_account_knows(version: FormVersion) -> None:
    known = known_at_start(version.content, user=people.lan(), profile=None, facts=FACTS, at=NOW)
    assert {key: value for key, (value, _origin) in known.items()} == {
        "ho_ten": "Nguyễn Thị Lan",
        "so_dinh_danh": "052190012345",
        "dien_thoai": "0912345678",
        "thu": "lan@example.vn",
    }
    assert known["ho_ten"][1]["from"] == "account.full_name"
    assert known_at_start(version.content, user=None, profile=None, facts=FACTS, at=NOW) == {}


def test_the_json_schema_agrees_with_the_judgement(version: FormVersion) -> None:
    schema = json_schema(version)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    answers = {**judge(version, "nguoi_khai", STEP_1)[0], **judge(version, "nguoi_con", STEP_2)[0]}
    whole = {**answers, "chung_sinh": ["6f3b1c52-3f0e-5d0c-9a6b-0c7a5d1f2e44"]}
    validator.validate(whole)
    assert not validator.is_valid(answers)  # the file is missing
    assert not validator.is_valid({**whole, "co_cha": True})  # and now the father's name is asked
    validator.validate({**whole, "co_cha": True, "ten_cha": "Trần Văn B"})
    assert not validator.is_valid({**whole, "la": 1})
