"""The 12-digit personal number: place of birth (3), century and sex (1), year of birth (2), serial (6)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eforms.builder.condition import AskedBlock
from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.old_provinces import NAMES, NOW
from eforms.fields.question import QuestionBlock, use_block
from rules.text import fold

MISSING = _("Enter the personal number.")
EXAMPLE = "052185012345"
COUNTRIES = range(101, 400)  # codes of countries, for people whose birth was registered abroad
LINKS = {
    "link_birth": ("date", "month", "year"),
    "link_sex": ("choice",),
    "link_province": ("address", "choice", "long_choice"),
}
SEXES = {"nam": "male", "male": "male", "nu": "female", "female": "female"}


def link_block(link: str, label: Any) -> AskedBlock:
    """An earlier question, chosen; `eforms.checking.links` looks for it when the form is saved."""
    return AskedBlock(LINKS[link], required=False, label=label, help_text=_("Empty: not compared."))


class Block(QuestionBlock):
    use = use_block("personal_number")
    link_birth = link_block("link_birth", _("Must agree with the date or year of birth in"))
    link_sex = link_block("link_sex", _("Must agree with the sex in"))
    link_province = link_block("link_province", _("Must agree with the province of birth registration in"))

    class Meta:
        icon = "password"
        label = _("Personal number (12 digits)")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {link: value[link] for link in LINKS if value.get(link)}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 20, "autocomplete": "off"})
    )


def sex(number: str) -> str:
    """Digit 4: even is male, odd is female."""
    return "female" if int(number[3]) % 2 else "male"


def birth_year(number: str) -> int:
    """Digit 4 counts centuries by pairs from 1900 (0, 1: 19xx; 2, 3: 20xx; …), digits 5 and 6 the year."""
    return 1900 + int(number[3]) // 2 * 100 + int(number[4:6])


def clean(definition: Definition, raw: Any, facts: Facts) -> str:
    number = re.sub(r"[\s.\-]", "", raw) if isinstance(raw, str) else ""
    if not re.fullmatch(r"[0-9]{12}", number):
        refuse(_("A personal number has exactly 12 digits."), "digits")
    if number[:3] not in NAMES and int(number[:3]) not in COUNTRIES:
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
    agree(number, definition.get("linked") or {})
    return number


def agree(number: str, linked: Mapping[str, Any]) -> None:
    """Refuse a number that says another birth, sex or province than the answers it is linked to (A96)."""
    year = str(linked.get("birth") or "")[:4]
    if year and year != str(birth_year(number)):
        refuse(
            _("By digits 4 to 6 the person was born in %(year)d, but the form says %(said)s. Check both."),
            "birth_disagrees",
            year=birth_year(number),
            said=year,
        )
    said = SEXES.get(fold(str(linked.get("sex") or "")))
    if said and said != sex(number):
        refuse(
            _("By digit 4 the person is male, but the form says female. Check both.")
            if sex(number) == "male"
            else _("By digit 4 the person is female, but the form says male. Check both."),
            "sex_disagrees",
        )
    _same_province(number, linked.get("province"))


def _same_province(number: str, answer: Any) -> None:
    """`answer`: an address, or the code of a province, of before or since 01/07/2025."""
    code = str(answer.get("province") or "" if isinstance(answer, Mapping) else answer or "")
    old = number[:3]
    if re.fullmatch(r"[0-9]{2,3}", code) and code not in (old, NOW.get(old)):
        place = NAMES.get(old) or gettext("abroad")
        refuse(
            _("By its first three digits the birth was registered in: %(place)s. The form says otherwise."),
            "province_disagrees",
            place=place,
        )


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {"type": "string", "pattern": "^[0-9]{12}$"}


def text(definition: Definition, value: Any) -> str:
    return str(value)
