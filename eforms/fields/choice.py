"""One of several choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.builder.condition import ConditionBlock
from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock
from eforms.keys import key_from
from eforms.lists.reading import Entry, current_version, known_lists, pinned_entries
from eforms.wording import said

MISSING = _("Choose an answer.")
COMPARES = "choice"
MOST_RADIOS = 7  # a longer list is a menu
MOST_OPTIONS = 300


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


class ChoicesBlock(QuestionBlock):
    """Choices written here, or those of a code list."""

    options = blocks.ListBlock(OptionBlock(), default=[], max_num=MOST_OPTIONS, label=_("Choices"))
    list = blocks.ChoiceBlock(
        choices=known_lists,
        required=False,
        label=_("Or the choices of a code list"),
        help_text=_("The form keeps the version of the day it is published."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        problem = _options_problem(cleaned)
        if problem:
            raise blocks.StructBlockValidationError(problem)
        return cleaned


def _options_problem(value: Mapping[str, Any]) -> dict[str, ValidationError]:
    """Too few choices, or a list that cannot be written into a page."""
    code = value.get("list")
    if not code:
        few = ValidationError(_("Write at least two choices, or choose a code list."), code="too_few")
        return {"options": few} if len(value["options"]) < 2 else {}
    if len(value["options"]):
        both = ValidationError(_("Either write choices or take a list: empty one of them."), code="both")
        return {"list": both}
    if 0 < len(_listed(code)) <= MOST_OPTIONS:
        return {}
    words = _("This list cannot be written out: take the type “Long choice” for it.")
    return {"list": ValidationError(words, code="list_too_long")}


def _listed(code: str) -> Sequence[Entry]:
    version = current_version(code)
    return [] if version is None else pinned_entries(code, version)


class Block(ChoicesBlock):
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
    """The choices; of a list those of its newest version, which is named too."""
    code = value.get("list")
    if not code:
        return {"options": [_option(option) for option in value["options"]]}
    own = [{"value": one.code, "label": one.label, "label_en": one.label_en} for one in _listed(code)]
    return {"options": own, "list": code, "list_version": current_version(code)}


def as_block(definition: Definition) -> dict[str, Any]:
    """The block's value of a compiled definition: the choices of a list are not written out."""
    return {**definition, "options": []} if definition.get("list") else dict(definition)


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
