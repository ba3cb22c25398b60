"""A formula looked at when the form is saved: can it be read, are its names known, does it work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from eforms.fields import TYPES, family
from eforms.fields.contract import Definition
from rules.errors import MalformedFormula
from rules.formulas import CEL, OWN, Formula, compiled, loop_names, trouble
from rules.formulas import evaluate as outcome_of
from rules.shapes import TODAY

Earlier = Mapping[str, Definition]
DECIMAL = ("decimal", "percent")
NO_VALUE = ("ZeroDivisionError", "type:float")
WRONG_KINDS = ("TypeError", "KeyError", "RuntimeError: Undefined")


class FormulaRefused(ValidationError):
    """A formula that cannot be used. Seen by the editor. `name`: what it names and nobody knows."""

    def __init__(self, code: str, message: Any, **params: Any) -> None:
        self.name = str(params.get("name") or "")
        super().__init__(message, code=f"formula_{code}", params=params)


def check_formula(source: str, earlier: Earlier, own: Definition) -> None:
    """Raises FormulaRefused. `earlier`: what it may read, by key; `own`: the question it answers."""
    formula = _read(source)
    _names(formula, source, earlier)
    for value in try_out(source, {key: earlier[key] for key in formula.reads if key != TODAY}):
        if value is not None and not _fits(own, value):
            message = _("The formula gives another kind of answer than this question takes.")
            raise FormulaRefused("result", message)


def try_out(source: str, reads: Earlier) -> list[Any]:
    """What it gives for answers of the right kinds, [] where these have no one shape.

    Raises FormulaRefused.
    """
    if any(family(one) in ("any", "parts", "files") for one in reads.values()):
        return []
    values, never = [], "null" not in source
    for answers in _samples(reads):
        why = trouble(source, answers)
        if why and why.startswith(WRONG_KINDS):
            raise _kinds(why)
        values.append(outcome_of(source, answers))
        never = never and values[-1] is None and (why is None or why.startswith(NO_VALUE))
    if never:
        message = _(
            "The formula never gives a value: look whether each function is given the kind of answer it"
            " takes (age() a date, sum() numbers), and whether it divides by 0."
        )
        raise FormulaRefused("never", message)
    return values


def _read(source: str) -> Formula:
    try:
        return compiled(source)
    except MalformedFormula as error:
        if error.code == "too_long":
            raise FormulaRefused("too_long", _("The formula is too long or too deeply nested.")) from None
        line, _colon, column = error.detail.partition(":")
        message = _("The formula cannot be read: look at line %(line)s, character %(column)s.")
        raise FormulaRefused("syntax", message, line=line or "1", column=column or "1") from None


def _names(formula: Formula, source: str, earlier: Earlier) -> None:
    unknown = sorted(formula.functions - OWN - CEL)
    if unknown:
        message = _("There is no function “%(function)s”. Functions: %(functions)s.")
        raise FormulaRefused("function", message, function=unknown[0], functions=", ".join(sorted(OWN)))
    for name in sorted(loop_names(source)):
        if name in earlier:
            message = _("“%(word)s” is the code of a question: take another letter for the rows.")
            raise FormulaRefused("bound", message, word=name)
    for name in sorted(formula.reads - set(earlier) - {TODAY}):
        message = _(
            "The formula names “%(name)s”; no question before this one has that code. Codes: %(codes)s."
        )
        codes = ", ".join(key for key in earlier if key[:1] != "_") or "—"
        raise FormulaRefused("name", message, name=name, codes=codes)
    for name in sorted(formula.reads - {TODAY}):
        if family(earlier[name]) == "none":
            message = _("“%(label)s” asks nothing: the formula cannot use it.")
            raise FormulaRefused("display", message, label=earlier[name]["label"])


def _kinds(why: str) -> FormulaRefused:
    if why.startswith("KeyError"):
        name = why.split(":", 1)[1].strip().strip("'\"")
        return FormulaRefused("row", _("The rows have no question with the code “%(word)s”."), word=name)
    return FormulaRefused(
        "kinds",
        _(
            "The formula puts together answers that do not go together: a text with a number, or a whole "
            "number with one with decimals (write double(…) around the whole number, 2.0 for 2)."
        ),
    )


def _fits(own: Definition, value: Any) -> bool:
    kind = family(own)
    if own["type"] == "computed":
        return TYPES["computed"].clean(own, value, None) is not None  # type: ignore[arg-type]
    if kind == "truth":
        return isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    return kind == "any" or (not isinstance(value, bool) and (kind == "text" or isinstance(value, str)))


def _samples(reads: Earlier) -> Iterator[dict[str, Any]]:
    """Answers of the right kinds, twice, the second with other truths, choices and sizes."""
    for turn in (0, 1):
        answers = {
            key: _sample(one, number * 3 + turn, turn) for number, (key, one) in enumerate(reads.items())
        }
        yield {**answers, TODAY: "2026-06-15"}


def _sample(definition: Definition, number: int, turn: int) -> Any:
    kind = family(definition)
    if kind == "rows":
        return _rows(definition, number, turn)
    if kind in ("choice", "list"):
        options = definition.get("options") or [{"value": "x"}]
        value = options[turn % len(options)]["value"]
        return [value] if kind == "list" else value
    if kind == "number":
        decimal = definition["type"] in DECIMAL or definition.get("result") == "decimal"
        return 7.5 + number if decimal else 7 + number
    days = {"date": f"200{turn}-03-1{number % 10}", "month": "2001-03", "time": "07:30", "truth": turn == 0}
    return days.get(kind, "Lan")


def _rows(definition: Definition, number: int, turn: int) -> Any:
    row = {one["key"]: _sample(one, number, turn) for one in definition.get("fields") or ()}
    if definition["type"] == "table":
        return {one["id"]: dict(row) for one in definition["rows"]}
    return [dict(row), dict(row)]
