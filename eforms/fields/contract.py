"""What every question type says about itself. One module a type, listed in `eforms.fields.TYPES`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn, Protocol

from django import forms
from django.core.exceptions import ValidationError

from documents.models import StoredFile

Definition = Mapping[str, Any]  # one entry of content["steps"][…]["fields"]
Answers = Mapping[str, Any]  # {question key: JSON value}


@dataclass(frozen=True)
class Facts:
    """What an answer is judged by besides itself: the day, and the files stored for the draft, by id."""

    on: date
    files: Mapping[str, StoredFile] = field(default_factory=dict)


class FieldType(Protocol):
    """A question type (a module)."""

    @property
    def Block(self) -> Any:
        """The editor's block, a QuestionBlock."""

    @property
    def MISSING(self) -> Any:
        """What is said when a required answer is not there."""

    def options(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """The type's own part of the compiled definition, from the block's value."""

    def form_field(self, definition: Definition, facts: Facts, given: Any) -> forms.Field:
        """The field of the page's form. `given`: what was typed or stored, for widgets that depend on it."""

    def clean(self, definition: Definition, raw: Any, facts: Facts) -> Any:
        """A non-empty raw value (typed text or JSON) to its JSON value, or ValidationError with a code."""

    def shown(self, value: Any) -> Any:
        """A JSON value as the widget shows it."""

    def schema(self, definition: Definition) -> dict[str, Any]:
        """JSON Schema of the JSON value."""

    def text(self, definition: Definition, value: Any) -> str:
        """The JSON value as a person reads it."""


class AnswerField(forms.Field):
    """A field that lets everything through: answers are judged in one place, `eforms.answers`."""

    def clean(self, value: Any) -> Any:
        return value


def refuse(message: Any, code: str, **params: Any) -> NoReturn:
    raise ValidationError(message, code=code, params=params)


def is_blank(raw: Any) -> bool:
    """Nothing was answered: no value, only blanks, or a composite of such."""
    if isinstance(raw, str):
        return not raw.strip()
    if isinstance(raw, Mapping):
        return all(is_blank(part) for part in raw.values())
    return raw is None or (isinstance(raw, list | tuple) and not raw)


def as_it_is(value: Any) -> Any:
    return value
