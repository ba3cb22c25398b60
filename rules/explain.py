"""Why a condition came out as it did: a tree of codes; the words are chosen by who shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rules.conditions import answer_holds, tree_holds
from rules.shapes import Condition, Question, parse


def explain(condition: Mapping[str, Any] | None, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Sentence tree of a condition.

    {"code": "always", "holds": True}
    | {"code": "question", "holds", "field", "op", "value", "answer"}
    | {"code": "all" | "any" | "not", "holds", "parts": [tree, …]}.   Raises MalformedCondition.
    """
    return _tree(parse(condition), answers) if condition else {"code": "always", "holds": True}


def _tree(condition: Condition, answers: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(condition, Question):
        answer = answers.get(condition.field)
        return {
            "code": "question",
            "holds": answer_holds(condition, answer),
            "field": condition.field,
            "op": condition.op,
            "value": condition.value,
            "answer": answer,
        }
    parts = [_tree(part, answers) for part in condition.parts]
    return {"code": condition.how, "holds": tree_holds(condition, answers), "parts": parts}
