"""A resolved question as a field of a page's form, and what the page must know to bring it up to date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import conditional_escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eforms.canonical import digest
from eforms.fields import TYPES, is_asked
from eforms.fields.computed import ShownWidget
from eforms.fields.contract import AnswerField, Definition, Facts
from eforms.fields.file import FilesWidget
from eforms.wording import said

# What may change in a question while others are answered, and makes the page draw it again.
CHANGING = ("required", "value", "fixed", "min_rows", "max_rows")


def field_of(
    definition: Definition, facts: Facts, *, known: Any, shown: Any, address: str = "", in_row: bool = False
) -> forms.Field:
    """The field. `known`: the answer as stored; `shown`: what stands in the control; `address`: for files."""
    kind = TYPES[definition["type"]]
    if definition.get("fixed"):
        value = definition.get("value")
        field: forms.Field = AnswerField(
            widget=ShownWidget("" if value is None else kind.text(definition, value))
        )
    else:
        field = kind.form_field(definition, facts, known)
    if isinstance(field.widget, FilesWidget):
        field.widget.address, field.widget.carried = address, in_row
    field.label, field.initial = said(definition, "label"), shown
    field.required = bool(definition.get("required")) or not is_typed(definition)  # not called optional
    locked = not in_row and definition["key"] in facts.fixed
    field.help_text = gettext("This stays as it is.") if locked else hint(definition)
    return field


def shown_of(definition: Definition, known: Any, typed: Any) -> Any:
    """What stands in the control: what was typed last, else the answer."""
    if typed is not None:
        return typed
    return None if known is None else TYPES[definition["type"]].shown(known)


def mark_of(definition: Definition, errors: Iterable[object] = ()) -> str:
    """Changes when the question must be drawn anew though it stays on the page (step.js compares it).

    Rows of a group have marks of their own.
    """
    seen: list[Any] = [definition.get(name) for name in CHANGING]
    seen.append([one["value"] for one in definition.get("options") or ()])
    seen.append([str(one) for one in errors])
    return digest(seen)[:12]


def hint(definition: Definition) -> str:
    """Help and example, each a line of its own; why an answer cannot be typed."""
    example = said(definition, "example") or getattr(TYPES[definition["type"]], "EXAMPLE", "")
    lines = [
        said(definition, "help"),
        _("For example: %(example)s") % {"example": example} if example else "",
    ]
    if definition.get("fixed"):
        lines = [gettext("Filled in by the form, from your other answers.")]
    return "<br>".join(conditional_escape(line) for line in lines if line)


def is_display(definition: Definition) -> bool:
    """Words to read: nothing is answered."""
    return getattr(TYPES[definition["type"]], "COMPARES", "") == "none"


def is_typed(definition: Definition) -> bool:
    """Whether a person gives the answer: it is not reckoned, and no rule sets it."""
    return is_asked(definition) and not definition.get("fixed")


def is_told(definition: Definition) -> bool:
    """Whether reviews list it: no words without an answer, no hidden value."""
    return not is_display(definition) and not is_unseen(definition)


def is_unseen(definition: Definition) -> bool:
    return bool(getattr(TYPES[definition["type"]], "UNSEEN", False))


def has_rules(definition: Definition) -> bool:
    """Whether earlier answers change anything about the question."""
    own = ("show_if", "require_if", "limits", "checks", "set", "formula")
    by_option = any(option.get("show_if") for option in definition.get("options") or ())
    return by_option or any(definition.get(name) for name in own)
