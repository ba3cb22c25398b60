"""Parts of a form as people read them: types, options, values, rules. Pure, but for the names of agencies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eforms.builder.phrases import moved
from eforms.builder.sentences import sentence
from eforms.fields import TYPES
from eforms.lists.reading import words_of
from eforms.wording import said

Questions = Mapping[str, Mapping[str, Any]]  # definitions by code

PARTS = {
    "when": gettext_lazy("when"),
    "min": gettext_lazy("smallest"),
    "max": gettext_lazy("largest"),
    "value": gettext_lazy("value"),
    "formula": gettext_lazy("formula"),
    "message": gettext_lazy("the message"),
    "way_out": gettext_lazy("way out"),
    "agency": gettext_lazy("agency"),
}
AGENCIES = "agencies"  # the list another room lends
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def type_name(kind: str) -> str:
    """What the editor's menu calls a type; the code of one that is not known (any more)."""
    known = TYPES.get(kind)
    return str(known.Block().label) if known else kind


def option_name(kind: str, name: str) -> str:
    """What the editor's page calls an option of a type; its code when it has no place there."""
    known = TYPES.get(kind)
    block = known.Block().child_blocks.get(name) if known else None
    return str(block.label) if block is not None and block.label else name


def said_value(value: Any) -> str:
    """A value of the definition in words; "" for nothing."""
    if value in (None, "", [], {}, False):
        return ""
    if value is True:
        return str(_("Yes"))
    if isinstance(value, str):
        return date.fromisoformat(value).strftime("%d/%m/%Y") if ISO_DATE.fullmatch(value) else value
    if isinstance(value, Mapping):
        return "; ".join(f"{PARTS.get(name, name)}: {said_value(part)}" for name, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(said_value(part) for part in value)
    return str(value)


def said_rule(rule: Any, questions: Questions) -> str:
    """A condition, or a list of rules that each may hold one, as a sentence."""
    if not rule:
        return ""
    if isinstance(rule, list):
        return "; ".join(said_rule(one, questions) for one in rule)
    if not isinstance(rule, Mapping):
        return said_value(rule)
    if _is_condition(rule):
        return sentence(rule, questions)
    told = [
        f"{PARTS.get(name, name)}: {_told(name, part, questions)}"
        for name, part in rule.items()
        if part not in (None, "") and not name.endswith("_en")
    ]
    return ", ".join(told)


def _told(name: str, part: Any, questions: Questions) -> str:
    if name == "when":
        return sentence(part, questions)
    if name == "agency":
        return words_of(AGENCIES, None, str(part))
    if isinstance(part, Mapping) and "field" in part:
        return f"“{said(questions.get(part['field'], {}), 'label') or part['field']}”"
    if isinstance(part, Mapping) and "today" in part:
        return str(moved(part["today"]))
    if part is False:
        return str(_("No"))
    return said_value(part) or "0"


def _is_condition(rule: Mapping[str, Any]) -> bool:
    return any(name in rule for name in ("field", "all", "any", "not", "rows"))
