"""A notice that stands out."""

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
KINDS = [("info", _("Information")), ("success", _("Good news")), ("warning", _("Warning"))]


class Block(DisplayBlock):
    label = blocks.CharBlock(max_length=250, label=_("Title"))
    label_en = blocks.CharBlock(max_length=250, required=False, label=_("Title in English"))
    kind = blocks.ChoiceBlock(choices=KINDS, default="info", label=_("Kind"))
    words = blocks.RichTextBlock(features=display.FEATURES, required=False, label=_("Words"))
    words_en = blocks.RichTextBlock(features=display.FEATURES, required=False, label=_("Words in English"))

    class Meta:
        icon = "warning"
        label = _("Notice")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    words = {name: display.safe_source(value.get(name)) for name in ("words", "words_en")}
    return {"kind": value.get("kind") or "info", **words}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    words = display.rich(definition, "words")
    return display.field(definition, kind=definition.get("kind", "info"), words=words)
