"""Yes or no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eforms.fields.contract import AnswerField, Definition, Facts, refuse
from eforms.fields.question import QuestionBlock

MISSING = _("Choose Yes or No.")
COMPARES = "truth"
WORDS = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}


class Block(QuestionBlock):
    class Meta:
        icon = "check"
        label = _("Yes or no")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=forms.RadioSelect(choices=[("yes", _("Yes")), ("no", _("No"))]))


def clean(definition: Definition, raw: Any, facts: Facts) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.strip().lower() in WORDS:
        return WORDS[raw.strip().lower()]
    refuse(_("Choose Yes or No."), "yes_no")


def shown(value: Any) -> Any:
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def schema(definition: Definition) -> dict[str, Any]:
    return {"type": "boolean"}


def text(definition: Definition, value: Any) -> str:
    return gettext("Yes") if value else gettext("No")
