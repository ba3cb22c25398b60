"""What the person needs before beginning: a list to read, nothing to tick."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields import display
from eforms.fields.contract import Definition, Facts
from eforms.fields.display import MISSING, DisplayBlock, clean, schema, shown, text
from eforms.wording import said

__all__ = ["MISSING", "Block", "clean", "form_field", "options", "schema", "shown", "text"]
COMPARES = "none"
UNASKED = True
WORDS = ("label", "label_en", "note", "note_en")


class NeedBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=250, label=_("What is needed"))
    label_en = blocks.CharBlock(max_length=250, required=False, label=_("The same in English"))
    note = blocks.CharBlock(max_length=250, required=False, label=_("Note"))
    note_en = blocks.CharBlock(max_length=250, required=False, label=_("Note in English"))


class Block(DisplayBlock):
    label = blocks.CharBlock(max_length=250, default=_("What you need"), label=_("Heading"))
    label_en = blocks.CharBlock(max_length=250, required=False, label=_("Heading in English"))
    items = blocks.ListBlock(NeedBlock(), min_num=1, max_num=30, label=_("Things needed"))

    class Meta:
        icon = "list-ul"
        label = _("List “what you need”")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"items": [{word: item.get(word) or "" for word in WORDS} for item in value["items"]]}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    items = [
        {"label": said(item, "label"), "note": said(item, "note")} for item in definition.get("items", ())
    ]
    return display.field(definition, items=items)
