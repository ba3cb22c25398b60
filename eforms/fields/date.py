"""A day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields.contract import AnswerField, Definition, Facts, refuse
from eforms.fields.question import QuestionBlock, use_block

MISSING = _("Enter a date.")
COMPARES = "date"
EXAMPLE = "02/09/2025"
TODAY = "today"


def span_block(label: Any, past: Any, future: Any) -> blocks.ChoiceBlock:
    """The menu that binds an answer to the day of filling."""
    return blocks.ChoiceBlock(choices=[("past", past), ("future", future)], required=False, label=label)


class LimitedBlock(QuestionBlock):
    """A question about days with its bounds."""

    span = span_block(_("Only days"), _("today or earlier"), _("today or later"))
    min = blocks.DateBlock(required=False, label=_("Earliest"))
    max = blocks.DateBlock(required=False, label=_("Latest day"))


class Block(LimitedBlock):
    use = use_block("birth_date")

    class Meta:
        icon = "date"
        label = _("Date")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    """`min` and `max`: ISO date, "today" (the day of filling), or None."""
    span, least, most = value.get("span"), value.get("min"), value.get("max")
    return {
        "min": least.isoformat() if least else (TODAY if span == "future" else None),
        "max": most.isoformat() if most else (TODAY if span == "past" else None),
    }


def as_block(definition: Definition) -> dict[str, Any]:
    """The block's value of a compiled definition: "today" is the block's `span`."""
    least, most = definition.get("min"), definition.get("max")
    span = "future" if least == TODAY else "past" if most == TODAY else ""
    dates = {"min": None if least == TODAY else least, "max": None if most == TODAY else most}
    return {**definition, **dates, "span": span}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    attrs = {"inputmode": "numeric", "maxlength": 20, "autocomplete": "off"}
    if definition.get("use") == "birth_date":
        attrs["autocomplete"] = "bday"
    return AnswerField(widget=forms.TextInput(attrs=attrs))


def clean(definition: Definition, raw: Any, facts: Facts) -> str:
    day = read(raw)
    least, most = bound(definition.get("min"), facts.on), bound(definition.get("max"), facts.on)
    if least and day < least:
        refuse(_("The date must be %(least)s or later."), "too_early", least=spoken(least))
    if most and day > most:
        refuse(_("The date must be %(most)s or earlier."), "too_late", most=spoken(most))
    return day.isoformat()


def read(raw: Any) -> date:
    """A day from dd/mm/yyyy (also with - . or blanks between) or the ISO form."""
    line = raw.strip() if isinstance(raw, str) else ""
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", line)
    local = re.fullmatch(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})", line)
    if not iso and not local:
        refuse(_("Enter the date as day/month/year, for example 02/09/2025."), "date")
    year, month, day = (int(part) for part in (iso or local).groups()[:: 1 if iso else -1])  # type: ignore[union-attr]
    if year < 1000:
        refuse(_("Write the year in four digits, for example 1985."), "year")
    try:
        return date(year, month, day)
    except ValueError:
        refuse(
            _("There is no day %(day)s in the calendar."), "no_such_day", day=f"{day:02d}/{month:02d}/{year}"
        )


def bound(limit: str | None, on: date) -> date | None:
    """`today`, an ISO date or nothing, as a day."""
    return None if not limit else on if limit == TODAY else date.fromisoformat(limit)


def spoken(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def shown(value: Any) -> Any:
    return (
        spoken(date.fromisoformat(value))
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value))
        else value
    )


def schema(definition: Definition) -> dict[str, Any]:
    return {"type": "string", "format": "date"}


def text(definition: Definition, value: Any) -> str:
    return str(shown(value))
