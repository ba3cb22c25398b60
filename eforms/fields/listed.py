"""What questions share whose answer is the code of an entry of a list.

The compiled definition names the list and pins its version: {"list": "countries", "list_version": 1}; a list
lent by another room (agencies) has no version.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields.contract import AnswerField, Definition, Facts, refuse
from eforms.lists import reading

WHOLE = 300  # entries: a longer list is looked up, not written into the page


class ListSelect(forms.Select):
    """A menu that finds entries by what is typed where JavaScript runs (static/eforms/answering.js).

    Of a long list only what fits the words typed is in the menu; without JavaScript a button brings it.
    """

    template_name = "eforms/widgets/list_select.html"

    def __init__(self, definition: Definition, facts: Facts) -> None:
        super().__init__()
        self.definition, self.facts = definition, facts

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        chosen = data.get(name) or ""
        typed = (data.get(f"{name}-q") or "").strip()
        code, version = pinned(self.definition)
        if chosen and typed and reading.words_of(code, version, chosen) != typed:
            return typed  # what was typed after choosing is meant
        return chosen or typed

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}-q" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        code, version = pinned(self.definition)
        given = value if isinstance(value, str) else ""
        every = reading.entries(code, version, self.facts.on)
        chosen = next((one for one in every if one.code == given), None)
        typed = "" if chosen else given
        whole = len(every) <= WHOLE
        if not whole:
            every = reading.search(code, version, typed, self.facts.on) if typed else []
            every = [chosen, *every] if chosen else every
        self.choices = [("", _("Choose…")), *((one.code, one.words) for one in every)]
        context = super().get_context(name, chosen.code if chosen else "", attrs)
        source = reverse("eforms:list", args=[code, version or 0])
        context["widget"].update(whole=whole, typed=typed, source="" if whole else source)
        return context


def pinned(definition: Definition) -> tuple[str, int | None]:
    return definition.get("list") or "", definition.get("list_version")


def pin(code: str) -> dict[str, Any]:
    """The list as a compiled definition names it."""
    version = reading.current_version(code)
    return {"list": code, **({} if version is None else {"list_version": version})}


def missing(code: str) -> ValidationError | None:
    """What an editor is told who names a list that is not there."""
    if reading.exists(code):
        return None
    message = _("There is no code list “%(code)s”, or it has no entry yet.")
    return ValidationError(message, code="list_unknown", params={"code": code})


class NamedList:
    """Mixed into a block whose list is always the same: the list must be there when the form is saved."""

    LIST: str

    def clean(self, value: Any) -> Any:
        problem = missing(self.LIST)
        if problem:
            raise blocks.StructBlockValidationError(non_block_errors=[problem])
        return super().clean(value)  # type: ignore[misc]


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=ListSelect(definition, facts))


def clean(definition: Definition, raw: Any, facts: Facts) -> str:
    """The code of the entry whose code, or whose words, were given."""
    code, version = pinned(definition)
    entry = reading.find(code, version, raw.strip(), facts.on) if isinstance(raw, str) else None
    if entry is None:
        refuse(_("Choose one of the list: type a part of its name, then pick it."), "unknown_choice")
    return entry.code


def schema(definition: Definition) -> dict[str, Any]:
    """An enum of a short kept list; of others only where to look it up, the server judges."""
    code, version = pinned(definition)
    about = {"type": "string", "minLength": 1, "maxLength": 250, "x-list": {"code": code, "version": version}}
    if version is None:
        return about
    known = reading.pinned_entries(code, version)
    return {**about, "enum": [one.code for one in known]} if 0 < len(known) <= WHOLE else about


def text(definition: Definition, value: Any) -> str:
    return reading.words_of(*pinned(definition), str(value))
