"""A bank account: the bank from the list, and the number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eforms.fields import listed
from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.listed import ListSelect, NamedList, pin
from eforms.fields.question import QuestionBlock
from eforms.fields.widgets import Parts

MISSING = _("Enter the bank and the number of the account.")
COMPARES = "parts"
NUMBER = r"[0-9A-Z]{4,19}"


class Block(NamedList, QuestionBlock):
    LIST = "banks"

    class Meta:
        icon = "wallet"
        label = _("Bank account")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return pin(Block.LIST)


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    attrs = {"maxlength": 30, "autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}
    return AnswerField(
        widget=Parts(
            {
                "bank": (_("Bank"), ListSelect(definition, facts)),
                "number": (_("Account number"), forms.TextInput(attrs=attrs)),
            }
        )
    )


def clean(definition: Definition, raw: Any, facts: Facts) -> dict[str, str]:
    """{"bank": code, "number": "0123456789"}"""
    if not isinstance(raw, Mapping):
        refuse(_("Enter the bank and the number of the account."), "type")
    if not raw.get("bank"):
        refuse(_("Choose the bank."), "bank_missing")
    bank = listed.clean(definition, raw["bank"], facts)
    written = raw.get("number")
    number = re.sub(r"[\s.\-]", "", written).upper() if isinstance(written, str) else ""
    if not number:
        refuse(_("Enter the number of the account."), "number_missing")
    if not re.fullmatch(NUMBER, number):
        refuse(_("An account number has 4 to 19 digits, in some banks letters too."), "account")
    return {"bank": bank, "number": number}


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "bank": listed.schema(definition),
            "number": {"type": "string", "pattern": f"^{NUMBER}$"},
        },
        "required": ["bank", "number"],
        "additionalProperties": False,
    }


def text(definition: Definition, value: Any) -> str:
    return f"{value['number']} – {listed.text(definition, value['bank'])}"
