"""A part of a hundred."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields import decimal
from eforms.fields.contract import AnswerField, Definition, Facts
from eforms.fields.decimal import as_block, shown
from eforms.fields.question import QuestionBlock
from eforms.fields.widgets import UnitInput

__all__ = ["MISSING", "Block", "as_block", "clean", "form_field", "options", "schema", "shown", "text"]
MISSING = _("Enter a percentage.")
COMPARES = "number"


class Block(QuestionBlock):
    decimals = blocks.IntegerBlock(
        default=2, min_value=0, max_value=4, required=False, label=_("Decimals at most")
    )
    min = blocks.DecimalBlock(required=False, default=0, label=_("Smallest"))
    max = blocks.DecimalBlock(required=False, default=100, label=_("Largest"))

    class Meta:
        icon = "percent"
        label = _("Percentage")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    decimals = value.get("decimals")
    return {"decimals": 2 if decimals is None else decimals, **decimal.bounds(value)}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    attrs = {"inputmode": "decimal", "autocomplete": "off", "maxlength": 14}
    return AnswerField(widget=UnitInput("%", attrs=attrs))


def clean(definition: Definition, raw: Any, facts: Facts) -> float:
    """`12,5`, `12,5 %` and the number 12.5; between 0 and 100 where nothing else is said."""
    return decimal.clean(
        _bounded(definition), raw.strip().removesuffix("%") if isinstance(raw, str) else raw, facts
    )


def _bounded(definition: Definition) -> Definition:
    least, most = definition.get("min"), definition.get("max")
    return {**definition, "min": 0 if least is None else least, "max": 100 if most is None else most}


def schema(definition: Definition) -> dict[str, Any]:
    return decimal.schema(_bounded(definition))


def text(definition: Definition, value: Any) -> str:
    return f"{decimal.written(value)} %"
