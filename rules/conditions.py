"""Does a condition hold for these answers?

An answer that is missing, hidden or blank satisfies only `empty` and `not_equals` ("is not 3" is true of
nothing); every other comparison with it is false. `{"not": …}` turns that around like any other outcome.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping
from typing import Any

from rules.checks import check
from rules.comparing import contains, is_blank, ordered, same
from rules.reads import reads
from rules.shapes import Condition, Question, parse

__all__ = ["check", "evaluate", "holds", "reads"]


def evaluate(condition: Mapping[str, Any] | None, answers: Mapping[str, Any]) -> bool:
    """Whether the condition holds. No condition (None or {}) always holds. Raises MalformedCondition.

    `answers`: only those the person can see now; the caller leaves hidden ones out.
    """
    return tree_holds(parse(condition), answers) if condition else True


holds = evaluate


def tree_holds(condition: Condition, answers: Mapping[str, Any]) -> bool:
    """`evaluate` for a condition that is parsed already."""
    if isinstance(condition, Question):
        return answer_holds(condition, answers.get(condition.field))
    outcomes = (tree_holds(part, answers) for part in condition.parts)
    if condition.how == "all":
        return all(outcomes)
    return any(outcomes) if condition.how == "any" else not next(outcomes)


def answer_holds(question: Question, answer: object) -> bool:
    """One question about one answer."""
    if is_blank(answer):
        return question.op in ("empty", "not_equals")
    match question.op:
        case "filled":
            return True
        case "equals":
            return same(answer, question.value)
        case "not_equals":
            return not same(answer, question.value)
        case "contains":
            return contains(answer, question.value)
        case "greater":
            return ordered(answer, question.value, operator.gt)
        case "less":
            return ordered(answer, question.value, operator.lt)
    return False  # "empty", and the answer is not
