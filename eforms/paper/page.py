"""A layout and answers become what the typst template draws: plain data, never source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eforms.fields.contract import Answers, Definition, Facts
from eforms.judging.answers import Content, kept, visible_fields
from eforms.paper.generated import SILENT, answers_by_step, layout
from eforms.paper.placeholders import ROW_NUMBER, Slot, parts
from eforms.paper.words import BLANK, Segment, text, value, written
from rules.conditions import evaluate

Known = Mapping[str, str]  # what the paper knows besides answers: placeholders.KNOWN
Asked = Mapping[str, Definition]


class Page:
    """One filled form being laid out. `known`: what is said beside answers (placeholders.KNOWN)."""

    def __init__(self, content: Content, answers: Answers, facts: Facts, known: Known) -> None:
        shown = visible_fields(content, answers, facts=facts)
        self.content, self.facts, self.known = content, facts, known
        self.asked = {one["key"]: one for step in content["steps"] for one in step["fields"]}
        self.asked |= {one["key"]: one for one in shown}
        self.answers = kept(content, answers, facts)

    def blocks(self) -> list[dict[str, Any]]:
        """What is drawn, from top to bottom."""
        own = self.content.get("paper")
        return [
            made for one in own or layout(self.content, self.answers, self.facts) for made in self._made(one)
        ]

    def _made(self, block: Mapping[str, Any]) -> list[dict[str, Any]]:
        if not self._holds(block):
            return []
        kind = block["type"]
        if kind == "answers":
            inner = answers_by_step(self.content, self.answers, self.facts)
            return [made for one in inner for made in self._made(one)]
        if kind == "rows":
            return [self._rows(block)]
        if kind == "two_columns":
            return [{**block, "lines": [self._sides(one) for one in block["lines"] if self._holds(one)]}]
        if kind == "signatures":
            return [{"type": kind, "columns": [self._signature(one) for one in block["columns"]]}]
        made = dict(block)
        for name in ("text", "subtitle", "place"):
            if block.get(name) and kind != "form_code":
                made[name] = self.line(block[name])
        return [made]

    def _holds(self, part: Mapping[str, Any]) -> bool:
        return evaluate(part.get("show_if"), {**self.facts.as_answers(), **self.answers})

    def _sides(self, one: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "label": one.get("label", ""),
            "left": self.line(one["left"]),
            "right": self.line(one["right"]),
        }

    def line(self, words: str) -> list[Segment]:
        return self._line(words, self.asked, self.answers)

    def _line(self, words: str, asked: Asked, answers: Answers, number: int = 0) -> list[Segment]:
        made: list[Segment] = []
        for part in parts(words):
            made += self._slot(part, asked, answers, number) if isinstance(part, Slot) else [text(part)]
        return made

    def _slot(self, slot: Slot, asked: Asked, answers: Answers, number: int) -> list[Segment]:
        if slot.key == ROW_NUMBER:
            return [text(str(number))]
        if slot.key in asked:
            return written(asked[slot.key], answers.get(slot.key), slot.form)
        known = self.known.get(slot.key, "")
        return [value(known.upper() if slot.form == "upper" else known)] if known else [BLANK]

    def _signature(self, column: Mapping[str, Any]) -> dict[str, Any]:
        return {**column, "name": self.line(column.get("name") or "")}

    def _rows(self, block: Mapping[str, Any]) -> dict[str, Any]:
        definition = self.asked.get(block["field"])
        if definition is None or not definition.get("fields"):
            return {"type": "rows", "headings": [], "rows": []}
        inner = {one["key"]: one for one in definition["fields"]}
        columns = block.get("columns") or _columns(definition)
        given = list(_given(definition, self.answers.get(definition["key"])))
        rows = [
            [
                self._line(column["text"], inner, row, number) if label is None or place else [text(label)]
                for place, column in enumerate(columns)
            ]
            for number, (label, row) in enumerate(given, start=1)
        ]
        return {"type": "rows", "headings": [column["heading"] for column in columns], "rows": rows}


def _columns(definition: Definition) -> list[dict[str, str]]:
    """A column for each question of the row, the first for its number or, in a fixed table, its name."""
    first = {"heading": "STT", "text": f"{{{ROW_NUMBER}}}"}
    if definition["type"] == "table":
        first = {"heading": " ", "text": ""}
    asked = [one for one in definition["fields"] if one["type"] not in SILENT]
    return [first, *({"heading": one["label"], "text": f"{{{one['key']}}}"} for one in asked)]


def _given(definition: Definition, answer: Any) -> list[tuple[str | None, Mapping[str, Any]]]:
    """(name of the row or None, its answers); a group nobody filled has one empty row to write in."""
    if definition["type"] == "table":
        filled = answer if isinstance(answer, Mapping) else {}
        return [(row["label"], _mapping(filled.get(row["id"]))) for row in definition.get("rows") or []]
    rows = [row for row in answer if isinstance(row, Mapping)] if isinstance(answer, list) else []
    return [(None, row) for row in rows] or [(None, {})]


def _mapping(row: Any) -> Mapping[str, Any]:
    return row if isinstance(row, Mapping) else {}
