"""Two windows on one step: which answers a page changed, and which changed elsewhere since it was opened.

A page carries a short mark of every answer as it showed it ("key:mark …"). When it is sent, a question whose
answer is still what the page showed was not touched there: if the draft holds another answer by now, that one
came from another window and stays. Where both changed it, the answer sent last counts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

Marks = Mapping[str, str]


def mark(value: Any, typed: Any) -> str:
    """A short mark of one answer: its accepted value and what was typed and could not be accepted."""
    plain = json.dumps([value, typed], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.blake2s(plain.encode(errors="replace"), digest_size=5).hexdigest()


def marks(keys: Iterable[str], values: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, str]:
    return {key: mark(values.get(key), typed.get(key)) for key in keys}


def written(found: Marks) -> str:
    """As the page's hidden field carries them."""
    return " ".join(f"{key}:{one}" for key, one in found.items())


def read(text: str) -> dict[str, str]:
    """What a page sent back; anything odd is as if it had not been there."""
    pairs = (part.partition(":") for part in text[:20_000].split())
    return {key: one for key, _colon, one in pairs if key and one}


def changed_elsewhere(shown: Marks, sent: Marks, stored: Marks) -> set[str]:
    """Keys of the answers that this page left as they were and that are different in the draft by now."""
    return {
        key for key, one in shown.items() if sent.get(key) == one and key in stored and stored[key] != one
    }
