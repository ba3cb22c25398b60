"""Any number of several choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields import choice
from eforms.fields.choice import ChoicesBlock, as_block, labels
from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse

__all__ = [
    "COMPARES",
    "MISSING",
    "Block",
    "as_block",
    "clean",
    "form_field",
    "options",
    "schema",
    "shown",
    "text",
]
MISSING = _("Choose at least one answer.")
COMPARES = "list"


class Block(ChoicesBlock):
    min = blocks.IntegerBlock(required=False, min_value=1, label=_("Fewest to choose"))
    max = blocks.IntegerBlock(required=False, min_value=1, label=_("Most to choose"))

    class Meta:
        icon = "tasks"
        label = _("Several choices")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    bounds = {name: value[name] for name in ("min", "max") if value.get(name)}
    return {**choice.options(value), **bounds}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=forms.CheckboxSelectMultiple(choices=list(labels(definition).items())))


def clean(definition: Definition, raw: Any, facts: Facts) -> list[str]:
    """The chosen values, each once, in the order of the form."""
    known = labels(definition)
    if not isinstance(raw, list | tuple) or not all(isinstance(one, str) and one in known for one in raw):
        refuse(_("Choose among the answers listed."), "unknown_choice")
    chosen = [value for value in known if value in raw]
    least, most = definition.get("min"), definition.get("max")
    if least is not None and len(chosen) < least:
        refuse(_("Choose at least %(least)s."), "too_few", least=least)
    if most is not None and len(chosen) > most:
        refuse(_("Choose at most %(most)s."), "too_many", most=most)
    return chosen


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    most = definition.get("max")
    return {
        "type": "array",
        "items": {"enum": list(labels(definition))},
        "uniqueItems": True,
        "minItems": max(1, definition.get("min") or 1),
        **({} if most is None else {"maxItems": most}),
    }


def text(definition: Definition, value: Any) -> str:
    known = labels(definition)
    return "; ".join(known.get(one, str(one)) for one in value)
