"""What is wrong with a condition, said before it is used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rules.comparing import ordered, same
from rules.errors import MalformedCondition
from rules.shapes import Question, parse, questions_of

ORDERED = ("integer", "money", "date")
TEXTS = ("text", "long_text", "email", "phone", "personal_number", "choice")
# Field type -> operators that can ever hold for it. A type that is not listed takes all of them.
ALLOWED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(TEXTS, ("equals", "not_equals", "contains", "filled", "empty")),
    **dict.fromkeys(ORDERED, ("equals", "not_equals", "greater", "less", "filled", "empty")),
    "yes_no": ("equals", "not_equals", "filled", "empty"),
    "choices": ("contains", "filled", "empty"),
    "address": ("filled", "empty"),
    "file": ("filled", "empty"),
}
SAMPLES = {"integer": 0, "money": 0, "yes_no": True, "date": "2000-01-01"}


def check(condition: Mapping[str, Any] | None, fields: Mapping[str, str]) -> list[str]:
    """Problems of a condition, each "code" or "code:detail"; an empty list means it can be used.

    `fields`: key → type of the fields it may read (those asked before it). Codes: malformed, unknown_op,
    value_missing, empty_group, too_deep, unknown_field, op_not_for_type, value_not_for_type.
    """
    if not condition:
        return []
    try:
        questions = list(questions_of(parse(condition)))
    except MalformedCondition as error:
        return [str(error)]
    return [problem for question in questions if (problem := _problem(question, fields))]


def _problem(question: Question, fields: Mapping[str, str]) -> str | None:
    kind = fields.get(question.field)
    if kind is None:
        return f"unknown_field:{question.field}"
    if question.op not in ALLOWED.get(kind, (question.op,)):
        return f"op_not_for_type:{question.field}"
    if question.value is not None and not _fits(question.value, kind):
        return f"value_not_for_type:{question.field}"
    return None


def _fits(value: object, kind: str) -> bool:
    if kind == "yes_no":
        return same(True, value) or same(False, value)
    if kind in ORDERED:
        return ordered(SAMPLES[kind], value, lambda _sample, _value: True)
    return isinstance(value, str | int | float)
