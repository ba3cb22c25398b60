"""Steps and questions that are drawn only when opened, and the whole form sent as one JSON field.

The browser sends `<name>-folded`: the state of all blocks, as Wagtail's scripts keep it. Here it becomes the
fields the blocks would have sent themselves, and goes the usual way: the same cleaning, the same errors.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.struct_block import StructBlockAdapter

DEEPEST = 12


class FoldedBlock(blocks.StructBlock):
    """A StructBlock whose fields are drawn when it is opened."""


class FoldedBlockAdapter(StructBlockAdapter):
    js_constructor = "eforms.FoldedBlock"

    def js_args(self, block: FoldedBlock) -> list[Any]:
        name, children, meta = super().js_args(block)
        return [name, children, {**meta, "headings": headings(get_language() or "vi")}]

    @cached_property
    def media(self) -> Any:
        scripts = ["eforms/builder/outline.js", "eforms/builder/folded.js"]
        return super().media + type(super().media)(js=scripts)


register(FoldedBlockAdapter(), FoldedBlock)


@cache  # telepath packs the very same object once
def headings(language: str) -> dict[str, str]:
    """Words beside the title of a folded block."""
    return {
        "required": _("must be answered"),
        "rules": _("rules: %(count)s"),
        "questions": _("questions: %(count)s"),
    }


class FoldedStream(blocks.StreamBlock):
    """The outermost block: takes the whole tree as one field where the browser sends it so."""

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """Raises BadRequest when the field holds no such tree, which only happens by hand."""
        raw = data.get(f"{prefix}-folded")
        if raw is None:
            return super().value_from_datadict(data, files, prefix)
        posted = QueryDict(mutable=True)
        try:
            for name, value in _sent(self, json.loads(raw), prefix, 0):
                posted.setlist(name, value)
            return super().value_from_datadict(posted, files, prefix)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise BadRequest from error

    def value_omitted_from_data(self, data: Any, files: Any, prefix: str) -> bool:
        return f"{prefix}-folded" not in data and super().value_omitted_from_data(data, files, prefix)


def _sent(block: Any, state: Any, prefix: str, depth: int) -> Iterator[tuple[str, list[Any]]]:
    """(name, values) of every field the block would have sent for its state."""
    if depth > DEEPEST:
        raise ValueError(prefix)
    if isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield from _sent(child, (state or {}).get(name), f"{prefix}-{name}", depth + 1)
    elif isinstance(block, blocks.BaseStreamBlock | blocks.ListBlock):
        yield f"{prefix}-count", [str(len(state or []))]
        for number, child in enumerate(state or []):
            yield from _sent_child(block, child, f"{prefix}-{number}", number, depth + 1)
    else:
        values = _sent_field(state)
        if values:
            yield prefix, values


def _sent_child(
    block: Any, child: Mapping[str, Any], prefix: str, number: int, depth: int
) -> Iterator[tuple[str, list[Any]]]:
    kind = str(child.get("type") or "")
    yield f"{prefix}-deleted", [""]
    yield f"{prefix}-order", [str(number)]
    yield f"{prefix}-type", [kind]
    yield f"{prefix}-id", [str(child.get("id") or "")]
    inner = block.child_block if isinstance(block, blocks.ListBlock) else block.child_blocks.get(kind)
    if inner is not None:
        yield from _sent(inner, child.get("value"), f"{prefix}-value", depth)


def _sent_field(state: Any) -> list[Any]:
    """As a form sends it: nothing for an unticked box, a chooser's id, each chosen value of a menu."""
    if isinstance(state, Mapping):
        state = state.get("id")
    if state is None or state is False:
        return []
    if state is True:
        return ["on"]
    return [str(one) for one in state] if isinstance(state, list) else [str(state)]
