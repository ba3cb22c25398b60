"""From JSON to a typed condition tree: the only place that looks at the raw shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rules.errors import MalformedCondition

COMPARISONS = ("equals", "not_equals", "contains", "greater", "less")
PRESENCE = ("filled", "empty")
OPERATORS = COMPARISONS + PRESENCE
DEEPEST = 8


@dataclass(frozen=True)
class Question:
    """One question about one answer."""

    field: str
    op: str
    value: Any = None


@dataclass(frozen=True)
class Group:
    """Several conditions joined: `how` is "all", "any" or "not" (of exactly one)."""

    how: str
    parts: tuple[Condition, ...]


Condition = Question | Group


def parse(raw: object, depth: int = 0) -> Condition:
    """Typed tree of a condition.

    `raw`: {"field", "op", "value"} | {"all": […]} | {"any": […]} | {"not": {…}}.
    Raises MalformedCondition with code malformed, unknown_op, value_missing, empty_group or too_deep.
    """
    if depth > DEEPEST:
        raise MalformedCondition("too_deep")
    if not isinstance(raw, Mapping):
        raise MalformedCondition("malformed")
    if "field" in raw:
        return _question(raw)
    if len(raw) != 1:
        raise MalformedCondition("malformed")
    how, inner = next(iter(raw.items()))
    if how == "not":
        return Group("not", (parse(inner, depth + 1),))
    if how not in ("all", "any") or not isinstance(inner, list | tuple):
        raise MalformedCondition("malformed")
    if not inner:
        raise MalformedCondition("empty_group", how)
    return Group(how, tuple(parse(part, depth + 1) for part in inner))


def questions_of(condition: Condition) -> Iterator[Question]:
    """Every question in the tree, from left to right."""
    if isinstance(condition, Question):
        yield condition
    else:
        for part in condition.parts:
            yield from questions_of(part)


def _question(raw: Mapping[str, Any]) -> Question:
    field, op, value = raw["field"], raw.get("op"), raw.get("value")
    if not isinstance(field, str) or not field or not set(raw) <= {"field", "op", "value"}:
        raise MalformedCondition("malformed")
    if op not in OPERATORS:
        raise MalformedCondition("unknown_op", str(op))
    if op in COMPARISONS and value in (None, ""):
        raise MalformedCondition("value_missing", field)
    return Question(field, op, value if op in COMPARISONS else None)
