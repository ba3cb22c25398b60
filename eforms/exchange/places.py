"""Errors of the editor's blocks, said with the place in the file they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from eforms.building import rule_blocks
from eforms.definition import EForm
from eforms.exchange.shape import Problem, question_place, step_place


def problems_of(refused: ValidationError, data: Mapping[str, Any]) -> list[Problem]:
    """Every message of a refusal with its place; those of the form as a whole without one."""
    if hasattr(refused, "error_dict"):
        return [
            Problem(name, "", message)
            for name, errors in refused.error_dict.items()
            for error in errors
            for message in _messages(error, data)
        ]
    return list(_tree(refused, EForm.steps.field.stream_block, data, "", ""))


def _messages(error: ValidationError, data: Mapping[str, Any]) -> list[str]:
    if getattr(error, "block_errors", None):
        found = _tree(error, EForm.steps.field.stream_block, data, "", "")
        return [f"{one.place}: {one.message}" for one in found]
    return list(error.messages)


def _tree(error: Any, block: Any, part: Any, path: str, place: str) -> Iterator[Problem]:
    inner = getattr(error, "block_errors", None)
    for message in _own_messages(error, inner):
        yield Problem(path or "steps", place, message)
    pairs = inner.items() if isinstance(inner, Mapping) else enumerate(inner or ())
    for name, found in pairs:
        if found is not None:
            child = _child(block, name, part)
            where, said, below = _step_down(name, part, path, place, child)
            yield from _tree(found, child, below, where, said)


def _own_messages(error: Any, inner: Any) -> list[str]:
    if inner is None:
        return list(error.messages)
    outside = getattr(error, "non_block_errors", None) or []
    return [message for one in outside for message in getattr(one, "messages", [str(one)])]


def _child(block: Any, name: Any, part: Any) -> Any:
    if isinstance(block, blocks.ListBlock):
        return block.child_block
    children = getattr(block, "child_blocks", {})
    return children.get(_kind(block, name, part) if isinstance(name, int) else name)


def _kind(stream: Any, turn: int, part: Any) -> str:
    """The type of a block of a stream: steps are of one, questions say it, rules follow from the question."""
    if len(stream.child_blocks) == 1:
        return str(next(iter(stream.child_blocks)))
    rows = part if isinstance(part, list) else rule_blocks("", part or {})
    return str(rows[turn].get("type")) if turn < len(rows) else ""


def _step_down(
    name: Any, part: Any, path: str, place: str, child: Any
) -> tuple[str, str, Any]:  # path, place, the part of the file there
    if isinstance(name, int):
        rows = part if isinstance(part, list) else (part or {}).get("steps") if path == "" else None
        below = rows[name] if isinstance(rows, list) and name < len(rows) else None
        if path == "":
            return f"steps[{name}]", step_place(name, below or {}), below
        if path.endswith(".fields"):
            return f"{path}[{name}]", f"{place}, {question_place(name, below or {})}", below
        label = str(child.label) if child is not None and path.endswith(".rules") else ""
        return f"{path}[{name}]", f"{place}, {label}" if label else place, below
    if name == "rules":  # the file has no such part: they stand with the question
        return f"{path}.rules", place, part
    below = part.get(name) if isinstance(part, Mapping) else None
    if name == "fields":
        return f"{path}.fields", place, below
    label = str(child.label) if child is not None and child.label else str(name)
    return f"{path}.{name}", f"{place}, {label}", below
