"""Files among the answers, wherever they stand: in a question of their own or in rows of a group or table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from eforms.fields.contract import Answers, Definition, is_file


def file_questions(content: Mapping[str, Any]) -> dict[str, Definition]:
    """Questions for files by path: "birth_paper", in rows "children.birth_paper"."""
    return dict(_questions(one for step in content["steps"] for one in step["fields"]))


def attached(content: Mapping[str, Any], answers: Answers) -> Iterator[tuple[Definition, str]]:
    """(question, file id) of every file of the answers, in order, each file once."""
    seen: set[str] = set()
    for step in content["steps"]:
        for definition, value in _values(step["fields"], answers):
            for file_id in value if isinstance(value, list) else ():
                if file_id not in seen:
                    seen.add(file_id)
                    yield definition, file_id


def rows_of(value: Any) -> list[Mapping[str, Any]]:
    """The rows of a group's answer (a list) or of a table's (by row id)."""
    rows = list(value.values()) if isinstance(value, Mapping) else value
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _questions(definitions: Any, above: str = "") -> Iterator[tuple[str, Definition]]:
    for definition in definitions:
        if is_file(definition):
            yield f"{above}{definition['key']}", definition
        yield from _questions(definition.get("fields") or (), f"{definition['key']}.")


def _values(definitions: Any, answers: Answers) -> Iterator[tuple[Definition, Any]]:
    for definition in definitions:
        value = answers.get(definition["key"])
        if is_file(definition):
            yield definition, value
        elif definition.get("fields"):
            for row in rows_of(value):
                yield from _values(definition["fields"], row)
