"""What is built with menus (eforms.builder.widgets): conditions, what an answer is compared with, codes.

`ConditionBlock`: the condition (rules.shapes) as a mapping, or None. `OperandBlock`: a literal,
{"field": key}, {"today": {…}}, or None. `AskedBlock`: the code of a question; `AgencyBlock`: of an agency.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.builder.widgets import AskedWidget, ConditionWidget, FormulaWidget, LentWidget, OperandWidget

LONGEST = 20_000


class JsonField(forms.Field):
    """JSON as text. `loose`: what is no JSON is taken as text."""

    widget = forms.Textarea

    def __init__(self, *, loose: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.loose = loose

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        if len(value) > LONGEST:
            raise ValidationError(_("This is too long."), code="too_long")
        try:
            return json.loads(value, parse_constant=_no_constant, parse_float=_short, parse_int=_short_whole)
        except (ValueError, RecursionError):
            if self.loose:
                return value.strip()
        raise ValidationError(_("This condition cannot be read. Build it anew."), code="json")

    def prepare_value(self, value: Any) -> Any:
        if value is None or (isinstance(value, str) and self.loose):
            return value or ""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _short(digits: str) -> float:
    number = float(digits)
    if abs(number) > 1e15:
        raise ValueError(digits)
    return number


def _short_whole(digits: str) -> int:
    if len(digits) > 19:
        raise ValueError(digits)
    return int(digits)


class ConditionBlock(blocks.FieldBlock):
    """A condition tree; None when nothing is asked."""

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        self.field = JsonField(required=required, help_text=help_text, widget=ConditionWidget())
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned and not isinstance(cleaned, dict):
            raise ValidationError(_("This condition cannot be read. Build it anew."), code="json")
        return cleaned or None

    class Meta:
        icon = "view"
        label = _("Condition")


class OperandBlock(blocks.FieldBlock):
    """A number, a text, yes or no, another question's answer, or a day counted from today."""

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        self.field = JsonField(loose=True, required=required, help_text=help_text, widget=OperandWidget())
        super().__init__(**kwargs)

    class Meta:
        icon = "key"
        label = _("Value")


class FormulaBlock(blocks.TextBlock):
    """A formula in CEL, with the names and functions it may use beside it."""

    @cached_property
    def field(self) -> forms.Field:
        return forms.CharField(widget=FormulaWidget(), **self.field_options)


class AskedBlock(blocks.FieldBlock):
    """A question of the form, by its code; that it is there is checked where the form is whole."""

    def __init__(
        self, types: Sequence[str] = (), required: bool = True, help_text: Any = None, **kwargs: Any
    ) -> None:
        widget = AskedWidget(types)
        self.field = forms.CharField(required=required, help_text=help_text, max_length=60, widget=widget)
        super().__init__(**kwargs)

    class Meta:
        icon = "help"


class AgencyBlock(blocks.FieldBlock):
    """An agency of the catalogue, by its code; that there is one is checked before publishing."""

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        widget = LentWidget("agencies")
        self.field = forms.CharField(required=required, help_text=help_text, max_length=60, widget=widget)
        super().__init__(**kwargs)

    class Meta:
        icon = "site"
