"""A Vietnamese phone number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock, use_block

MISSING = _("Enter a phone number.")
EXAMPLE = "0912 345 678"
PATTERN = r"0(?:[35789][0-9]{8}|2[0-9]{9})"  # mobile: 10 digits; fixed line: 02 and 11 digits in all


class Block(QuestionBlock):
    use = use_block("phone")

    class Meta:
        icon = "mobile-alt"
        label = _("Phone number")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    attrs = {"type": "tel", "maxlength": 30, "autocomplete": "tel" if definition.get("use") else "off"}
    return AnswerField(widget=forms.TextInput(attrs=attrs))


def plain(said: str) -> str:
    """`+84 912 345 678`, `0912.345.678`, `84912345678` -> `0912345678`; anything else without its signs."""
    digits = re.sub(r"[\s.\-()]", "", said)
    return re.sub(r"^(?:\+84|0084|84(?=[0-9]{9,10}$))0?", "0", digits)


def clean(definition: Definition, raw: Any, facts: Facts) -> str:
    digits = plain(raw) if isinstance(raw, str) else ""
    if not re.fullmatch(PATTERN, digits):
        refuse(_("Enter a Vietnamese phone number, for example 0912 345 678."), "phone")
    return digits


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{PATTERN}$"}


def text(definition: Definition, value: Any) -> str:
    return re.sub(r"^(\d{4})(\d{3})(\d+)$", r"\1 \2 \3", str(value))
