"""A value the form reckons from earlier answers: shown, never typed, kept with the answers."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields.contract import AnswerField, Definition, Facts
from eforms.fields.question import QuestionBlock, formula_block
from rules.days import day

MISSING = _("This value cannot be reckoned yet: answer the questions it is made of.")
UNASKED = True
RESULTS = [
    ("integer", _("a whole number")),
    ("decimal", _("a number with decimals")),
    ("money", _("an amount in đồng")),
    ("text", pgettext_lazy("result of a formula", "text")),
    ("date", pgettext_lazy("result of a formula", "a date")),
    ("yes_no", _("yes or no")),
]
LARGEST = 10**15
MOST_DECIMALS = 6


class Block(QuestionBlock):
    formula = formula_block()
    result = blocks.ChoiceBlock(choices=RESULTS, default="integer", label=_("The formula gives"))
    decimals = blocks.IntegerBlock(
        required=False, min_value=0, max_value=MOST_DECIMALS, label=_("Digits after the comma")
    )

    class Meta:
        icon = "superscript"
        label = _("Computed value")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    own = {"formula": value["formula"], "result": value.get("result") or "integer"}
    return own if value.get("decimals") is None else {**own, "decimals": value["decimals"]}


class ShownWidget(forms.Widget):
    """What the form reckoned; nothing is sent."""

    template_name = "eforms/widgets/shown.html"

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["words"] = self.words
        return context


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    value = definition.get("value")
    return AnswerField(widget=ShownWidget("" if value is None else text(definition, value)))


def clean(definition: Definition, raw: Any, facts: Facts) -> Any:
    """The formula's outcome as an answer of the result's type; None when it is not of that type."""
    result, outcome = definition.get("result") or "integer", raw
    if result == "text":
        return outcome if isinstance(outcome, str) and outcome.strip() else None
    if result == "date":
        return outcome if day(outcome) else None
    if result == "yes_no":
        return outcome if isinstance(outcome, bool) else None
    if isinstance(outcome, bool) or not isinstance(outcome, int | float) or abs(outcome) > LARGEST:
        return None
    digits = definition.get("decimals", 2) if result == "decimal" else 0
    exact = Decimal(str(outcome)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return float(exact) if result == "decimal" else int(exact)


def shown(value: Any) -> Any:
    return value


def schema(definition: Definition) -> dict[str, Any]:
    types = {
        "integer": {"type": "integer"},
        "money": {"type": "integer"},
        "decimal": {"type": "number"},
        "date": {"type": "string", "format": "date"},
        "yes_no": {"type": "boolean"},
        "text": {"type": "string"},
    }
    return {**types[definition.get("result") or "integer"], "readOnly": True}


def text(definition: Definition, value: Any) -> str:
    result = definition.get("result") or "integer"
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, int):
        digits = f"{value:,}".replace(",", ".")
        return f"{digits} đ" if result == "money" else digits
    if isinstance(value, float):
        return f"{value:,.{definition.get('decimals', 2)}f}".translate(str.maketrans(",.", ".,"))
    named = day(value) if result == "date" else None
    return f"{named.day:02d}/{named.month:02d}/{named.year:04d}" if named else str(value)
