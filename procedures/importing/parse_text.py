"""Texts, numbers and lists as strangers write them. Pure."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

from procedures.importing.doubts import Doubts, Unacceptable

LONGEST_TEXT = 200_000
"""Characters; the longest real text of the national catalogue has 45,000."""
CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028\u2029\ufeff]")
SPACES = re.compile(r"[ \t\u00a0]+")
SURROGATE = re.compile(r"[\ud800-\udfff]")


def text(value: Any, name: str, doubts: Doubts) -> str:
    """A text in NFC without control characters, line breaks kept; "" for null. Raises Unacceptable.

    Numbers become their digits; a list becomes its lines; anything else is not a text.
    """
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        value = "\n".join(str(one) for one in value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unacceptable("not_text", name)
    return _clean(str(value), name, doubts)


def _clean(raw: str, name: str, doubts: Doubts) -> str:
    if len(raw) > LONGEST_TEXT:
        raise Unacceptable("too_long", name)
    if "\x00" in raw or SURROGATE.search(raw):
        raise Unacceptable("broken_characters", name)
    unified = raw.replace("\r\n", "\n").replace("\r", "\n")
    if CONTROL.search(unified):
        doubts.add("control_characters", name)
        unified = CONTROL.sub(" ", unified)
    lines = (SPACES.sub(" ", line).strip() for line in unicodedata.normalize("NFC", unified).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def line(value: Any, name: str, doubts: Doubts) -> str:
    """A text on one line."""
    return " ".join(text(value, name, doubts).split())


def count(value: Any) -> int | None:
    """A number of sheets or days, also written "2" or "2.0"; None when it is none (or below 0, or absurd)."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        digits = re.fullmatch(r"\s*(\d{1,6})(?:[.,]0+)?\s*", value)
        return int(digits[1]) if digits else None
    if isinstance(value, int | float) and value == value and 0 <= value < 1_000_000 and value == int(value):
        return int(value)
    return None


def truth(value: Any) -> bool | None:
    """true/false also as text or number; None when it says nothing."""
    if isinstance(value, bool) or value is None:
        return value
    return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(
        str(value).strip().lower()
    )


def items(value: Any, name: str, doubts: Doubts) -> list[Any]:
    """A list; a JSON list in a text is read; a text or an object alone becomes a list of one."""
    if value is None or value == "":
        return []
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            value = json.loads(value)
        except ValueError:
            doubts.add("not_a_list", f"{name}: {value}")
            return []
    if isinstance(value, list):
        return value
    if isinstance(value, str | dict):
        return [value]
    doubts.add("not_a_list", f"{name}: {value}")
    return []


def record_of(value: Any, name: str, doubts: Doubts) -> dict[str, Any] | None:
    """One object of a list; None (and a doubt) for anything else."""
    if isinstance(value, dict):
        return value
    doubts.add("not_an_object", f"{name}: {value}")
    return None


def bare(value: str) -> str:
    """For comparing labels only: lower case without Vietnamese marks ("Cấp Bộ" -> "cap bo")."""
    letters = unicodedata.normalize("NFD", value.casefold().replace("đ", "d"))
    return " ".join("".join(char for char in letters if not unicodedata.combining(char)).split())
