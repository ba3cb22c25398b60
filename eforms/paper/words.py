"""Answers as a printed Vietnamese form writes them: dates and amounts in words, boxes ticked."""

from __future__ import annotations

from datetime import date
from typing import Any

from eforms.fields import TYPES
from eforms.fields.contract import Definition
from rules.money import format_vnd, in_words

Segment = dict[str, Any]  # {"kind": "text" | "value" | "blank"| "box", "text": words, "on": ticked}
BLANK: Segment = {"kind": "blank"}


def text(words: str) -> Segment:
    return {"kind": "text", "text": words}


def value(words: str) -> Segment:
    return {"kind": "value", "text": words} if words.strip() else BLANK


def written(definition: Definition, answer: Any, form: str) -> list[Segment]:
    """One answer in one of the forms of `placeholders.FORMATS`; dots where there is no answer."""
    if form == "boxes":
        return boxes(definition, answer)
    if answer is None or answer in ("", [], {}):
        return [BLANK]
    if form == "date_words":
        return [value(day_in_words(date.fromisoformat(answer)))]
    if form == "date_long":
        return [value(long_day(date.fromisoformat(answer)))]
    if form == "money_words" and isinstance(answer, int) and answer >= 0:
        return [value(in_words(answer))]
    if definition["type"] == "money" and isinstance(answer, int):
        return [
            value(format_vnd(answer))
        ]  # a person reads the words besides; here a place of their own has them
    said = TYPES[definition["type"]].text(definition, answer)
    return [value(said.upper() if form == "upper" else said)]


def boxes(definition: Definition, answer: Any) -> list[Segment]:
    """☑ Nam  ☐ Nữ: every choice, ticked or not; a declaration is one box."""
    if definition["type"] == "declaration":
        return [{"kind": "box", "on": answer is True}]
    if definition["type"] == "yes_no":
        choices: list[tuple[Any, str]] = [(True, "Có"), (False, "Không")]
    else:
        choices = [(option["value"], option["label"]) for option in definition.get("options") or []]
    chosen = answer if isinstance(answer, list) else [answer]
    made: list[Segment] = []
    for this, label in choices:
        ticked = any(this == one and type(this) is type(one) for one in chosen)
        made += [{"kind": "box", "on": ticked}, text(f"\u00a0{label}    ")]
    return made


def long_day(day: date) -> str:
    """As an agency writes it: ngày 02 tháng 9 năm 2025; January and February with a nought."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def day_in_words(day: date) -> str:
    """Ngày hai tháng chín năm hai nghìn không trăm hai mươi lăm."""
    month = "tư" if day.month == 4 else count_in_words(day.month)
    return f"Ngày {count_in_words(day.day)} tháng {month} năm {count_in_words(day.year)}"


def count_in_words(number: int) -> str:
    """15 -> mười lăm"""
    return in_words(number).removesuffix(" đồng").lower()
