"""Shared questions as questions of the form that uses them, with codes and words of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from eforms.keys import key_from

NAMING = ("field", "rows", "link_birth", "link_sex", "link_province")  # parts that name a question
QUOTED = re.compile(r"(\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')")
NAME = re.compile(r"(\.\s*)?\b([a-z][a-z0-9_]*)\b(?!\s*\()")

Definitions = Sequence[Mapping[str, Any]]


def inlined(definitions: Definitions, prefix: str, prefix_en: str = "") -> list[dict[str, Any]]:
    """The definitions as the form holds them. `prefix`: words such as "bên nam"; empty leaves all as it is.

    With a prefix, codes begin with it, labels end with it in brackets, conditions and formulas follow. None
    of the questions is taken as the applicant's name or address then, since another use would be, too.
    """
    if not prefix.strip():
        return [dict(one) for one in definitions]
    start = key_from(prefix)
    tops = {one["key"]: f"{start}_{one['key']}" for one in definitions}
    rows = {row["key"]: f"{start}_{row['key']}" for one in definitions for row in one.get("fields") or ()}
    return [_told_apart(_renamed(one, tops, rows), prefix, prefix_en) for one in definitions]


def _told_apart(definition: dict[str, Any], prefix: str, prefix_en: str) -> dict[str, Any]:
    told = {**definition, "use": None, "label": f"{definition['label']} ({prefix.strip()})"}
    if definition.get("label_en"):
        told["label_en"] = f"{definition['label_en']} ({prefix_en.strip() or prefix.strip()})"
    return told


def _renamed(part: Any, tops: Mapping[str, str], rows: Mapping[str, str]) -> Any:
    if isinstance(part, list):
        return [_renamed(one, tops, rows) for one in part]
    if not isinstance(part, Mapping):
        return part
    known = {**rows, **tops}
    return {name: _part(name, one, part, known, tops, rows) for name, one in part.items()}


def _part(
    name: str,
    value: Any,
    around: Mapping[str, Any],
    known: Mapping[str, str],
    tops: Mapping[str, str],
    rows: Mapping[str, str],
) -> Any:
    if name == "formula" and isinstance(value, str):
        return _formula(value, tops, rows)
    names = name in NAMING or (name == "key" and "type" in around)
    if names and isinstance(value, str):
        return known.get(value, value)
    return _renamed(value, tops, rows)


def _formula(source: str, tops: Mapping[str, str], rows: Mapping[str, str]) -> str:
    def name(found: re.Match[str]) -> str:
        dot, word = found[1] or "", found[2]
        return f"{dot}{(rows if dot else tops).get(word, word)}"

    parts = QUOTED.split(source)
    return "".join(part if place % 2 else NAME.sub(name, part) for place, part in enumerate(parts))
