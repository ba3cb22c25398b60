"""{Placeholders} in plain texts that editors write: which a text names, and words put in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def names_in(text: str) -> list[str]:
    """Names of the placeholders in the text, each once, in order."""
    return list(dict.fromkeys(PLACEHOLDER.findall(text)))


def unbalanced(text: str) -> bool:
    """Whether a brace stands alone, or within others."""
    return bool(set(PLACEHOLDER.sub("", text)) & set("{}"))


def put_in(text: str, values: Mapping[str, str], gap: str = "") -> tuple[str, list[str]]:
    """The text with its words, each in one line, and the placeholders that have none: `gap` stands there."""
    missing = [name for name in names_in(text) if not values.get(name)]
    return PLACEHOLDER.sub(lambda found: in_one_line(values.get(found[1]) or "") or gap, text), missing


def in_one_line(text: str) -> str:
    """Lines become sentences of one paragraph."""
    return " ".join(text.split())


def said_as(names: Iterable[str]) -> str:
    """Placeholders as they are written: "{ma_ho_so}, {han_tra}"."""
    return ", ".join(f"{{{name}}}" for name in names)
