"""A person's name as it stands in papers: Vietnamese, of any ethnic group, or foreign in Latin letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock, use_block
from eforms.fields.text import letters, within

MISSING = _("Enter the full name.")
EXAMPLE = "Nguyễn Thị Lan"
LONGEST = 100
MARKS = "'’ʼ‘`.,-‐‑()"  # H'Hen Niê, K’Brôi, Anne-Marie, John A. Smith, Jr.
ETH = {"Ð": "Đ", "ð": "đ"}  # Icelandic eth looks like Đ; no Icelandic word begins with it


class Block(QuestionBlock):
    use = use_block("full_name")

    class Meta:
        icon = "user"
        label = _("Full name")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    attrs = {
        "maxlength": LONGEST,
        "autocomplete": "name" if definition.get("use") else "off",
        "autocapitalize": "words",
        "spellcheck": "false",
    }
    return AnswerField(widget=forms.TextInput(attrs=attrs))


def clean(definition: Definition, raw: Any, facts: Facts) -> str:
    """The name with single blanks; capitals stay as written. One word is a name too."""
    line = letters(raw.replace("\t", " ") if isinstance(raw, str) else raw)
    line = re.sub(r"(?<!\w)[Ðð]", lambda eth: ETH[eth[0]], " ".join(line.split()))
    if any(letter.isdigit() for letter in line):
        refuse(_("A name holds no digits. Write it as it stands in the person's papers."), "digits")
    for letter in line:
        if not _fits(letter):
            refuse(
                _("“%(letter)s” does not belong in a name. Write it in Latin letters, as in the papers."),
                "letter",
                letter=letter,
            )
    if sum(letter.isalpha() for letter in line) < 2:
        refuse(_("Write the whole name, as it stands in the person's papers."), "too_short")
    return within(line, LONGEST)


def _fits(letter: str) -> bool:
    if letter in MARKS or letter == " ":
        return True
    kind = unicodedata.category(letter)
    # Êđê and other scripts put marks on letters for which Unicode has no whole sign.
    return kind == "Mn" or (kind.startswith("L") and unicodedata.name(letter, "").startswith("LATIN"))


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {"type": "string", "minLength": 2, "maxLength": LONGEST}


def text(definition: Definition, value: Any) -> str:
    return str(value)
