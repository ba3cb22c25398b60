"""Any number of several choices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eforms.fields.choice import labels, options, options_block
from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock

__all__ = ["COMPARES", "MISSING", "Block", "clean", "form_field", "options", "schema", "shown", "text"]
MISSING = _("Choose at least one answer.")
COMPARES = "list"


class Block(QuestionBlock):
    options = options_block()

    class Meta:
        icon = "tasks"
        label = _("Several choices")


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=forms.CheckboxSelectMultiple(choices=list(labels(definition).items())))


def clean(definition: Definition, raw: Any, facts: Facts) -> list[str]:
    """The chosen values, each once, in the order of the form."""
    known = labels(definition)
    if not isinstance(raw, list | tuple) or not all(isinstance(one, str) and one in known for one in raw):
        refuse(_("Choose among the answers listed."), "unknown_choice")
    return [value for value in known if value in raw]


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {"type": "array", "items": {"enum": list(labels(definition))}, "uniqueItems": True, "minItems": 1}


def text(definition: Definition, value: Any) -> str:
    known = labels(definition)
    return "; ".join(known.get(one, str(one)) for one in value)
