"""Why a condition came out as it did: a tree of codes; the words are chosen by who shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rules.conditions import answer_holds, measured, rows_of, tree_holds, valued
from rules.shapes import Condition, Question, Rows, parse


def explain(condition: Mapping[str, Any] | None, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Sentence tree of a condition.

    {"code": "always", "holds": True}
    | {"code": "question", "holds", "field", "op", "value", "answer", "measure"?}
      (value: what it is worth now; answer: what was measured, when there is a measure)
    | {"code": "rows", "holds", "group", "how", "parts": [tree of each row]}
    | {"code": "all" | "any" | "not", "holds", "parts": [tree, …]}.   Raises MalformedCondition.
    """
    return _tree(parse(condition), answers) if condition else {"code": "always", "holds": True}


def _tree(condition: Condition, answers: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(condition, Question):
        value = valued(condition.value, answers)
        said = {
            "code": "question",
            "holds": answer_holds(condition, answers),
            "field": condition.field,
            "op": condition.op,
            "value": list(value) if isinstance(value, tuple) else value,
            "answer": measured(condition, answers),
        }
        return {**said, "measure": condition.measure} if condition.measure else said
    holds = tree_holds(condition, answers)
    if isinstance(condition, Rows):
        parts = [_tree(condition.inner, row) for row in rows_of(answers.get(condition.group), answers)]
        return {
            "code": "rows",
            "holds": holds,
            "group": condition.group,
            "how": condition.how,
            "parts": parts,
        }
    return {
        "code": condition.how,
        "holds": holds,
        "parts": [_tree(part, answers) for part in condition.parts],
    }
