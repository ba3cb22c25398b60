"""A value people never see: fixed by the editor or reckoned; kept with the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.builder.condition import OperandBlock
from eforms.builder.folded import FoldedBlock
from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is
from eforms.fields.question import DisplayRulesBlock, formula_block
from rules.formulas import is_answer

MISSING = _("This value cannot be reckoned yet: answer the questions it is made of.")
UNASKED = True
UNSEEN = True  # on no page, in no review
COMPARES = "any"


class Block(FoldedBlock):
    label = blocks.CharBlock(max_length=250, label=_("Name"), help_text=_("Editors and officers see it."))
    label_en = blocks.CharBlock(max_length=250, required=False, label=_("Name in English"))
    value = OperandBlock(required=False, label=_("Value"))
    formula = formula_block(required=False)
    rules = DisplayRulesBlock()
    key = blocks.CharBlock(
        required=False,
        max_length=44,
        label=_("Code"),
        help_text=_("Leave it empty: made from the name once, then kept."),
    )

    class Meta:
        icon = "view"
        label = _("Hidden value")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    if value.get("formula"):
        return {"formula": value["formula"]}
    return {"value": value.get("value")}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=forms.HiddenInput())


def clean(definition: Definition, raw: Any, facts: Facts) -> Any:
    """The value or the formula's outcome; None when it is no answer."""
    return raw if is_answer(raw) else None


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {"type": ["string", "number", "boolean"], "readOnly": True}


def text(definition: Definition, value: Any) -> str:
    return str(value)
