"""A time of day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock

MISSING = _("Enter a time.")
COMPARES = "time"
EXAMPLE = "07:30"
PATTERN = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"


class Block(QuestionBlock):
    class Meta:
        icon = "clock"
        label = _("Time of day")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=forms.TextInput(attrs={"maxlength": 12, "autocomplete": "off"}))


def clean(definition: Definition, raw: Any, facts: Facts) -> str:
    """`7:30`, `7h30`, `7 giờ 30`, `7h`, `0730` -> `07:30`."""
    line = re.sub(r"\s+", "", raw.lower()) if isinstance(raw, str) else ""
    read = re.fullmatch(r"([0-9]{1,2})(?:[:.hg]|giờ)([0-9]{2})?(?:phút|p)?|([0-9]{2})([0-9]{2})", line)
    if not read:
        refuse(_("Enter the time as hours:minutes, for example 07:30."), "time")
    hour, minute = read[1] or read[3], read[2] or read[4] or "00"
    if int(hour) > 23 or int(minute) > 59:
        refuse(_("A day has hours 0 to 23, an hour has minutes 0 to 59."), "no_such_time")
    return f"{int(hour):02d}:{minute}"


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{PATTERN}$"}


def text(definition: Definition, value: Any) -> str:
    return str(value)
