"""From a day to a day, both included."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields import date as day
from eforms.fields.contract import AnswerField, Definition, Facts, refuse
from eforms.fields.date import as_block
from eforms.fields.widgets import Parts

__all__ = ["MISSING", "Block", "as_block", "clean", "form_field", "options", "schema", "shown", "text"]
MISSING = _("Enter both dates.")
COMPARES = "parts"
EXAMPLE = "01/09/2025 – 30/09/2025"


class Block(day.LimitedBlock):
    max_days = blocks.IntegerBlock(required=False, min_value=1, label=_("Longest (days)"))

    class Meta:
        icon = "calendar-check"
        label = _("From a date to a date")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {**day.options(value), "max_days": value.get("max_days")}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    attrs = {"inputmode": "numeric", "maxlength": 20, "autocomplete": "off"}
    return AnswerField(
        widget=Parts(
            {
                "from": (_("From the day"), forms.TextInput(attrs=attrs)),
                "to": (_("To the day"), forms.TextInput(attrs=attrs)),
            }
        )
    )


def clean(definition: Definition, raw: Any, facts: Facts) -> dict[str, str]:
    """{"from": ISO date, "to": ISO date}; the bounds hold for both."""
    if not isinstance(raw, Mapping):
        refuse(_("Enter both dates."), "type")
    if not raw.get("from") or not raw.get("to"):
        refuse(_("Enter both dates."), "incomplete")
    first, last = (day.clean(definition, raw[part], facts) for part in ("from", "to"))
    if last < first:
        refuse(_("The second date lies before the first."), "turned_round")
    most = definition.get("max_days")
    if most and (date.fromisoformat(last) - date.fromisoformat(first)).days + 1 > most:
        refuse(_("At most %(most)d days, both dates included."), "too_long", most=most)
    return {"from": first, "to": last}


def shown(value: Any) -> Any:
    return {part: day.shown(one) for part, one in value.items()} if isinstance(value, Mapping) else value


def schema(definition: Definition) -> dict[str, Any]:
    one = {"type": "string", "format": "date"}
    return {
        "type": "object",
        "properties": {"from": one, "to": one},
        "required": ["from", "to"],
        "additionalProperties": False,
    }


def text(definition: Definition, value: Any) -> str:
    return f"{day.shown(value['from'])} – {day.shown(value['to'])}"
