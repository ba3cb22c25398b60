"""How one answer compares with one value.

Answers are the JSON of eforms: text, int, bool, "YYYY-MM-DD", list, or a mapping (address). A value an editor
typed comes as text more often than not, so it is read as the type the answer has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from rules.days import day

SORTED_TEXT = re.compile(r"[0-9]{4}-[0-9]{2}|[0-9]{2}:[0-9]{2}")  # months and times of day
TRUTHS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def is_blank(answer: object) -> bool:
    """No answer: absent, hidden, empty text, empty list, or a mapping of blanks. False and 0 are answers."""
    if isinstance(answer, str):
        return not answer.strip()
    if isinstance(answer, dict):
        return all(is_blank(part) for part in answer.values())
    return answer is None or (isinstance(answer, list | tuple) and not answer)


def same(answer: object, value: object) -> bool:
    """Equal as the answer's own type; text exactly, after Unicode NFC."""
    if isinstance(answer, bool) or isinstance(value, bool):
        return _truth(answer) is not None and _truth(answer) is _truth(value)
    if _is_number(answer) or _is_number(value):
        return _number(answer) is not None and _number(answer) == _number(value)
    if isinstance(answer, str) and isinstance(value, str):
        return _text(answer) == _text(value)
    return type(answer) is type(value) and answer == value


def contains(answer: object, value: object) -> bool:
    """A list holds the value, or a text holds the words (capitals do not matter)."""
    if isinstance(answer, list | tuple):
        return any(same(part, value) for part in answer)
    if isinstance(answer, str) and isinstance(value, str):
        return _text(value).casefold() in _text(answer).casefold()
    return False


def ordered(answer: object, value: object, before: Callable[[Any, Any], bool]) -> bool:
    """`before(answer, value)` for two numbers, dates, months or times; anything else has no order: False."""
    if isinstance(answer, str):
        return _both_in_order(answer, value, before)
    numbers = _number(answer), _number(value)
    return None not in numbers and before(*numbers)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _truth(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    return TRUTHS.get(value.strip().casefold()) if isinstance(value, str) else None


def _both_in_order(answer: str, value: object, before: Callable[[Any, Any], bool]) -> bool:
    days = day(answer), day(value)
    if None not in days:
        return before(*days)
    both = isinstance(value, str) and SORTED_TEXT.fullmatch(answer) and SORTED_TEXT.fullmatch(value)
    return bool(both and len(answer) == len(str(value)) and before(answer, value))


def _text(value: str) -> str:
    return unicodedata.normalize("NFC", value).strip()
