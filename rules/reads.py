"""What a rule reads, so that a gate can check it and a page knows what to draw again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rules.shapes import parse, questions_of


def reads(condition: Mapping[str, Any] | None) -> set[str]:
    """Keys of the fields a condition looks at. Raises MalformedCondition."""
    return {question.field for question in questions_of(parse(condition))} if condition else set()
