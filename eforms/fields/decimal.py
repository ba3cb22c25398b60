"""A number with decimals and perhaps a unit. What was typed is what is kept: no rounding, no guessing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields.contract import AnswerField, Definition, Facts, refuse
from eforms.fields.question import QuestionBlock
from eforms.fields.widgets import UnitInput
from eforms.wording import said

MISSING = _("Enter a number.")
COMPARES = "number"
DEFAULT_DECIMALS = 2
DIGITS = 15  # as many digits as a JSON number keeps exactly
LARGEST = Decimal(10**12)
PLAIN = re.compile(r"[+-]?[0-9]+")
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})+|[+-]?[0-9]{1,3}(?:,[0-9]{3})+")
BLANK = r"(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}(?![0-9]))"  # between thousands
EITHER = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")  # 1234 to one person, a bit above 1 to another


class Block(QuestionBlock):
    decimals = blocks.IntegerBlock(
        default=DEFAULT_DECIMALS, min_value=1, max_value=6, required=False, label=_("Decimals at most")
    )
    unit = blocks.CharBlock(max_length=20, required=False, label=_("Unit, for example m²"))
    unit_en = blocks.CharBlock(max_length=20, required=False, label=_("Unit in English"))
    min = blocks.DecimalBlock(required=False, label=_("Smallest"))
    max = blocks.DecimalBlock(required=False, label=_("Largest"))

    class Meta:
        icon = "decimal"
        label = _("Number with decimals")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    decimals = value.get("decimals")
    units = {name: value.get(name) or "" for name in ("unit", "unit_en")}
    return {**units, "decimals": DEFAULT_DECIMALS if decimals is None else decimals, **bounds(value)}


def bounds(value: Mapping[str, Any]) -> dict[str, Any]:
    """`min` and `max` as JSON numbers."""
    return {
        name: None if value.get(name) is None else stored(Decimal(str(value[name])))
        for name in ("min", "max")
    }


def as_block(definition: Definition) -> dict[str, Any]:
    """The block's value of a compiled definition: bounds as text, which becomes an exact Decimal."""
    exact = {name: str(definition[name]) for name in ("min", "max") if definition.get(name) is not None}
    return {**definition, **exact}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    attrs = {"inputmode": "decimal", "autocomplete": "off"}
    return AnswerField(widget=UnitInput(said(definition, "unit"), attrs=attrs))


def clean(definition: Definition, raw: Any, facts: Facts) -> float:
    """`12,5`, `12.5`, `1.234,5` and the number 12.5. A lone `1.234` is refused: it has two meanings."""
    number = read(raw)
    decimals = definition.get("decimals", DEFAULT_DECIMALS)
    if -_exponent(number) > decimals:
        refuse(_("Write at most %(decimals)d digits after the comma."), "decimals", decimals=decimals)
    return stored(between(definition, number))


def read(raw: Any) -> Decimal:
    """The number as written. Raises ValidationError."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        number = Decimal(raw) if isinstance(raw, int) else Decimal(str(raw))
        if number.is_finite():
            return number
    line = (
        re.sub(r"(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}(?![0-9]))", "", raw.strip())
        if isinstance(raw, str)
        else ""
    )
    if EITHER.fullmatch(line):
        plain, comma = line.replace(".", ""), line.replace(".", ",")
        refuse(
            _("“%(line)s” can be read in two ways: write %(plain)s for thousands, or %(comma)s."),
            "ambiguous",
            line=line,
            plain=plain,
            comma=comma,
        )
    number_text = _plain(line)
    if number_text is None or len(re.sub(r"[^0-9]", "", number_text)) > DIGITS + 5:
        refuse(_("Enter a number in digits, for example 12,5."), "number")
    return Decimal(number_text)


def _plain(line: str) -> str | None:
    """`1.234,5` -> `1234.5`; None where the separators make no sense."""
    whole, mark, rest = line, "", ""
    last = max(line.rfind(","), line.rfind("."))
    if last >= 0 and (line.count(line[last]) == 1):
        whole, mark, rest = line[:last], line[last], line[last + 1 :]
        if not re.fullmatch(r"[0-9]+", rest) or mark in whole:
            return None
    if GROUPED.fullmatch(whole):
        whole = re.sub(r"[.,]", "", whole)
    return f"{whole}.{rest or 0}" if PLAIN.fullmatch(whole) else None


def _exponent(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def between(definition: Definition, number: Decimal) -> Decimal:
    """The number when it lies within the definition's bounds."""
    least, most = (definition.get(name) for name in ("min", "max"))
    least = -LARGEST if least is None else Decimal(str(least))
    most = LARGEST if most is None else Decimal(str(most))
    if number < least:
        refuse(_("The number must be at least %(least)s."), "too_small", least=written(least))
    if number > most:
        refuse(_("The number must be at most %(most)s."), "too_large", most=written(most))
    if len(number.normalize().as_tuple().digits) > DIGITS:
        refuse(_("Enter a number in digits, for example 12,5."), "number")
    return number


def stored(number: Decimal) -> float:
    """As JSON keeps it; at most 15 digits, so that str() gives the same decimal back."""
    return float(number) + 0.0  # no -0.0


def written(number: Decimal | float, grouped: bool = True) -> str:
    """1234.5 -> 1.234,5"""
    text = f"{Decimal(str(number)).normalize():,f}" if grouped else f"{Decimal(str(number)).normalize():f}"
    return text.translate(str.maketrans(",.", ".,"))


def shown(value: Any) -> Any:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return written(value, grouped=False) if is_number else value


def schema(definition: Definition) -> dict[str, Any]:
    least, most = definition.get("min"), definition.get("max")
    return {
        "type": "number",
        "minimum": float(-LARGEST) if least is None else least,
        "maximum": float(LARGEST) if most is None else most,
        "x-decimals": definition.get("decimals", DEFAULT_DECIMALS),
    }


def text(definition: Definition, value: Any) -> str:
    return f"{written(value)} {said(definition, 'unit')}".strip()
