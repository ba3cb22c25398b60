"""From JSON to a typed condition tree: the only place that looks at the raw shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rules.errors import MalformedCondition

COMPARISONS = (
    "equals",
    "not_equals",
    "one_of",
    "none_of",
    "contains",
    "greater",
    "less",
    "at_least",
    "at_most",
)
PRESENCE = ("filled", "empty")
LISTED = ("one_of", "none_of")  # their value is a list of literals
OPERATORS = COMPARISONS + PRESENCE
MEASURES = ("age", "count", "length")
QUANTIFIERS = ("some", "every", "none")
SHIFTS = ("years", "months", "days")
TODAY = "_today"  # the answer that holds the day of filling, "YYYY-MM-DD"
DEEPEST = 8
FURTHEST = 10_000  # years, months or days away from today


@dataclass(frozen=True)
class Other:
    """An operand: the answer to another question."""

    field: str


@dataclass(frozen=True)
class Today:
    """An operand: the day of filling, moved."""

    years: int = 0
    months: int = 0
    days: int = 0


@dataclass(frozen=True)
class Question:
    """One question about one answer. `value`: a literal, a tuple of literals, Other or Today."""

    field: str
    op: str
    value: Any = None
    measure: str | None = None


@dataclass(frozen=True)
class Group:
    """Several conditions joined: `how` is "all", "any" or "not" (of exactly one)."""

    how: str
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Rows:
    """A condition asked of each row of a group: `how` is "some", "every" or "none"."""

    group: str
    how: str
    inner: Condition


Condition = Question | Group | Rows


def parse(raw: object, depth: int = 0) -> Condition:
    """Typed tree of a condition.

    `raw`: {"field", "op", "value"?, "measure"?} | {"all": […]} | {"any": […]} | {"not": {…}}
    | {"rows": key, "some" | "every" | "none": {…}}.
    Raises MalformedCondition with code malformed, unknown_op, unknown_measure, value_missing, empty_group
    or too_deep.
    """
    if depth > DEEPEST:
        raise MalformedCondition("too_deep")
    if not isinstance(raw, Mapping):
        raise MalformedCondition("malformed")
    if "field" in raw:
        return _question(raw)
    return _rows(raw, depth) if "rows" in raw else _group(raw, depth)


def _group(raw: Mapping[str, Any], depth: int) -> Group:
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


def operand(raw: object) -> Any:
    """A literal as it is, Other or Today; None for nothing. Raises MalformedCondition."""
    if not isinstance(raw, Mapping):
        if raw is not None and not isinstance(raw, str | int | float):
            raise MalformedCondition("malformed")
        return raw
    if set(raw) == {"field"} and isinstance(raw["field"], str) and raw["field"]:
        return Other(raw["field"])
    moved = raw.get("today")
    if set(raw) != {"today"} or not isinstance(moved, Mapping) or not set(moved) <= set(SHIFTS):
        raise MalformedCondition("malformed")
    if not all(type(step) is int and abs(step) <= FURTHEST for step in moved.values()):
        raise MalformedCondition("malformed")
    return Today(**moved)


def questions_of(condition: Condition) -> Iterator[Question]:
    """Every question in the tree, those asked of rows too, from left to right."""
    if isinstance(condition, Question):
        yield condition
    elif isinstance(condition, Rows):
        yield from questions_of(condition.inner)
    else:
        for part in condition.parts:
            yield from questions_of(part)


def operand_reads(value: object) -> set[str]:
    """Keys of the answers an operand needs."""
    if isinstance(value, Other):
        return {value.field}
    return {TODAY} if isinstance(value, Today) else set()


def tree_reads(condition: Condition) -> set[str]:
    """Keys of the answers a parsed condition looks at; what it asks of rows is named among them."""
    if isinstance(condition, Rows):
        return {condition.group, *tree_reads(condition.inner)}
    if isinstance(condition, Group):
        return {key for part in condition.parts for key in tree_reads(part)}
    own = {condition.field, *operand_reads(condition.value)}
    return own | {TODAY} if condition.measure == "age" else own


def _rows(raw: Mapping[str, Any], depth: int) -> Rows:
    how = [name for name in QUANTIFIERS if name in raw]
    if len(how) != 1 or len(raw) != 2 or not isinstance(raw["rows"], str) or not raw["rows"]:
        raise MalformedCondition("malformed")
    return Rows(raw["rows"], how[0], parse(raw[how[0]], depth + 1))


def _question(raw: Mapping[str, Any]) -> Question:
    field, op, measure = raw["field"], raw.get("op"), raw.get("measure") or None
    if not isinstance(field, str) or not field or not set(raw) <= {"field", "op", "value", "measure"}:
        raise MalformedCondition("malformed")
    if op not in OPERATORS:
        raise MalformedCondition("unknown_op", str(op))
    if measure not in (None, *MEASURES):
        raise MalformedCondition("unknown_measure", str(measure))
    return Question(field, op, _value(raw, field, op), measure)


def _value(raw: Mapping[str, Any], field: str, op: str) -> Any:
    if op in PRESENCE:
        return None
    value = raw.get("value")
    if value in (None, "", [], ()):
        raise MalformedCondition("value_missing", field)
    if op not in LISTED:
        return operand(value)
    if not isinstance(value, list | tuple) or not all(isinstance(one, str | int | float) for one in value):
        raise MalformedCondition("malformed")
    return tuple(value)
