"""Some paragraphs to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields import display
from eforms.fields.contract import Definition, Facts
from eforms.fields.display import MISSING, DisplayBlock, clean, schema, shown, text

__all__ = ["MISSING", "Block", "clean", "form_field", "options", "schema", "shown", "text"]
COMPARES = "none"
UNASKED = True


class Block(DisplayBlock):
    label = blocks.CharBlock(
        max_length=250, label=_("Name for editors"), help_text=_("Not shown: the words below are.")
    )
    label_en = blocks.CharBlock(max_length=250, required=False, label=_("Name in English"))
    words = blocks.RichTextBlock(features=display.FEATURES, label=_("Words"))
    words_en = blocks.RichTextBlock(features=display.FEATURES, required=False, label=_("Words in English"))

    class Meta:
        icon = "doc-full"
        label = _("Text to read")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name: display.safe_source(value.get(name)) for name in ("words", "words_en")}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return display.field(definition, words=display.rich(definition, "words"))
