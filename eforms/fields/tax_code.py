"""A tax code: ten digits with a check digit, thirteen for a branch, or a person's twelve-digit number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from accounts.tax_codes import digits_of, read_tax_code
from eforms.fields import personal_number
from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock

MISSING = _("Enter the tax code.")
EXAMPLE = "0100109106"
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


def clean(definition: Definition, raw: Any, facts: Facts) -> str:
    """`0100109106`, `0100109106-001` (also without the dash), `052185012345`."""
    digits = digits_of(raw)
    if re.fullmatch(r"[0-9]{12}", digits) and definition.get("personal"):
        return personal_number.clean({}, digits, facts)
    try:
        return read_tax_code(raw)
    except ValidationError as refused:
        if refused.code == "digits" and definition.get("personal"):
            refuse(
                _("A tax code has 10 or 13 digits; a person uses the 12-digit personal number."),
                "digits",
            )
        raise


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    either = "|[0-9]{12}" if definition.get("personal") else ""
    return {"type": "string", "pattern": f"^(?:{PATTERN}{either})$"}


def text(definition: Definition, value: Any) -> str:
    return str(value)
