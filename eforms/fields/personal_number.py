"""The 12-digit personal number: place of birth (3), century and sex (1), year of birth (2), serial (6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock, use_block

MISSING = _("Enter the personal number.")
# Codes of the 63 provinces before 01/07/2025, which the numbers keep (Thông tư 59/2021/TT-BCA);
# the codes of countries, for people born abroad, lie above the provinces'.
PROVINCES = frozenset(
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 "
    "040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 "
    "083 084 086 087 089 091 092 093 094 095 096".split()
)
COUNTRIES = range(101, 400)


class Block(QuestionBlock):
    use = use_block("personal_number")

    class Meta:
        icon = "password"
        label = _("Personal number (12 digits)")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 20, "autocomplete": "off"})
    )


def birth_year(number: str) -> int:
    """Digit 4 counts centuries by pairs from 1900 (0, 1: 19xx; 2, 3: 20xx; …), digits 5 and 6 the year."""
    return 1900 + int(number[3]) // 2 * 100 + int(number[4:6])


def clean(definition: Definition, raw: Any, facts: Facts) -> str:
    number = re.sub(r"[\s.\-]", "", raw) if isinstance(raw, str) else ""
    if not re.fullmatch(r"[0-9]{12}", number):
        refuse(_("A personal number has exactly 12 digits."), "digits")
    if number[:3] not in PROVINCES and int(number[:3]) not in COUNTRIES:
        refuse(
            _("No personal number begins with %(start)s. Check the first three digits."),
            "place",
            start=number[:3],
        )
    if birth_year(number) > facts.on.year:
        refuse(
            _("By this number the person would be born in %(year)d. Check digits 4 to 6."),
            "future",
            year=birth_year(number),
        )
    return number


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {"type": "string", "pattern": "^[0-9]{12}$"}


def text(definition: Definition, value: Any) -> str:
    return str(value)
