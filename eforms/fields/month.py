"""A month of a year."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eforms.fields import date as day
from eforms.fields.contract import AnswerField, Definition, Facts, refuse
from eforms.fields.date import as_block, options

__all__ = ["MISSING", "Block", "as_block", "clean", "form_field", "options", "schema", "shown", "text"]
MISSING = _("Enter a month.")
COMPARES = "month"
EXAMPLE = "09/2025"
PATTERN = r"[0-9]{4}-(?:0[1-9]|1[0-2])"


class Block(day.LimitedBlock):
    class Meta:
        icon = "calendar"
        label = _("Month of a year")


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=forms.TextInput(attrs={"maxlength": 12, "autocomplete": "off"}))


def clean(definition: Definition, raw: Any, facts: Facts) -> str:
    """`9/2025`, `09-2025`, `2025-09` -> `2025-09`; bounds are months, whatever their day."""
    line = raw.strip() if isinstance(raw, str) else ""
    local = re.fullmatch(r"([0-9]{1,2})[/.\- ]([0-9]{4})", line)
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})", line)
    if not local and not iso:
        refuse(_("Enter the month as month/year, for example 09/2025."), "month")
    month, year = (int(part) for part in (local or iso).groups()[:: 1 if local else -1])  # type: ignore[union-attr]
    if not 1 <= month <= 12:
        refuse(_("A year has months 1 to 12."), "no_such_month")
    if year < 1000:
        refuse(_("Write the year in four digits, for example 1985."), "year")
    return within(definition, date(year, month, 1), facts)


def within(definition: Definition, first: date, facts: Facts) -> str:
    least, most = (day.bound(definition.get(name), facts.on) for name in ("min", "max"))
    if least and first < least.replace(day=1):
        refuse(_("The month must be %(least)s or later."), "too_early", least=_spoken(least))
    if most and first > most:
        refuse(_("The month must be %(most)s or earlier."), "too_late", most=_spoken(most))
    return f"{first.year:04d}-{first.month:02d}"


def _spoken(when: date) -> str:
    return f"{when.month:02d}/{when.year:04d}"


def shown(value: Any) -> Any:
    known = isinstance(value, str) and re.fullmatch(PATTERN, value)
    return "/".join(reversed(value.split("-"))) if known else value


def schema(definition: Definition) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{PATTERN}$"}


def text(definition: Definition, value: Any) -> str:
    return str(shown(value))
