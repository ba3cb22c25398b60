"""Does a condition hold for these answers?

An answer that is missing, hidden or blank satisfies only `empty`, `not_equals` and `none_of` ("is not 3" is
true of nothing); every other comparison with it is false, and so is one with an operand that has no value.
`{"not": …}` turns that around like any other outcome. Measures: a missing list counts 0, a missing text is
0 long. Of no rows, "every" and "none" hold and "some" does not.
"""

from __future__ import annotations

import operator
from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from rules.checks import check
from rules.comparing import contains, is_blank, ordered, same
from rules.days import day, moved, whole_years
from rules.reads import reads
from rules.shapes import TODAY, Condition, Group, Other, Question, Rows, Today, parse

__all__ = ["check", "evaluate", "holds", "reads"]
ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "greater": operator.gt,
    "less": operator.lt,
    "at_least": operator.ge,
    "at_most": operator.le,
}


def among(answer: object, values: Iterable[object]) -> bool:
    """One of the values, or for a list an answer that holds one of them."""
    if isinstance(answer, list | tuple):
        return any(same(part, value) for part in answer for value in values)
    return any(same(answer, value) for value in values)


EQUALS: dict[str, Callable[[Any, Any], bool]] = {
    "equals": same,
    "not_equals": lambda answer, value: not same(answer, value),
    "one_of": among,
    "none_of": lambda answer, values: not among(answer, values),
    "contains": contains,
}


def evaluate(condition: Mapping[str, Any] | None, answers: Mapping[str, Any]) -> bool:
    """Whether the condition holds. No condition (None or {}) always holds. Raises MalformedCondition.

    `answers`: only those the person can see now; the caller leaves hidden ones out. Facts stand among them
    under names with an underscore: `_today` ("YYYY-MM-DD") is what ages and {"today": …} are counted from.
    """
    return tree_holds(parse(condition), answers) if condition else True


holds = evaluate


def tree_holds(condition: Condition, answers: Mapping[str, Any]) -> bool:
    """`evaluate` for a condition that is parsed already."""
    if isinstance(condition, Question):
        return answer_holds(condition, answers)
    if isinstance(condition, Rows):
        outcomes = (
            tree_holds(condition.inner, row) for row in rows_of(answers.get(condition.group), answers)
        )
        if condition.how == "every":
            return all(outcomes)
        return any(outcomes) is (condition.how == "some")
    return _joined(condition, answers)


def _joined(condition: Group, answers: Mapping[str, Any]) -> bool:
    outcomes = (tree_holds(part, answers) for part in condition.parts)
    if condition.how == "all":
        return all(outcomes)
    return any(outcomes) if condition.how == "any" else not next(outcomes)


def rows_of(value: object, answers: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """Each row of a group (a list) or a table (a mapping), looked into before the rest of the answers."""
    rows = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return (ChainMap(dict(row), answers) for row in rows if isinstance(row, Mapping))  # type: ignore[arg-type]


def answer_holds(question: Question, answers: Mapping[str, Any]) -> bool:
    """One question about one answer."""
    answer = measured(question, answers)
    value = valued(question.value, answers)
    if is_blank(answer):
        return question.op in ("empty", "not_equals", "none_of")
    if question.op in ("filled", "empty"):
        return question.op == "filled"
    if is_blank(value):
        return question.op == "not_equals"
    if question.op in ORDERS:
        return ordered(answer, value, ORDERS[question.op])
    return EQUALS[question.op](answer, value)


def measured(question: Question, answers: Mapping[str, Any]) -> Any:
    """The answer itself, or what is measured of it."""
    answer = answers.get(question.field)
    if question.measure == "count":
        return 0 if is_blank(answer) else len(answer) if isinstance(answer, list | tuple | dict) else None
    if question.measure == "length":
        return 0 if is_blank(answer) else len(answer.strip()) if isinstance(answer, str) else None
    if question.measure == "age":
        born, today = day(answer), day(answers.get(TODAY))
        return whole_years(born, today) if born and today else None
    return answer


def valued(operand: Any, answers: Mapping[str, Any]) -> Any:
    """What a parsed operand is worth now; None when it has no value."""
    if isinstance(operand, Other):
        return answers.get(operand.field)
    if isinstance(operand, Today):
        today = day(answers.get(TODAY))
        there = moved(today, operand.years, operand.months, operand.days) if today else None
        return there.isoformat() if there else None
    return operand
