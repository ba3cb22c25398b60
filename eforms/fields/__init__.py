"""Question types: name -> module. Types of one answer are listed in `leaves`; groups are made of those."""

from __future__ import annotations

from typing import Any

from eforms.fields import group, hidden, table
from eforms.fields.contract import Definition, FieldType
from eforms.fields.leaves import LEAVES

TYPES: dict[str, FieldType] = {**LEAVES, "hidden": hidden, "group": group, "table": table}
RESULTS = {
    "integer": "number",
    "decimal": "number",
    "money": "number",
    "text": "text",
    "date": "date",
    "yes_no": "truth",
}


def family(definition: Definition) -> str:
    """How answers to this question compare (rules.checks.FAMILIES)."""
    if definition["type"] == "computed":
        return RESULTS.get(definition.get("result") or "", "text")
    return str(getattr(TYPES[definition["type"]], "COMPARES", "text"))


def kind_of(definition: Definition) -> Any:
    """What `rules.checks.check` must know of a question: its family, and the rows' questions of a group."""
    own = family(definition)
    if definition.get("fields") is None:
        return own
    return {"family": own, "fields": {one["key"]: kind_of(one) for one in definition["fields"]}}


def is_asked(definition: Definition) -> bool:
    """Whether people type an answer; words, computed and hidden values are not typed."""
    return not getattr(TYPES[definition["type"]], "UNASKED", False)
