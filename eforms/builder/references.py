"""The menus name a question by its block, which it has before it has a code; here blocks become codes.

`"#<block id>"` -> the question's code; `"#this"` -> the code of the question the rule belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue, StructValue
from wagtail.blocks.list_block import ListValue

from eforms.builder.condition import AskedBlock

THIS = "#this"
Names = Mapping[str, str]


def block_names(steps: StreamValue) -> dict[str, str]:
    """{"#<block id>": code} of every question, those of rows too."""
    names: dict[str, str] = {}
    for step in steps:
        _gather(step.value["fields"], names)
    return names


def _gather(children: Iterable[Any], names: dict[str, str]) -> None:
    for child in children:
        if child.value.get("key"):
            names[f"#{child.id}"] = child.value["key"]
        _gather(child.value.get("fields") or (), names)


def name_questions(steps: StreamValue) -> None:
    """Put codes in the place of blocks, in every rule of every step and question."""
    names = block_names(steps)
    for step in steps:
        _rules(step.value, names)
        _questions(step.value["fields"], names)


def name_conditions(stream: Iterable[Any], names: Names) -> None:
    """Put codes in the place of blocks in what stands beside the steps: routes, signers, the printed form."""
    for child in stream:
        value = getattr(child, "value", child)
        if not isinstance(value, StructValue):
            continue
        for part, inner in value.items():
            if part in ("when", "show_if"):
                value[part] = with_codes(inner, names)
            elif isinstance(value.block.child_blocks[part], AskedBlock):
                value[part] = _code(inner, names)
            elif isinstance(inner, StreamValue | ListValue):
                name_conditions(inner, names)


def _questions(children: Iterable[Any], names: Names) -> None:
    for child in children:
        own = {**names, THIS: child.value.get("key") or THIS}
        for part, block in child.value.block.child_blocks.items():
            if isinstance(block, AskedBlock):
                child.value[part] = _code(child.value.get(part), own)
        _rules(child.value, own)
        for option in child.value.get("options") or ():
            option["show_if"] = with_codes(option.get("show_if"), own)
        _questions(child.value.get("fields") or (), names)


def _rules(value: Mapping[str, Any], names: Names) -> None:
    for rule in value.get("rules") or ():
        if rule.block_type in ("show_if", "require_if"):
            rule.value = with_codes(rule.value, names)
            continue
        for part in ("when", "min", "max", "value"):
            if part in rule.value:
                rule.value[part] = with_codes(rule.value[part], names)


def with_codes(raw: Any, names: Names) -> Any:
    """A condition or an operand with codes for blocks; a block that is gone is said to be so."""
    if isinstance(raw, list):
        return [with_codes(part, names) for part in raw]
    if not isinstance(raw, Mapping):
        return raw
    return {
        name: _code(part, names) if name in ("field", "rows") else with_codes(part, names)
        for name, part in raw.items()
    }


def _code(name: Any, names: Names) -> Any:
    if not isinstance(name, str) or not name.startswith("#"):
        return name
    return names.get(name) or _("a question that was removed")
