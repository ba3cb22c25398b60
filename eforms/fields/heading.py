"""A heading between questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields import display
from eforms.fields.contract import Definition, Facts
from eforms.fields.display import MISSING, DisplayBlock, clean, schema, shown, text
from eforms.fields.display import no_options as options

__all__ = ["MISSING", "Block", "clean", "form_field", "options", "schema", "shown", "text"]
COMPARES = "none"
UNASKED = True


class Block(DisplayBlock):
    label = blocks.CharBlock(max_length=250, label=_("Heading"))
    label_en = blocks.CharBlock(max_length=250, required=False, label=_("Heading in English"))

    class Meta:
        icon = "title"
        label = _("Heading")


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return display.field(definition)
