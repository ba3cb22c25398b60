"""Text of several lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is
from eforms.fields.question import QuestionBlock
from eforms.fields.text import letters, within

MISSING = _("Enter an answer.")
DEFAULT_MAX = 2000


class Block(QuestionBlock):
    max_length = blocks.IntegerBlock(
        required=False,
        default=DEFAULT_MAX,
        min_value=1,
        max_value=20_000,
        label=_("Longest answer (characters)"),
    )

    class Meta:
        icon = "doc-full"
        label = _("Several lines of text")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"max_length": value.get("max_length") or DEFAULT_MAX}


class CountedArea(forms.Textarea):
    """Says how much fits; with JavaScript also how much is left. What is too long is kept, not cut off."""

    template_name = "eforms/widgets/long_text.html"

    def __init__(self, most: int) -> None:
        super().__init__({"rows": 5})
        self.most = most

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = context["widget"]["attrs"]
        if given.get("id"):
            given["aria-describedby"] = f"{given.get('aria-describedby', '')} {given['id']}_most".strip()
        context["widget"]["most"] = self.most
        return context


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=CountedArea(definition.get("max_length", DEFAULT_MAX)))


def clean(definition: Definition, raw: Any, facts: Facts) -> str:
    line = letters(raw, allowed="\n\r\t").replace("\r\n", "\n").replace("\r", "\n")
    return within(line, definition.get("max_length", DEFAULT_MAX))


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": definition.get("max_length", DEFAULT_MAX)}


def text(definition: Definition, value: Any) -> str:
    return str(value)
