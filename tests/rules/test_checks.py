"""What an editor is told about a condition before it is used."""

from __future__ import annotations

import pytest

from rules.conditions import check

FIELDS = {
    "age": "number",
    "sex": "choice",
    "born": "date",
    "married": "truth",
    "papers": "list",
    "home": "parts",
}


@pytest.mark.parametrize(
    "condition",
    [
        None,
        {"field": "age", "op": "greater", "value": 18},
        {"field": "age", "op": "greater", "value": "18"},
        {"field": "born", "op": "less", "value": "2008-01-01"},
        {"field": "married", "op": "equals", "value": True},
        {"field": "married", "op": "equals", "value": "yes"},
        {"field": "papers", "op": "contains", "value": "cccd"},
        {"field": "home", "op": "filled"},
        {"all": [{"field": "sex", "op": "equals", "value": "nữ"}, {"not": {"field": "age", "op": "empty"}}]},
    ],
)
def test_a_condition_that_can_be_used_has_no_problem(condition: dict | None) -> None:
    assert check(condition, FIELDS) == []


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ({"field": "later", "op": "filled"}, "unknown_field:later"),
        ({"field": "age", "op": "like", "value": 1}, "unknown_op:like"),
        ({"field": "age", "op": "equals"}, "value_missing:age"),
        ({"field": "age", "op": "greater", "value": "old"}, "value_not_for_type:age"),
        ({"field": "born", "op": "less", "value": "2026-02-31"}, "value_not_for_type:born"),
        ({"field": "married", "op": "equals", "value": "maybe"}, "value_not_for_type:married"),
        ({"field": "sex", "op": "greater", "value": "a"}, "op_not_for_type:sex"),
        ({"field": "home", "op": "equals", "value": "x"}, "op_not_for_type:home"),
        ({"any": []}, "empty_group:any"),
        ({"field": "age", "op": "filled", "and": 1}, "malformed"),
        ("always", "malformed"),
    ],
)
def test_a_problem_is_named(condition: dict, problem: str) -> None:
    assert check(condition, FIELDS) == [problem]


def test_every_problem_of_a_group_is_named() -> None:
    group = {"all": [{"field": "x", "op": "filled"}, {"field": "y", "op": "filled"}]}
    assert check(group, FIELDS) == ["unknown_field:x", "unknown_field:y"]


def test_a_condition_nested_without_end_is_refused() -> None:
    condition: dict = {"field": "age", "op": "filled"}
    for _ in range(9):
        condition = {"not": condition}
    assert check(condition, FIELDS) == ["too_deep"]


ROWS = {**FIELDS, "children": {"family": "rows", "fields": {"years": "number"}}, "other": "number"}


@pytest.mark.parametrize(
    ("condition", "problems"),
    [
        ({"rows": "children", "some": {"field": "years", "op": "less", "value": 6}}, []),
        ({"rows": "age", "some": {"field": "years", "op": "less", "value": 6}}, ["not_rows:age"]),
        ({"field": "years", "op": "less", "value": 6}, ["unknown_field:years"]),
        ({"field": "children", "op": "at_least", "value": 2, "measure": "count"}, []),
        ({"field": "born", "op": "at_least", "value": 18, "measure": "age"}, []),
        ({"field": "born", "op": "less", "value": {"today": {"years": -18}}}, []),
        ({"field": "age", "op": "less", "value": {"today": {}}}, ["value_not_for_type:age"]),
        ({"field": "age", "op": "less", "value": {"field": "other"}}, []),
        ({"field": "age", "op": "less", "value": {"field": "born"}}, ["value_not_for_type:age"]),
        ({"field": "age", "op": "less", "value": 1, "measure": "length"}, ["measure_not_for_type:age"]),
        ({"field": "sex", "op": "one_of", "value": ["nam", "nữ"]}, []),
        ({"field": "sex", "op": "one_of", "value": "nam"}, ["malformed"]),
        ({"field": "age", "op": "less", "value": {"today": {"weeks": 1}}}, ["malformed"]),
        ({"field": "age", "op": "less", "value": 1, "measure": "weight"}, ["unknown_measure:weight"]),
    ],
)
def test_rows_measures_and_operands(condition: dict, problems: list[str]) -> None:
    assert check(condition, ROWS) == problems
