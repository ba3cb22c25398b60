"""A picture, shown from the portal's own storage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from eforms.fields import display
from eforms.fields.contract import Definition, Facts
from eforms.fields.display import MISSING, DisplayBlock, clean, schema, shown, text
from eforms.wording import said

__all__ = ["MISSING", "Block", "clean", "form_field", "options", "schema", "shown", "text"]
COMPARES = "none"
UNASKED = True


class Block(DisplayBlock):
    image = ImageChooserBlock(label=_("Image"))
    label = blocks.CharBlock(
        max_length=250, label=_("What the image shows"), help_text=_("Read out to people who cannot see it.")
    )
    label_en = blocks.CharBlock(max_length=250, required=False, label=_("What it shows, in English"))
    caption = blocks.CharBlock(max_length=250, required=False, label=_("Caption"))
    caption_en = blocks.CharBlock(max_length=250, required=False, label=_("Caption in English"))

    class Meta:
        icon = "image"
        label = _("Image")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    image = value.get("image")
    captions = {name: value.get(name) or "" for name in ("caption", "caption_en")}
    return {"image": image.pk if image else None, **captions}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    image = get_image_model().objects.filter(pk=definition.get("image")).first()
    return display.field(definition, image=image, caption=said(definition, "caption"))
