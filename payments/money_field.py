"""An amount of money, and a number of notes, as people type them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from payments.bank.cells import LARGEST
from rules.money import format_vnd, read_vnd, ungrouped

ABOVE_ZERO = _("Enter an amount in whole đồng above zero, such as 58.000.")
FROM_ZERO = _("Enter an amount in whole đồng, such as 58.000.")


class MoneyField(forms.IntegerField):
    """Whole đồng, `least` to `most`: "100000", "100.000", "100,000 đ"; parts of a đồng are refused.

    A plain field for whole numbers reads "50.000" as 50.
    """

    def __init__(self, *, least: int = 0, most: int = LARGEST, **more: Any) -> None:
        self.least, self.most = least, most
        self.wrong = ABOVE_ZERO if least else FROM_ZERO
        more.setdefault("error_messages", {"required": self.wrong})
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric"}), **more)

    def to_python(self, value: Any) -> int | None:
        """None for an empty field."""
        if value in self.empty_values:
            return None
        try:
            amount = read_vnd(value)
        except ValueError:
            amount = None
        if amount is None or not self.least <= amount <= self.most:
            raise ValidationError(self.wrong, code="invalid")
        return amount


class CountField(forms.IntegerField):
    """How many of something: "1.000" is a thousand. A plain field for whole numbers reads it as 1."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    re_decimal = re.compile(r"(?!)")  # Django's drops ".0"

    def to_python(self, value: Any) -> int | None:
        return super().to_python(ungrouped(value.strip()) if isinstance(value, str) else value)


def plain_sum(amount: int) -> str:
    """A sum as it stands in a MoneyField: "58.000"."""
    return format_vnd(amount).removesuffix(" đ")
