"""Formulas: what they read, what they give, and that nothing an editor or an applicant writes breaks them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import MalformedFormula
from rules.formulas import CEL, OWN, compiled, evaluate, loop_names, reads

TODAY = {"_today": "2025-09-03"}
CHILDREN = {"con": [{"tuoi": 3, "tien": 5}, {"tuoi": 17, "tien": None}]}
GIVES: list[tuple[str, dict[str, Any], Any]] = [
    ("a + 1", {"a": 2}, 3),
    ("a + b", {"a": 1}, None),  # an answer is missing
    ("value(a, 0) + b", {"b": 2}, 2),
    ("a == null ? 0 : a", {}, 0),
    ("sum(con.map(c, c.tien))", CHILDREN, 5),
    ("con.filter(c, c.tuoi < 16).size()", CHILDREN, 1),
    ("con.exists(c, c.tuoi > 16)", CHILDREN, True),
    ("max(a, 3, b)", {"a": 9}, 9),
    ("min(con.map(c, c.tuoi))", CHILDREN, 3),
    ("round(a / 3.0)", {"a": 5.0}, 2),
    ("round(a, 2)", {"a": 1.005}, 1.01),  # half up, as a person rounds
    ("today()", TODAY, "2025-09-03"),
    ("age(sinh)", {"sinh": "2007-09-03", **TODAY}, 18),
    ("age(sinh)", {"sinh": "2007-09-04", **TODAY}, 17),
    ("years_between(a, b)", {"a": "2000-02-29", "b": "2001-02-28"}, 0),
    ("months_between(a, b)", {"a": "2025-01-31", "b": "2025-02-28"}, 0),
    ("days_between(a, b)", {"a": "2025-02-28", "b": "2025-03-01"}, 1),
    ("add_months(a, 1)", {"a": "2025-01-31"}, "2025-02-28"),
    ("add_years(a, 99999)", {"a": "2025-01-31"}, None),
    ("ngay > '2000-01-01'", {"ngay": "2001-01-01"}, True),
    ("a + 1", {"a": 2**63 - 1}, None),  # more than 64 bits hold
    ("a + 1", {"a": 2**70}, None),
    ("a / 0", {"a": 1}, None),
    ("1.0 / 0.0", {}, None),
    ("a + 'x'", {"a": 1}, None),
    ("a", {"a": "\ud800"}, None),
    ("duration('1h')", {}, None),
    ("a.b.c", {"a": 1}, None),
]


@pytest.mark.parametrize(("source", "answers", "value"), GIVES)
def test_a_formula_gives_a_value_or_none(source: str, answers: dict[str, Any], value: Any) -> None:
    found = evaluate(source, answers)
    assert found == value
    assert type(found) is type(value)


def test_what_a_formula_reads_is_known_without_running_it() -> None:
    assert reads("sum(con.map(c, c.tien)) + age(sinh) + value(a, 0)") == {"con", "sinh", "a", "_today"}
    assert reads("'con.map(x, a)' + b") == {"b"}
    assert loop_names("con.map(c, c.tien.filter(d, d > 1))") == {"c", "d"}


@pytest.mark.parametrize("source", ["", "a +", "tính + 1", "(" * 30 + "1" + ")" * 30, "a" * 1001, "!!!!!!a"])
def test_a_formula_that_cannot_be_read_is_named(source: str) -> None:
    with pytest.raises(MalformedFormula):
        compiled(source)
    assert evaluate(source, {}) is None


def test_an_error_never_prints_an_answer(capfd: pytest.CaptureFixture[str]) -> None:
    assert evaluate("add_days(ten, 1) + sum(ten) + round(ten)", {"ten": "Nguyễn Thị Bí Mật"}) is None
    out = capfd.readouterr()
    assert "Bí Mật" not in out.out + out.err


SIGNS = "( ) [ ] { } . , ? : + - * / % == < && || ! 1 2.5 'x' null true in a b con c".split()
WORDS = st.sampled_from([*sorted(OWN | CEL), *SIGNS])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
    max_leaves=5,
)


@given(
    st.lists(WORDS, max_size=14).map(" ".join), st.dictionaries(st.sampled_from(["a", "b", "con"]), VALUES)
)
def test_no_formula_and_no_answers_break(source: str, answers: dict[str, Any]) -> None:
    found = evaluate(source, answers)
    assert found is None or isinstance(found, bool | int | float | str)
