"""A tax code: ten digits with a check digit, thirteen for a branch, or a person's twelve-digit number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields import personal_number
from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock

MISSING = _("Enter the tax code.")
EXAMPLE = "0100109106"
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
PATTERN = r"[0-9]{10}(?:-[0-9]{3})?"


class Block(QuestionBlock):
    personal = blocks.BooleanBlock(
        required=False,
        default=True,
        label=_("A personal number is taken too"),
        help_text=_("Since 01/07/2025 persons and household businesses use it as their tax code."),
    )

    class Meta:
        icon = "barcode"
        label = _("Tax code")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"personal": bool(value.get("personal"))}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    attrs = {"inputmode": "numeric", "maxlength": 20, "autocomplete": "off"}
    return AnswerField(widget=forms.TextInput(attrs=attrs))


def check_digit(nine: str) -> int:
    """10 − Σ digit × weight mod 11; 10 means that no tax code begins so."""
    return 10 - sum(int(digit) * weight for digit, weight in zip(nine, WEIGHTS, strict=True)) % 11


def clean(definition: Definition, raw: Any, facts: Facts) -> str:
    """`0100109106`, `0100109106-001` (also without the dash), `052185012345`."""
    digits = re.sub(r"[\s.\-]", "", raw) if isinstance(raw, str) else ""
    if re.fullmatch(r"[0-9]{12}", digits) and definition.get("personal"):
        return personal_number.clean({}, digits, facts)
    if not re.fullmatch(r"[0-9]{10}(?:[0-9]{3})?", digits):
        if definition.get("personal"):
            refuse(
                _("A tax code has 10 or 13 digits; a person uses the 12-digit personal number."),
                "digits",
            )
        refuse(_("A tax code has 10 digits, that of a branch 13."), "digits")
    if int(digits[9]) != check_digit(digits[:9]):
        refuse(
            _("There is no such tax code: its tenth digit does not fit the others. Check each digit."),
            "check_digit",
        )
    if digits[10:] == "000":
        refuse(_("The branches of a tax code are counted from 001."), "branch")
    return digits[:10] + (f"-{digits[10:]}" if digits[10:] else "")


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    either = "|[0-9]{12}" if definition.get("personal") else ""
    return {"type": "string", "pattern": f"^(?:{PATTERN}{either})$"}


def text(definition: Definition, value: Any) -> str:
    return str(value)
