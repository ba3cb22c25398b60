"""What an administrator fills in of a way of paying, a place of keys: options, and their fields in a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PREFIX = "option_"
LONGEST = 500


@dataclass(frozen=True)
class Option:
    """One thing that is filled in. A secret is an option of a kind of its own (NamedSecret, LockedSecret)."""

    name: str
    label: Any
    help: Any = ""
    required: bool = True
    default: str = ""

    def field(self, kept: str | None) -> forms.Field:
        """kept: what was filled in before; None: nothing yet."""
        initial = self.default if kept is None else kept
        return forms.CharField(max_length=LONGEST, initial=initial, **self.said)

    def read(self, value: Any, kept: str) -> str:
        """What is kept of what the field gave; "": nothing."""
        return value or ""

    @property
    def said(self) -> dict[str, Any]:
        return {"label": self.label, "help_text": self.help, "required": False}


def missing(options: Iterable[Option], given: Mapping[str, str]) -> list[Option]:
    return [one for one in options if one.required and not given.get(one.name)]


class OptionsForm(forms.BaseForm):
    """Beside a model's form: one field for each option, named option_<name>."""

    def ask(self, options: Iterable[Option], kept: Mapping[str, str]) -> None:
        self.asked = tuple(options)
        self.kept = kept
        for option in self.asked:
            self.fields[PREFIX + option.name] = option.field(kept.get(option.name))

    def filled_in(self, said: Mapping[str, Any]) -> dict[str, str]:
        """{option: value}, without those left empty."""
        given = {
            one.name: one.read(said.get(PREFIX + one.name), self.kept.get(one.name, "")) for one in self.asked
        }
        return {name: value for name, value in given.items() if value}

    def refuse_missing(self, given: Mapping[str, str]) -> bool:
        """Says so beside each field; whether there was one."""
        lacking = missing(self.asked, given)
        for option in lacking:
            self.add_error(PREFIX + option.name, ValidationError(_("This is needed."), code="required"))
        return bool(lacking)
