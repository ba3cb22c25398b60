"""One line of text."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock, use_block

MISSING = _("Enter an answer.")
DEFAULT_MAX = 250
# Letters that turn the reading direction: what is read would not be what is stored.
DIRECTION = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


class Block(QuestionBlock):
    use = use_block("full_name")
    max_length = blocks.IntegerBlock(
        required=False,
        default=DEFAULT_MAX,
        min_value=1,
        max_value=1000,
        label=_("Longest answer (characters)"),
    )

    class Meta:
        icon = "pilcrow"
        label = _("One line of text")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"max_length": value.get("max_length") or DEFAULT_MAX}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    attrs = {"maxlength": definition.get("max_length", DEFAULT_MAX)}
    if definition.get("use") == "full_name":
        attrs["autocomplete"] = "name"
    return AnswerField(widget=forms.TextInput(attrs=attrs))


def clean(definition: Definition, raw: Any, facts: Facts) -> str:
    line = letters(raw.replace("\t", " ") if isinstance(raw, str) else raw)
    return within(" ".join(line.split()), definition.get("max_length", DEFAULT_MAX))


def letters(raw: Any, allowed: str = "") -> str:
    """Text in NFC without control characters (but those in `allowed`)."""
    if not isinstance(raw, str):
        refuse(_("Enter text."), "type")
    for letter in raw:
        hidden = unicodedata.category(letter) in ("Cc", "Cs") or letter in DIRECTION
        if hidden and letter not in allowed:
            refuse(
                _("The answer holds a character that cannot be read. Type it again instead of pasting it."),
                "control",
            )
    return unicodedata.normalize("NFC", raw).strip()


def within(line: str, most: int) -> str:
    if len(line) > most:
        refuse(
            _("The answer is too long: %(length)d characters, at most %(most)d."),
            "too_long",
            length=len(line),
            most=most,
        )
    return line


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": definition.get("max_length", DEFAULT_MAX)}


def text(definition: Definition, value: Any) -> str:
    return str(value)
