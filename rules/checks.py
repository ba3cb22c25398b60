"""What is wrong with a condition, said before it is used."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from typing import Any

from rules.comparing import ordered, same
from rules.errors import MalformedCondition
from rules.shapes import Condition, Group, Other, Question, Rows, Today, parse

EQUAL = ("equals", "not_equals", "one_of", "none_of")
ORDER = ("greater", "less", "at_least", "at_most")
SEEN = ("filled", "empty")
# How a type's answers compare -> operators that can ever hold for it, and what can be measured of it.
FAMILIES: dict[str, tuple[str, ...]] = {
    "text": (*EQUAL, "contains", *SEEN),
    "choice": (*EQUAL, "contains", *SEEN),
    "number": (*EQUAL, *ORDER, *SEEN),
    "date": ("equals", "not_equals", *ORDER, *SEEN),
    "month": ("equals", "not_equals", *ORDER, *SEEN),
    "time": ("equals", "not_equals", *ORDER, *SEEN),
    "truth": ("equals", "not_equals", *SEEN),
    "list": ("contains", "one_of", "none_of", *SEEN),
    "rows": SEEN,
    "files": SEEN,
    "parts": SEEN,
    "none": (),
}
MEASURABLE = {
    "text": ("length",),
    "date": ("age",),
    "list": ("count",),
    "rows": ("count",),
    "files": ("count",),
}
SAMPLES = {"number": 0, "date": "2000-01-01", "month": "2000-01", "time": "07:30"}

Kind = str | Mapping[str, Any]  # a family, or {"family": "rows", "fields": {key: Kind}}


def check(condition: Mapping[str, Any] | None, fields: Mapping[str, Kind]) -> list[str]:
    """Problems of a condition, each "code" or "code:detail"; an empty list means it can be used.

    `fields`: key → family of the answers it may read (those asked before it). Codes: malformed, unknown_op,
    unknown_measure, value_missing, empty_group, too_deep, unknown_field, op_not_for_type,
    measure_not_for_type, value_not_for_type, not_rows.
    """
    if not condition:
        return []
    try:
        tree = parse(condition)
    except MalformedCondition as error:
        return [str(error)]
    return list(_problems(tree, fields))


def family(kind: Kind | None) -> str | None:
    """The family a kind names."""
    return kind["family"] if isinstance(kind, Mapping) else kind


def _problems(tree: Condition, fields: Mapping[str, Kind]) -> Iterator[str]:
    if isinstance(tree, Group):
        for part in tree.parts:
            yield from _problems(part, fields)
    elif isinstance(tree, Rows):
        kind = fields.get(tree.group)
        if kind is None:
            yield f"unknown_field:{tree.group}"
        elif not isinstance(kind, Mapping):
            yield f"not_rows:{tree.group}"
        else:
            yield from _problems(tree.inner, ChainMap(dict(kind["fields"]), dict(fields)))
    elif problem := _problem(tree, fields):
        yield problem


def _problem(question: Question, fields: Mapping[str, Kind]) -> str | None:
    kind = family(fields.get(question.field))
    if kind is None:
        return f"unknown_field:{question.field}"
    if question.measure:
        if question.measure not in MEASURABLE.get(kind, ()):
            return f"measure_not_for_type:{question.field}"
        kind = "number"
    if question.op not in FAMILIES.get(kind, (question.op,)):
        return f"op_not_for_type:{question.field}"
    return _value_problem(question, kind, fields)


def _value_problem(question: Question, kind: str, fields: Mapping[str, Kind]) -> str | None:
    value = question.value
    if isinstance(value, Other):
        other = family(fields.get(value.field))
        if other is None:
            return f"unknown_field:{value.field}"
        fits = other == kind or {other, kind} <= {"text", "choice"} or (kind, other) == ("list", "choice")
    elif isinstance(value, Today):
        fits = kind == "date"
    else:
        values = value if isinstance(value, tuple) else () if value is None else (value,)
        fits = all(literal_fits(one, kind) for one in values)
    return None if fits else f"value_not_for_type:{question.field}"


def literal_fits(value: object, kind: str) -> bool:
    """Whether an answer of this family can ever be compared with the literal."""
    if kind == "truth":
        return same(True, value) or same(False, value)
    if kind in SAMPLES:
        return ordered(SAMPLES[kind], value, lambda _sample, _value: True)
    return isinstance(value, str | int | float)
