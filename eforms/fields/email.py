"""An e-mail address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock, use_block
from eforms.fields.text import letters

MISSING = _("Enter an e-mail address.")
EXAMPLE = "lan@example.vn"


class Block(QuestionBlock):
    use = use_block("email")

    class Meta:
        icon = "mail"
        label = _("E-mail address")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    attrs = {
        "maxlength": 254,
        "autocomplete": "email" if definition.get("use") else "off",
        "spellcheck": "false",
    }
    return AnswerField(widget=forms.EmailInput(attrs=attrs))


def clean(definition: Definition, raw: Any, facts: Facts) -> str:
    address = letters(raw)
    try:
        validate_email(address)
    except ValidationError:
        refuse(_("Enter a whole e-mail address, for example lan@example.vn."), "email")
    return address


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {"type": "string", "format": "email", "maxLength": 320}


def text(definition: Definition, value: Any) -> str:
    return str(value)
