"""What every question type says about itself. One module a type, listed in `eforms.fields.leaves`.

Answers are JSON, and formulas (rules.formulas) read them as they are:
  whole numbers and money (whole đồng): int, at most 10**15;
  decimals and percentages: float, rounded half up to the question's digits, at most 15 digits in all, so that
    the number kept is the number typed; always a float (`12.0`), since CEL mixes no int with double;
  dates: "YYYY-MM-DD"; months: "YYYY-MM"; times: "HH:MM"; years: int.

Besides the protocol a module may have
  COMPARES: the family its answers compare as (rules.checks.FAMILIES: text, number, date, month, time, truth,
    choice, list, rows, files, parts, none; "any" takes every operator). Left out: "text".
  UNASKED = True: nobody types an answer (words to read, computed and hidden values).
  UNSEEN = True: it is on no page.
  as_block(definition): the block's value of a compiled definition, where the two differ.
The definitions a type's functions get are resolved (visible_fields in eforms.judging.answers): `required`,
`min`, `max` and `options` are those that hold now; `value` and `fixed` when a rule sets the answer. Types
know no rules.
"""

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
    """What an answer is judged by besides itself: the day, and the files stored for the draft, by id.

    `applicant`: person, household or organization; `channel`: online, desk or post; `age`: of who applies, in
    whole years, None when it is not known; `fixed`: answers that stay as they were filled in, by question
    (eforms.prefilling.origins), whatever is sent; `variant`: what the chosen case of the procedure is called,
    "" when there is none; `on_paper`: papers lie at the counter, so no file has to be attached.
    Rules read them as _today, _applicant, _channel, _age and _variant.
    """

    on: date
    files: Mapping[str, StoredFile] = field(default_factory=dict)
    channel: str = "online"
    applicant: str = "person"
    age: int | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)
    variant: str = ""
    on_paper: bool = False

    def as_answers(self) -> dict[str, Any]:
        """What rules read of them."""
        own = {"_today": self.on.isoformat(), "_channel": self.channel, "_applicant": self.applicant}
        known = {"_age": self.age, "_variant": self.variant or None}
        return own | {name: value for name, value in known.items() if value is not None}


FILE_TYPES = ("file", "photo")  # their answer is the list of ids of files stored for the draft


def is_file(definition: Definition) -> bool:
    """Whether the question is answered by files."""
    return definition["type"] in FILE_TYPES


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
    """A field that lets everything through: answers are judged in one place, `eforms.judging.answers`.

    `unseen`: the page that was sent did not show it yet; its first answer stands there, not an empty box.
    """

    unseen = False

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial if self.unseen else data

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
