"""An amount of money in whole đồng."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields.contract import AnswerField, Definition, Facts, refuse
from eforms.fields.integer import LARGEST, between
from eforms.fields.question import QuestionBlock
from eforms.fields.widgets import UnitInput
from rules.money import format_vnd, in_words, in_words_en, read_vnd

MISSING = _("Enter an amount.")
COMPARES = "number"


class SumField(forms.IntegerField):
    """A bound, typed as an answer is: a plain field for whole numbers reads "50.000" as 50."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        return None if value in self.empty_values else _read(value)


class SumBlock(blocks.IntegerBlock):
    canonical_module_path = "wagtail.blocks.IntegerBlock"

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.field: forms.Field = SumField(required=False, min_value=0)


class Block(QuestionBlock):
    min = SumBlock(required=False, min_value=0, label=_("Smallest (đồng)"))
    max = SumBlock(required=False, min_value=0, label=_("Largest (đồng)"))

    class Meta:
        icon = "tag"
        label = _("Amount of money")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"min": value.get("min") or 0, "max": value.get("max")}


class MoneyInput(UnitInput):
    """The amount, and below it the amount in words, which the page asks for while it is typed."""

    template_name = "eforms/widgets/money.html"

    def __init__(self) -> None:
        super().__init__("đ", {"inputmode": "numeric", "autocomplete": "off", "maxlength": 40})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["words"] = words_of(value)
        context["widget"]["attrs"].update(
            {
                "hx-post": reverse("eforms:amount-in-words"),
                "hx-trigger": "input changed delay:600ms, change",
                "hx-target": f"#{context['widget']['attrs'].get('id', name)}_words",
                "hx-params": name,
                "hx-swap": "textContent",
            }
        )
        return context


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=MoneyInput())


def words_of(raw: Any) -> str:
    """The amount in words of the page's language; empty where no amount can be read."""
    try:
        amount = _read(raw)
    except ValidationError:
        return ""
    if not 0 <= amount <= LARGEST:
        return ""
    return in_words_en(amount) if (get_language() or "").startswith("en") else in_words(amount)


def clean(definition: Definition, raw: Any, facts: Facts) -> int:
    """`120000`, `120.000`, `120,000 đ` and the number 120000 are the same amount; no xu."""
    bounds = {"min": definition.get("min") or 0, "max": definition.get("max")}
    return between(bounds, _read(raw), said=format_vnd)


def _read(raw: Any) -> int:
    try:
        amount = read_vnd(raw)
    except ValueError:
        amount = None
    if amount is None:
        refuse(_("Enter the amount in whole đồng, for example 120.000."), "money")
    return amount


def shown(value: Any) -> Any:
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


def schema(definition: Definition) -> dict[str, Any]:
    most = definition.get("max")
    return {
        "type": "integer",
        "minimum": definition.get("min") or 0,
        "maximum": LARGEST if most is None else most,
    }


def text(definition: Definition, value: Any) -> str:
    words = words_of(value)
    return f"{format_vnd(value)} ({words})" if words else format_vnd(value)
