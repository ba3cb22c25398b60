"""What a rule reads, so that a gate can check it and a page knows what to draw again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rules.shapes import parse, tree_reads


def reads(condition: Mapping[str, Any] | None) -> set[str]:
    """Keys of the answers a condition looks at, `_today` included. Raises MalformedCondition."""
    return tree_reads(parse(condition)) if condition else set()
