"""A condition as JSON Schema, as far as JSON Schema can say it.

What it cannot say (today, ages, another question's answer, words inside a text) is None: such a rule is left
to the server, so that the schema never refuses what the server accepts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rules.shapes import Condition, Group, Question, Rows

Schema = dict[str, Any]
Shown = Mapping[
    str, Schema | None
]  # key -> schema that holds when the question is shown; None: cannot be said
ALWAYS: Schema = {}
BOUNDS = {
    "greater": "exclusiveMinimum",
    "less": "exclusiveMaximum",
    "at_least": "minimum",
    "at_most": "maximum",
}


def as_schema(condition: Condition, shown: Shown, rows: Mapping[str, Shown]) -> Schema | None:
    """A schema the answers meet exactly when the condition holds, or None.

    `shown`: for every question the condition may read, when it is shown: rules do not see the answer of a
    hidden one; what is not in it (a fact) cannot be said. `rows`: the same for questions in a group's rows.
    """
    if isinstance(condition, Group):
        return _group(condition, shown, rows)
    if isinstance(condition, Rows):
        return _rows(condition, shown, rows)
    return _question(condition, shown)


def both(one: Schema | None, other: Schema | None) -> Schema | None:
    """Both hold; None when either cannot be said."""
    if one is None or other is None:
        return None
    parts = [part for part in (one, other) if part != ALWAYS]
    return {"allOf": parts} if len(parts) > 1 else parts[0] if parts else ALWAYS


def _group(group: Group, shown: Shown, rows: Mapping[str, Shown]) -> Schema | None:
    parts = [as_schema(part, shown, rows) for part in group.parts]
    if any(part is None for part in parts):
        return None
    if group.how == "not":
        return {"not": parts[0]}
    return {"allOf" if group.how == "all" else "anyOf": parts}


def _rows(asked: Rows, shown: Shown, rows: Mapping[str, Shown]) -> Schema | None:
    """A row's condition that also reads the form around the row cannot be said."""
    visible = shown.get(asked.group)
    inner = as_schema(asked.inner, rows.get(asked.group, {}), {})
    if visible is None or inner is None:
        return None
    if asked.how == "every":
        inner = {"not": inner}
    some = both(visible, _of(asked.group, {"type": "array", "contains": inner}))
    return some if asked.how == "some" else {"not": some}


def _question(question: Question, shown: Shown) -> Schema | None:
    visible, test = shown.get(question.field), _test(question)
    if visible is None or test is None:
        return None
    negative, schema = test
    given = both(visible, {**_given(question.field), **schema})
    return {"not": given} if negative else given


def _given(key: str) -> Schema:
    return {"required": [key]}


def _of(key: str, schema: Schema) -> Schema:
    return {**_given(key), "properties": {key: schema}}


def _test(question: Question) -> tuple[bool, Schema] | None:
    """(whether it is turned around, what the answer must meet), or None."""
    if question.measure:
        return _measured(question)
    key, op, value = question.field, question.op, question.value
    if op in ("filled", "empty"):
        return op == "empty", {}
    if op in ("one_of", "none_of"):
        return op == "none_of", {"properties": {key: _among(value)}}
    if not isinstance(value, str | int | float):
        return None
    if op in ("equals", "not_equals"):
        return op == "not_equals", {"properties": {key: {"const": value}}}
    if op == "contains":
        return False, {"properties": {key: {"type": "array", "contains": {"const": value}}}}
    if isinstance(value, str) or isinstance(value, bool):
        return None
    return False, {"properties": {key: {BOUNDS[op]: value}}}


def _among(values: tuple[Any, ...]) -> Schema:
    listed = {"enum": list(values)}
    return {"anyOf": [listed, {"type": "array", "contains": listed}]}


def _measured(question: Question) -> tuple[bool, Schema] | None:
    """Rows, options and files counted, in the few ways JSON Schema counts."""
    value = question.value
    if question.measure != "count" or isinstance(value, bool) or not isinstance(value, int) or value < 1:
        return None
    least = {"at_least": value, "greater": value + 1, "less": value, "at_most": value + 1}.get(question.op)
    if least is None:
        return None
    counted = {"properties": {question.field: {"type": "array", "minItems": least}}}
    return question.op in ("less", "at_most"), counted
