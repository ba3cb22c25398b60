"""A show-if condition as an editor writes it (words or codes) to the condition the answers are judged by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from eforms.fields import TYPES
from eforms.fields.contract import Definition, Facts
from rules.checks import ALLOWED
from rules.shapes import PRESENCE

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


class ConditionRefused(ValidationError):
    """A condition that cannot be used; `part` names the part it is shown beside. Seen by the editor."""

    def __init__(self, part: str, message: Any, **params: Any) -> None:
        self.part = part
        super().__init__(message, code=f"show_if_{part}", params=params)


def resolve(written: Mapping[str, Any] | None, earlier: Mapping[str, Definition]) -> dict[str, Any] | None:
    """{"field": key, "op", "value": typed} or None when no question is named. Raises ConditionRefused.

    `earlier`: definitions of the questions that stand before this one, by key.
    """
    name = " ".join(str((written or {}).get("field") or "").split())
    if not written or not name:
        return None
    asked, op = _find(name, earlier), written.get("op") or "equals"
    if op not in ALLOWED[asked["type"]]:
        _refuse("op", _("This comparison does not fit the question “%(label)s”. Choose another one."), asked)
    if op in PRESENCE:
        return {"field": asked["key"], "op": op}
    return {"field": asked["key"], "op": op, "value": _value(asked, written.get("value"))}


def _refuse(part: str, message: Any, asked: Definition, **params: Any) -> NoReturn:
    raise ConditionRefused(part, message, label=asked["label"], **params)


def _find(name: str, earlier: Mapping[str, Definition]) -> Definition:
    if name in earlier:
        return earlier[name]
    for definition in earlier.values():
        if name.casefold() in (definition["label"].casefold(), definition["label_en"].casefold()):
            return definition
    raise ConditionRefused(
        "field", _("No question before this one is called “%(name)s”. Questions before it: %(labels)s."),
        name=name, labels="; ".join(definition["label"] for definition in earlier.values()) or "—",
    )  # fmt: skip


def _value(asked: Definition, written: Any) -> Any:
    words = " ".join(str("" if written is None else written).split())
    if not words:
        _refuse("value", _("Write the answer of “%(label)s” to compare with."), asked)
    if asked["type"] == "yes_no":
        return _yes_no(asked, words)
    if asked["type"] in ("choice", "choices"):
        return _choice(asked, words)
    if asked["type"] in ("integer", "money", "date"):
        return _typed(asked, words)
    return words


def _yes_no(asked: Definition, words: str) -> bool:
    if words.casefold() not in YES_NO:
        _refuse("value", _("“%(label)s” is answered by Yes or No: write one of them."), asked)
    return YES_NO[words.casefold()]


def _choice(asked: Definition, words: str) -> str:
    for option in asked["options"]:
        if words == option["value"] or words.casefold() in (
            option["label"].casefold(),
            option["label_en"].casefold(),
        ):
            return str(option["value"])
    choices = "; ".join(option["label"] for option in asked["options"])
    _refuse("value", _("“%(label)s” has no such choice. Its choices: %(choices)s."), asked, choices=choices)


def _typed(asked: Definition, words: str) -> Any:
    unbounded = {"type": asked["type"], "min": None, "max": None}
    try:
        return TYPES[asked["type"]].clean(unbounded, words, Facts(on=date.max))
    except ValidationError as error:
        raise ConditionRefused("value", error.message) from error
