"""A sentence the person declares by ticking it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock
from eforms.fields.yes_no import WORDS

MISSING = _("Tick this sentence to continue.")
COMPARES = "truth"


class Block(QuestionBlock):
    label = blocks.CharBlock(max_length=1000, label=_("Sentence"))
    label_en = blocks.CharBlock(max_length=1000, required=False, label=_("The same in English"))

    class Meta:
        icon = "circle-check"
        label = _("Declaration to tick")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=forms.CheckboxInput(check_test=lambda value: value in (True, "yes")))


def clean(definition: Definition, raw: Any, facts: Facts) -> bool | None:
    """True, or None where it need not be ticked."""
    said = WORDS.get(raw.strip().lower()) if isinstance(raw, str) else raw
    if not isinstance(said, bool):
        refuse(_("Send true when the sentence is declared."), "declaration")
    if not said and definition.get("required"):
        refuse(MISSING, "required")
    return said or None


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {"const": True}


def text(definition: Definition, value: Any) -> str:
    return gettext("Declared") if value else ""
