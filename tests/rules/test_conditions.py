"""Conditions an editor builds with menus."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.conditions import evaluate, holds
from rules.errors import MalformedCondition
from rules.explain import explain
from rules.reads import reads


def ask(op: str, value: object = None, field: str = "a") -> dict[str, object]:
    return {"field": field, "op": op} if value is None else {"field": field, "op": op, "value": value}


FACTS = [
    # answer, op, value, holds
    ("nam", "equals", "nam", True),
    ("nữ", "equals", "nam", False),
    ("Hòa", "equals", "Hòa", True),  # NFC against NFD
    (" nam ", "equals", "nam", True),
    ("nam", "not_equals", "nữ", True),
    (5, "equals", 5, True),
    (5, "equals", "5", True),
    ("05", "equals", "5", False),
    (5, "equals", 5.0, True),
    (5, "equals", "five", False),
    (True, "equals", True, True),
    (True, "equals", "yes", True),
    (False, "equals", "no", True),
    (True, "equals", 1, False),
    (1, "equals", True, False),
    (False, "not_equals", True, True),
    (18, "greater", 17, True),
    (18, "greater", 18, False),
    (9, "greater", 10, False),  # as numbers, not as text
    (18, "less", "20", True),
    (120_000, "less", 50_000, False),
    ("2026-02-01", "greater", "2026-01-31", True),
    ("2026-02-01", "less", "2026-01-31", False),
    ("2026-02-31", "greater", "2026-01-31", False),  # no such day
    ("9", "greater", "10", False),  # texts have no order
    (["a", "b"], "contains", "b", True),
    (["a", "b"], "contains", "c", False),
    ([1, 2], "contains", "2", True),
    ("Sinh con tại nhà", "contains", "TẠI NHÀ", True),
    (7, "contains", 7, False),
    (0, "filled", None, True),
    (False, "filled", None, True),
    (0, "empty", None, False),
    ("   ", "empty", None, True),
    ([], "empty", None, True),
    ({"province": "", "street": None}, "empty", None, True),
    ({"province": "01"}, "filled", None, True),
]


@pytest.mark.parametrize(("answer", "op", "value", "expected"), FACTS)
def test_an_answer_is_compared_as_its_own_type(
    answer: object, op: str, value: object, expected: bool
) -> None:
    assert evaluate(ask(op, value), {"a": answer}) is expected


@pytest.mark.parametrize("answers", [{}, {"a": None}, {"a": ""}, {"a": []}])
@pytest.mark.parametrize(
    ("op", "expected"),
    [
        ("equals", False),
        ("contains", False),
        ("greater", False),
        ("less", False),
        ("filled", False),
        ("empty", True),
        ("not_equals", True),
    ],
)
def test_a_missing_answer_is_empty_and_is_not_anything(answers: dict, op: str, expected: bool) -> None:
    assert evaluate(ask(op, "x" if op not in ("filled", "empty") else None), answers) is expected


def test_no_condition_always_holds() -> None:
    assert evaluate(None, {}) is True
    assert evaluate({}, {"a": 1}) is True
    assert reads(None) == set()
    assert explain(None, {}) == {"code": "always", "holds": True}


def test_groups_join_conditions() -> None:
    answers = {"a": 1, "b": "x"}
    one, two = ask("equals", 1), ask("equals", "y", "b")
    assert holds({"all": [one, two]}, answers) is False
    assert holds({"any": [one, two]}, answers) is True
    assert holds({"not": two}, answers) is True
    assert holds({"all": [{"not": two}, {"any": [one, one]}]}, answers) is True


def test_an_explanation_names_each_question_and_its_outcome() -> None:
    tree = explain({"all": [ask("greater", 17, "age"), {"not": ask("filled", field="b")}]}, {"age": 20})
    assert tree == {
        "code": "all",
        "holds": True,
        "parts": [
            {"code": "question", "holds": True, "field": "age", "op": "greater", "value": 17, "answer": 20},
            {
                "code": "not",
                "holds": True,
                "parts": [
                    {
                        "code": "question",
                        "holds": False,
                        "field": "b",
                        "op": "filled",
                        "value": None,
                        "answer": None,
                    }
                ],
            },
        ],
    }


@pytest.mark.parametrize("raw", ["x", {"all": []}, {"xor": []}, {"field": "a"}, {"field": "a", "op": "like"}])
def test_a_malformed_condition_is_refused_rather_than_guessed(raw: object) -> None:
    with pytest.raises(MalformedCondition):
        evaluate(raw, {"a": 1})  # type: ignore[arg-type]


VALUES = st.booleans() | st.integers() | st.text(min_size=1, max_size=5)
ANSWERS = st.none() | VALUES | st.just("") | st.lists(st.text(max_size=3), max_size=3)
TESTS = st.builds(
    lambda field, op, value: {"field": field, "op": op, "value": value},
    st.sampled_from("abc"),
    st.sampled_from(["equals", "not_equals", "contains", "greater", "less", "filled", "empty"]),
    VALUES,
)
CONDITIONS = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=6,
)
SHEETS = st.dictionaries(st.sampled_from("abcd"), ANSWERS)


def depth(raw: dict) -> int:
    return (
        1
        + max((depth(part) for key in ("all", "any") for part in raw.get(key, [])), default=0)
        + (depth(raw["not"]) if "not" in raw else 0)
    )


@given(CONDITIONS.filter(lambda raw: depth(raw) < 7), SHEETS)
def test_every_well_formed_condition_comes_out_and_explains_itself(raw: dict, answers: dict) -> None:
    outcome = evaluate(raw, answers)
    assert explain(raw, answers)["holds"] is outcome
    assert evaluate({"not": raw}, answers) is not outcome


@given(CONDITIONS.filter(lambda raw: depth(raw) < 7), SHEETS)
def test_answers_a_condition_does_not_read_do_not_matter(raw: dict, answers: dict) -> None:
    read = {key: answer for key, answer in answers.items() if key in reads(raw)}
    assert evaluate(raw, read) is evaluate(raw, answers)


@given(ANSWERS, VALUES)
def test_an_answer_is_never_both_smaller_and_greater(answer: object, value: object) -> None:
    smaller, greater = (evaluate(ask(op, value), {"a": answer}) for op in ("less", "greater"))
    assert not (smaller and greater)
    if type(answer) is int and type(value) is int:
        assert [smaller, evaluate(ask("equals", value), {"a": answer}), greater].count(True) == 1


WORDS = st.sampled_from(["field", "op", "all", "not", "value"])
GARBAGE = st.recursive(
    st.none() | VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner)
)


@given(GARBAGE)
def test_garbage_is_either_understood_or_refused_never_a_crash(raw: object) -> None:
    with suppress(MalformedCondition):
        assert evaluate(raw, {"a": 1}) in (True, False)  # type: ignore[arg-type]


DAY = {"_today": "2025-09-03"}
NEXT = {"today": {"months": 1}}
SAME_AS_B = {"field": "n", "op": "equals", "value": {"field": "b"}}
MORE = [  # condition, answers, holds
    ({"field": "a", "op": "at_least", "value": 5}, {"a": 5}, True),
    ({"field": "a", "op": "at_most", "value": 4}, {"a": 5}, False),
    ({"field": "a", "op": "one_of", "value": ["x", "y"]}, {"a": "y"}, True),
    ({"field": "a", "op": "one_of", "value": ["x", "y"]}, {"a": ["z", "y"]}, True),
    ({"field": "a", "op": "none_of", "value": ["x", "y"]}, {}, True),
    ({"field": "a", "op": "greater", "value": {"field": "b"}}, {"a": 3, "b": 2}, True),
    ({"field": "a", "op": "greater", "value": {"field": "b"}}, {"a": 3}, False),
    ({"field": "a", "op": "not_equals", "value": {"field": "b"}}, {"a": 3}, True),
    ({"field": "a", "op": "less", "value": {"today": {"years": -18}}}, {"a": "2007-09-02", **DAY}, True),
    ({"field": "a", "op": "less", "value": NEXT}, {"a": "2025-09-29", "_today": "2025-08-31"}, True),
    ({"field": "a", "op": "less", "value": {"today": {}}}, {"a": "2025-09-29"}, False),
    ({"field": "a", "op": "at_least", "value": 18, "measure": "age"}, {"a": "2007-09-03", **DAY}, True),
    ({"field": "a", "op": "at_least", "value": 18, "measure": "age"}, {"a": "2007-09-04", **DAY}, False),
    ({"field": "a", "op": "equals", "value": 0, "measure": "count"}, {}, True),
    ({"field": "a", "op": "equals", "value": 2, "measure": "count"}, {"a": [{}, {}]}, True),
    ({"field": "a", "op": "greater", "value": 2, "measure": "length"}, {"a": "bốn "}, True),
    ({"rows": "a", "some": {"field": "n", "op": "greater", "value": 1}}, {"a": [{"n": 1}, {"n": 2}]}, True),
    ({"rows": "a", "every": {"field": "n", "op": "greater", "value": 1}}, {"a": [{"n": 1}, {"n": 2}]}, False),
    ({"rows": "a", "none": {"field": "n", "op": "greater", "value": 2}}, {"a": [{"n": 1}, {"n": 2}]}, True),
    ({"rows": "a", "every": {"field": "n", "op": "filled"}}, {}, True),
    ({"rows": "a", "some": {"field": "n", "op": "filled"}}, {"a": "x"}, False),
    ({"rows": "a", "some": SAME_AS_B}, {"a": [{"n": 4}], "b": 4}, True),
    ({"rows": "a", "some": {"field": "n", "op": "equals", "value": 4}}, {"a": {"r1": {"n": 4}}}, True),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "answers", "outcome"), MORE)
def test_operands_measures_and_rows(condition: dict, answers: dict, outcome: bool) -> None:
    assert evaluate(condition, answers) is outcome
    assert explain(condition, answers)["holds"] is outcome
    assert reads(condition) >= {"a"}
