"""One of several choices."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.builder.condition import ConditionBlock
from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock
from eforms.keys import key_from
from eforms.wording import said

MISSING = _("Choose an answer.")
COMPARES = "choice"
MOST_RADIOS = 7  # a longer list is a menu


class OptionBlock(blocks.StructBlock):
    label = blocks.CharBlock(max_length=250, label=_("Words of the choice"))
    label_en = blocks.CharBlock(max_length=250, required=False, label=_("The same in English"))
    value = blocks.CharBlock(
        required=False,
        max_length=60,
        label=_("Code"),
        help_text=_("Leave it empty: made from the words once, then kept."),
    )

    show_if = ConditionBlock(required=False, label=_("Offered only when"))

    class Meta:
        form_classname = "struct-block"


def options_block() -> blocks.ListBlock:
    return blocks.ListBlock(OptionBlock(), min_num=2, max_num=300, label=_("Choices"))


class Block(QuestionBlock):
    options = options_block()

    class Meta:
        icon = "radio-empty"
        label = _("One choice")


def name_options(value: Mapping[str, Any]) -> None:
    """Give a code to each choice that has none."""
    taken = {option["value"] for option in value["options"] if option["value"]}
    for option in value["options"]:
        if not option["value"] and option["label"]:
            option["value"] = key_from(option["label"], taken)
            taken.add(option["value"])


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"options": [_option(option) for option in value["options"]]}


def _option(option: Mapping[str, Any]) -> dict[str, Any]:
    own = {name: option[name] for name in ("value", "label", "label_en")}
    return {**own, "show_if": option["show_if"]} if option.get("show_if") else own


def labels(definition: Definition) -> dict[str, str]:
    """{value: words in the page's language}"""
    return {option["value"]: said(option, "label") for option in definition["options"]}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    choices = list(labels(definition).items())
    if len(choices) > MOST_RADIOS:
        return AnswerField(widget=forms.Select(choices=[("", _("Choose…")), *choices]))
    return AnswerField(widget=forms.RadioSelect(choices=choices))


def clean(definition: Definition, raw: Any, facts: Facts) -> str:
    if not isinstance(raw, str) or raw not in labels(definition):
        refuse(_("Choose one of the answers listed."), "unknown_choice")
    return raw


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {"type": "string", "enum": list(labels(definition))}


def text(definition: Definition, value: Any) -> str:
    return labels(definition).get(value, str(value))
