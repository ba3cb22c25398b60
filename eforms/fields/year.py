"""A year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields.contract import AnswerField, Definition, Facts, refuse
from eforms.fields.date import TODAY, span_block
from eforms.fields.question import QuestionBlock

MISSING = _("Enter a year.")
COMPARES = "number"
EXAMPLE = "1985"
FIRST, LAST = 1000, 9999


class Block(QuestionBlock):
    span = span_block(_("Only years"), _("this year or earlier"), _("this year or later"))
    min = blocks.IntegerBlock(required=False, min_value=FIRST, max_value=LAST, label=_("Earliest"))
    max = blocks.IntegerBlock(required=False, min_value=FIRST, max_value=LAST, label=_("Latest year"))

    class Meta:
        icon = "calendar-alt"
        label = _("Year")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    """`min` and `max`: a year, "today" (the year of filling), or None."""
    span = value.get("span")
    return {
        "min": value.get("min") or (TODAY if span == "future" else None),
        "max": value.get("max") or (TODAY if span == "past" else None),
    }


def as_block(definition: Definition) -> dict[str, Any]:
    """The block's value of a compiled definition: "today" is the block's `span`."""
    least, most = definition.get("min"), definition.get("max")
    span = "future" if least == TODAY else "past" if most == TODAY else ""
    years = {"min": None if least == TODAY else least, "max": None if most == TODAY else most}
    return {**definition, **years, "span": span}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    attrs = {"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"}
    return AnswerField(widget=forms.TextInput(attrs=attrs))


def clean(definition: Definition, raw: Any, facts: Facts) -> int:
    line = str(raw).strip() if isinstance(raw, str | int) and not isinstance(raw, bool) else ""
    if not re.fullmatch(r"[1-9][0-9]{3}", line):
        refuse(_("Write the year in four digits, for example 1985."), "year")
    year = int(line)
    least, most = (bound(definition.get(name), facts) for name in ("min", "max"))
    if least is not None and year < least:
        refuse(_("The year must be %(least)d or later."), "too_early", least=least)
    if most is not None and year > most:
        refuse(_("The year must be %(most)d or earlier."), "too_late", most=most)
    return year


def bound(limit: Any, facts: Facts) -> int | None:
    """A year, "today", or the year of an ISO date."""
    if limit in (None, ""):
        return None
    return facts.on.year if limit == TODAY else int(str(limit)[:4])


def shown(value: Any) -> Any:
    return str(value)


def schema(definition: Definition) -> dict[str, Any]:
    limits = (definition.get("min"), definition.get("max"))
    least, most = (limit if isinstance(limit, int) else None for limit in limits)
    return {"type": "integer", "minimum": least or FIRST, "maximum": most or LAST}


def text(definition: Definition, value: Any) -> str:
    return str(value)
