"""Stable names of steps and questions: made once from the words, kept ever after."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

KEY = re.compile(r"[a-z][a-z0-9_]*")
MAX_LENGTH = 40
# Names the page's own form needs: a question may not be called so.
RESERVED = frozenset({"csrfmiddlewaretoken", "wizard_goto_step"})


def key_from(words: str, taken: Container[str] = ()) -> str:
    """`Họ và tên` -> `ho_va_ten`; `_2`, `_3`… is added until the key is not in `taken`."""
    folded = unicodedata.normalize("NFD", words.lower().replace("đ", "d"))
    plain = "".join(letter for letter in folded if letter.isascii())
    key = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:MAX_LENGTH].strip("_")
    if not key or not key[0].isalpha():
        key = f"q_{key}".strip("_")
    candidate, count = key, 2
    while candidate in taken or candidate in RESERVED:
        candidate, count = f"{key}_{count}", count + 1
    return candidate


def is_key(text: str) -> bool:
    return bool(KEY.fullmatch(text)) and len(text) <= MAX_LENGTH + 4 and text not in RESERVED
