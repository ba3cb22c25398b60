"""A whole number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields.contract import AnswerField, Definition, Facts, refuse
from eforms.fields.question import QuestionBlock

MISSING = _("Enter a number.")
COMPARES = "number"
LARGEST = 10**15


class Block(QuestionBlock):
    min = blocks.IntegerBlock(required=False, label=_("Smallest"))
    max = blocks.IntegerBlock(required=False, label=_("Largest"))

    class Meta:
        icon = "order"
        label = _("Whole number")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"min": value.get("min"), "max": value.get("max")}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))


def clean(definition: Definition, raw: Any, facts: Facts) -> int:
    return between(definition, _read(raw))


def _read(raw: Any) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    line = raw.strip() if isinstance(raw, str) else ""
    if not re.fullmatch(r"[+-]?[0-9]{1,20}", line):
        refuse(_("Enter a whole number in digits, for example 3."), "number")
    return int(line)


def between(definition: Definition, number: int, said: Callable[[int], str] = str) -> int:
    """The number when it lies within the definition's bounds; `said`: a bound as the refusal says it."""
    least, most = definition.get("min"), definition.get("max")
    least, most = -LARGEST if least is None else least, LARGEST if most is None else most
    if number < least:
        refuse(_("The number must be at least %(least)s."), "too_small", least=said(least))
    if number > most:
        refuse(_("The number must be at most %(most)s."), "too_large", most=said(most))
    return number


def shown(value: Any) -> Any:
    return str(value)


def schema(definition: Definition) -> dict[str, Any]:
    least, most = definition.get("min"), definition.get("max")
    return {
        "type": "integer",
        "minimum": -LARGEST if least is None else least,
        "maximum": LARGEST if most is None else most,
    }


def text(definition: Definition, value: Any) -> str:
    return str(value)
