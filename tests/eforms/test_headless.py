"""A form for programs: its schema agrees with the rules, the UI description is whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from eforms.building import build, current_version
from eforms.headless.conditions import ALWAYS, as_schema
from eforms.headless.schema import json_schema
from eforms.headless.ui import ui_schema
from eforms.models import Draft, FormVersion, Submission
from rules.conditions import evaluate
from rules.shapes import parse
from tests.eforms.conftest import BIRTH, HOME, STEP_1, question

# -- conditions: JSON Schema says what the server says ------------------------------

NUMBERS = st.integers(-3, 3)
WORDS = st.sampled_from(["a", "b", "c"])
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "n": NUMBERS,
        "w": WORDS,
        "t": st.booleans(),
        "l": st.lists(WORDS, unique=True, min_size=1),
        "g": st.lists(
            st.fixed_dictionaries({}, optional={"rn": NUMBERS, "rw": WORDS}), min_size=1, max_size=3
        ),
    },
)


def leaves(number: str, word: str) -> st.SearchStrategy[dict[str, Any]]:
    ordered = st.builds(
        lambda op, value: {"field": number, "op": op, "value": value},
        st.sampled_from(["equals", "not_equals", "greater", "less", "at_least", "at_most"]),
        NUMBERS,
    )
    listed = st.builds(
        lambda op, values: {"field": word, "op": op, "value": values},
        st.sampled_from(["one_of", "none_of"]),
        st.lists(WORDS, min_size=1, max_size=2),
    )
    same = st.builds(
        lambda op, value: {"field": word, "op": op, "value": value},
        st.sampled_from(["equals", "not_equals"]),
        WORDS,
    )
    there = st.builds(
        lambda key, op: {"field": key, "op": op},
        st.sampled_from([number, word]),
        st.sampled_from(["filled", "empty"]),
    )
    return ordered | listed | same | there


TOP = (
    leaves("n", "w")
    | st.just({"field": "t", "op": "equals", "value": True})
    | st.builds(lambda word: {"field": "l", "op": "contains", "value": word}, WORDS)
    | st.builds(
        lambda op, n: {"field": "l", "op": op, "value": n, "measure": "count"},
        st.sampled_from(["at_least", "at_most", "greater", "less"]),
        st.integers(0, 3),
    )
    | st.builds(
        lambda how, inner: {"rows": "g", how: inner},
        st.sampled_from(["some", "every", "none"]),
        leaves("rn", "rw"),
    )
)
CONDITIONS = st.recursive(
    TOP,
    lambda inner: (
        st.builds(lambda one: {"not": one}, inner)
        | st.builds(
            lambda how, parts: {how: parts},
            st.sampled_from(["all", "any"]),
            st.lists(inner, min_size=1, max_size=3),
        )
    ),
    max_leaves=6,
)
SHOWN = dict.fromkeys(("n", "w", "t", "l", "g"), ALWAYS)


@settings(max_examples=400, deadline=None)
@given(condition=CONDITIONS, answers=ANSWERS)
def test_a_condition_and_its_schema_agree(condition: Mapping[str, Any], answers: dict[str, Any]) -> None:
    schema = as_schema(parse(condition), SHOWN, {"g": {"rn": ALWAYS, "rw": ALWAYS}})
    if schema is not None:
        assert Draft202012Validator(schema).is_valid(answers) is evaluate(condition, answers)


@pytest.mark.parametrize(
    "condition",
    [
        {"field": "d", "op": "less", "value": {"today": {"years": -18}}},
        {"field": "d", "op": "at_least", "value": 18, "measure": "age"},
        {"field": "d", "op": "greater", "value": "2020-01-01"},
        {"field": "w", "op": "equals", "value": {"field": "d"}},
        {"field": "_channel", "op": "equals", "value": "desk"},
        {"not": {"field": "w", "op": "less", "value": "b"}},
        {"rows": "g", "some": {"field": "n", "op": "equals", "value": 1}},
    ],
)
def test_what_json_schema_cannot_say_is_left_to_the_server(condition: dict[str, Any]) -> None:
    shown = {**SHOWN, "d": ALWAYS}
    assert as_schema(parse(condition), shown, {"g": {"rn": ALWAYS}}) is None


# -- a whole form -----------------

CHAIN: dict[str, Any] = {
    "title": "Dây chuyền",
    "steps": [
        {
            "id": "mot",
            "title": "Một",
            "fields": [
                question("text", "ten", use="full_name"),
                question("phone", "so", use="phone"),
                question("yes_no", "a"),
                question("yes_no", "b", show_if={"field": "a", "op": "equals", "value": True}),
                question("text", "c", show_if={"field": "b", "op": "equals", "value": True}),
                question("text", "d", required=False, require_if={"field": "c", "op": "filled"}),
            ],
        }
    ],
}


@pytest.fixture
def chain() -> FormVersion:
    build("day-chuyen", CHAIN)
    version = current_version("day-chuyen")
    assert version is not None
    return version


@pytest.mark.parametrize(
    ("answers", "valid"),
    [
        ({"a": False}, True),
        ({"a": True}, False),
        ({"a": True, "b": False}, True),
        ({"a": True, "b": True}, False),
        # ({"a": True, "b": True, "c": "x"}, False),
        ({"a": True, "b": True, "c": "x", "d": "y"}, True),
        ({"a": False, "b": True}, True),  # b is hidden: what it says is not seen
        ({"a": False, "b": True, "c": "x"}, True),
    ],
)
def test_hidden_answers_ask_for_nothing(chain: FormVersion, answers: dict[str, Any], valid: bool) -> None:
    person = {"ten": "Lan", "so": "0912345678"}
    assert Draft202012Validator(json_schema(chain)).is_valid({**person, **answers}) is valid
    judged = check_(chain, {**person, **answers})
    assert judged["valid"] is valid


def check_(version: FormVersion, answers: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    address = f"/api/v1/forms/{version.eform.code}/versions/{version.number}/check"
    response = Client().post(address, {"answers": answers, **more}, content_type="application/json")
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    return answer


def test_the_schema_is_a_schema(version: FormVersion, chain: FormVersion) -> None:
    for one in (version, chain):
        Draft202012Validator.check_schema(json_schema(one))


def test_every_question_has_a_control_under_its_step(version: FormVersion) -> None:
    ui = ui_schema(version.content)
    assert ui["type"] == "Categorization"
    assert [one["options"]["id"] for one in ui["elements"]] == ["nguoi_khai", "nguoi_con", "giay_to"]
    scopes = [control["scope"] for category in ui["elements"] for control in category["elements"]]
    assert scopes == [f"#/properties/{key}" for key in json_schema(version)["properties"]]
    rule = next(one for one in ui["elements"][1]["elements"] if one["scope"].endswith("/ten_cha"))["rule"]
    validator = Draft202012Validator(rule["condition"]["schema"])
    assert validator.is_valid({"co_cha": True})
    assert not validator.is_valid({"co_cha": False})


def test_a_version_is_read_by_anybody(version: FormVersion) -> None:
    address = f"/api/v1/forms/khai-sinh/versions/{version.number}"
    body = Client().get(address).json()
    assert body["hash"] == version.hash
    assert body["content"] == version.content
    assert body["json_schema"]["x-version"]["number"] == version.number
    assert Client().get("/api/v1/forms/khai-sinh/versions/99").status_code == 404
    assert Client().get("/api/v1/forms/khong-co/versions/1").status_code == 404


def test_a_check_says_what_filing_would_and_keeps_nothing(version: FormVersion) -> None:
    judged = check_(version, {**STEP_1, "noi_o": HOME, "ngay_sinh": "31/02/2025"})
    assert not judged["valid"]
    assert {"step": "nguoi_con", "loc": ["ngay_sinh"]}.items() <= next(
        one for one in judged["errors"] if one["loc"] == ["ngay_sinh"]
    ).items()
    assert judged["answers"]["dien_thoai"] == "0912345678"
    assert "ten_cha" not in [one["key"] for step in judged["steps"] for one in step["fields"]]
    assert Draft.objects.count() == Submission.objects.count() == 0


def test_a_badly_made_check_is_told_so(version: FormVersion) -> None:
    address = f"/api/v1/forms/khai-sinh/versions/{version.number}/check"
    for body in ({}, {"answers": 3}, {"answers": {}, "channel": "fax"}, []):
        response = Client().post(address, body, content_type="application/json")
        assert response.status_code == 400
        assert response.json()["errors"]


def test_the_birth_form_has_the_schema_its_answers_fit() -> None:
    build("khai-sinh", BIRTH)
    version = current_version("khai-sinh")
    assert version is not None
    judged = check_(version, {**STEP_1, "noi_o": HOME})
    properties = json_schema(version)["properties"]
    for key, value in judged["answers"].items():
        Draft202012Validator(properties[key]).validate(value)
