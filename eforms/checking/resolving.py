"""A condition as an editor writes it (words or codes) to the condition the answers are judged by.

Questions may be named by their code or their words, choices by their words, days as dd/mm/yyyy, Yes and No.
Conditions that already hold codes come out as they went in.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from datetime import date
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from eforms.fields import TYPES, family
from eforms.fields.contract import Definition, Facts
from rules.checks import FAMILIES, MEASURABLE, literal_fits
from rules.errors import MalformedCondition
from rules.shapes import LISTED, PRESENCE, QUANTIFIERS, operand, parse

YES_NO = {
    "có": True,
    "đúng": True,
    "yes": True,
    "true": True,
    "không": False,
    "sai": False,
    "no": False,
    "false": False,
}
Earlier = Mapping[str, Definition]


class ConditionRefused(ValidationError):
    """A condition that cannot be used; `part`: field, op, value, measure or tree. Seen by the editor."""

    def __init__(self, part: str, message: Any, **params: Any) -> None:
        self.part = part
        super().__init__(message, code=f"condition_{part}", params=params)


def resolve(written: Mapping[str, Any] | None, earlier: Earlier) -> dict[str, Any] | None:
    """The condition with codes and typed values; None when nothing is asked. Raises ConditionRefused.

    `earlier`: definitions of the questions that may be read (those before it, facts too), by key.
    """
    if not written or written == {"field": ""}:
        return None
    try:
        parse(written)
    except MalformedCondition as error:
        raise ConditionRefused("tree", _malformed(error), detail=_words(error.detail, earlier)) from None
    return _tree(written, earlier)


def _words(detail: str, earlier: Earlier) -> str:
    """The question's words where the detail is its code."""
    return str(earlier[detail]["label"]) if detail in earlier else detail


def _malformed(error: MalformedCondition) -> Any:
    words = {
        "too_deep": _("The condition has groups inside groups inside groups: make it flatter."),
        "empty_group": _("A group of conditions is empty: add a condition or remove the group."),
        "value_missing": _("The condition on “%(detail)s” has no answer to compare with."),
        "unknown_op": _("There is no comparison “%(detail)s”."),
        "unknown_measure": _("There is no measure “%(detail)s”."),
    }
    return words.get(error.code, _("This condition cannot be read. Build it anew."))


def _tree(written: Mapping[str, Any], earlier: Earlier) -> dict[str, Any]:
    if "field" in written:
        return _question(written, earlier)
    if "rows" in written:
        group = find(str(written["rows"]), earlier)
        if group.get("fields") is None:
            _refuse("field", _("“%(label)s” has no rows."), group)
        inside = ChainMap({one["key"]: one for one in group["fields"]}, dict(earlier))
        how = next(name for name in QUANTIFIERS if name in written)
        return {"rows": group["key"], how: _tree(written[how], inside)}
    how, inner = next(iter(written.items()))
    return {how: _tree(inner, earlier) if how == "not" else [_tree(part, earlier) for part in inner]}


def _question(written: Mapping[str, Any], earlier: Earlier) -> dict[str, Any]:
    asked, op = find(str(written["field"]), earlier), str(written["op"])
    measure, kind = written.get("measure") or None, family(asked)
    if measure and measure not in MEASURABLE.get(kind, () if kind != "any" else (measure,)):
        _refuse(
            "measure", _("This measure does not fit the question “%(label)s”. Choose another one."), asked
        )
    kind = "number" if measure else kind
    if op not in FAMILIES.get(kind, (op,)):
        _refuse("op", _("This comparison does not fit the question “%(label)s”. Choose another one."), asked)
    resolved = {"field": asked["key"], "op": op}
    if op not in PRESENCE:
        resolved["value"] = _value(asked, kind, op, written["value"], earlier, measured=bool(measure))
    return {**resolved, "measure": measure} if measure else resolved


def _refuse(part: str, message: Any, asked: Definition, **params: Any) -> NoReturn:
    raise ConditionRefused(part, message, label=asked["label"], **params)


def find(name: str, earlier: Earlier) -> Definition:
    """The question that is meant by a code or by words. Raises ConditionRefused."""
    name = " ".join(name.split())
    if name in earlier:
        return earlier[name]
    for definition in earlier.values():
        if name.casefold() in (definition["label"].casefold(), (definition.get("label_en") or "").casefold()):
            return definition
    raise ConditionRefused(
        "field",
        _("No question before this one is called “%(name)s”. Questions before it: %(labels)s."),
        name=name,
        labels="; ".join(one["label"] for one in earlier.values() if one["key"][:1] != "_") or "—",
    )


def _value(asked: Definition, kind: str, op: str, written: Any, earlier: Earlier, *, measured: bool) -> Any:
    if isinstance(written, Mapping):
        return _operand(asked, kind, written, earlier)
    if op in LISTED:
        return [_literal(asked, kind, one, measured) for one in written]
    return _literal(asked, kind, written, measured)


def _operand(asked: Definition, kind: str, written: Mapping[str, Any], earlier: Earlier) -> dict[str, Any]:
    if "today" in written:
        if kind not in ("date", "any"):
            _refuse("value", _("“%(label)s” is no day: it cannot be compared with today."), asked)
        return {"today": dict(written["today"])}
    other = find(str(written["field"]), earlier)
    found = family(other)
    alike = {found, kind} <= {"text", "choice"} or found == kind or (kind, found) == ("list", "choice")
    if not alike and "any" not in (found, kind):
        _refuse(
            "value",
            _("“%(label)s” and “%(other)s” hold different kinds of answers: they cannot be compared."),
            asked,
            other=other["label"],
        )
    return {"field": other["key"]}


def _literal(asked: Definition, kind: str, written: Any, measured: bool) -> Any:
    words = " ".join(str("" if written is None else written).split())
    if not words:
        _refuse("value", _("Write the answer of “%(label)s” to compare with."), asked)
    if measured:
        if not literal_fits(written, "number"):
            _refuse("value", _("Write a number to compare “%(label)s” with."), asked)
        return int(words) if words.lstrip("+-").isdecimal() else float(words)
    if kind == "truth":
        return _yes_no(asked, words)
    if asked.get("options") is not None:
        return _choice(asked, words)
    if kind in ("number", "date", "month", "time") or asked.get("list"):
        return _typed(asked, kind, written if isinstance(written, int | float) else words)
    return words if kind == "text" else written


def _yes_no(asked: Definition, words: str) -> bool:
    if words.casefold() not in YES_NO:
        _refuse("value", _("“%(label)s” is answered by Yes or No: write one of them."), asked)
    return YES_NO[words.casefold()]


def _choice(asked: Definition, words: str) -> str:
    for option in asked["options"]:
        said = (option["label"].casefold(), (option.get("label_en") or "").casefold())
        if words == option["value"] or words.casefold() in said:
            return str(option["value"])
    choices = "; ".join(option["label"] for option in asked["options"])
    _refuse("value", _("“%(label)s” has no such choice. Its choices: %(choices)s."), asked, choices=choices)


def _typed(asked: Definition, kind: str, words: Any) -> Any:
    if asked["type"] == "computed":
        if not literal_fits(words, kind):
            _refuse("value", _("Write a number or a day to compare “%(label)s” with."), asked)
        return words
    unbounded = {**asked, "min": None, "max": None}
    try:
        return TYPES[asked["type"]].clean(unbounded, words, Facts(on=date.max))
    except ValidationError as error:
        raise ConditionRefused("value", error.message, **(error.params or {})) from error


def resolve_operand(written: Any, own: Definition, earlier: Earlier, kind: str) -> Any:
    """A bound or a set value: a literal of the family `kind`, or an operand. Raises ConditionRefused."""
    if written in (None, ""):
        return None
    if isinstance(written, Mapping):
        try:
            operand(written)
        except MalformedCondition:
            raise ConditionRefused("value", _("This value cannot be read. Build it anew.")) from None
        return _operand(own, kind, written, earlier)
    return _literal(own, kind, written, measured=kind == "number" and family(own) != "number")
