"""The printed form nobody laid out: made from the questions asked, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eforms.fields.contract import Answers, Definition, Facts
from eforms.judging.answers import visible_fields
from eforms.paper.placeholders import CHOICES

Block = dict[str, Any]
ROWED = ("group", "table")
SILENT = frozenset({"hidden", "heading", "text_block", "notice", "image", "checklist"})
FEW = 6  # a longer list of choices is not printed with boxes
NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def layout(content: Mapping[str, Any], answers: Answers, facts: Facts) -> list[Block]:
    """Blocks as an editor would lay them out."""
    return [
        {"type": "motto"},
        {"type": "title", "text": content["title"]},
        {"type": "text", "text": "Kính gửi: {_agency}", "align": "center"},
        *answers_by_step(content, answers, facts),
        {"type": "place_date"},
        {
            "type": "signatures",
            "columns": [{"title": "NGƯỜI KHAI", "note": "(Ký, ghi rõ họ tên)", **_name(content)}],
        },
    ]


def answers_by_step(content: Mapping[str, Any], answers: Answers, facts: Facts) -> list[Block]:
    """A heading for each step, then its questions with their answers."""
    made: list[Block] = []
    number = 0
    for step in content["steps"]:
        found = visible_fields(content, answers, step["id"], facts=facts)
        asked = [one for one in found if one["type"] not in SILENT]
        if asked:
            numeral = NUMERALS[number] if number < len(NUMERALS) else str(number + 1)
            number += 1
            made.append({"type": "text", "style": "heading", "text": f"{numeral}. {_plain(step['title'])}"})
            made += [block for one in asked for block in _question(one)]
    return made


def _question(definition: Definition) -> list[Block]:
    label = _plain(definition["label"]).rstrip(":")
    if definition["type"] in ROWED:
        return [{"type": "text", "text": f"{label}:"}, {"type": "rows", "field": definition["key"]}]
    if definition["type"] == "declaration":
        return [{"type": "text", "text": f"{{{definition['key']}|boxes}} {label}"}]
    boxes = definition["type"] in CHOICES and len(definition.get("options") or ()) <= FEW
    slot = f"{{{definition['key']}{'|boxes' if boxes else ''}}}"
    return [{"type": "text", "text": f"{label}{'' if label.endswith('?') else ':'} {slot}"}]


def _name(content: Mapping[str, Any]) -> dict[str, str]:
    keys = [
        one["key"] for step in content["steps"] for one in step["fields"] if one.get("use") == "full_name"
    ]
    return {"name": f"{{{keys[0]}}}"} if keys else {}


def _plain(words: str) -> str:
    """Words of a label hold no place for an answer."""
    return words.replace("{", "(").replace("}", ")")
