"""Time limits: "5 Ngày làm việc" -> 5 working days; what says no unit stays in words. Pure."""

from __future__ import annotations

import re
from typing import Any

from procedures.importing.doubts import Doubts
from procedures.importing.parse_text import bare, count, text, truth

UNITS = {
    "ngay lam viec": "working_day",
    "ngay": "day",
    "ngay lich": "day",
    "gio lam viec": "working_hour",
    "gio": "hour",
    "thang": "month",
}
NO_LIMIT = {"khong quy dinh", "khong co thoi han", "khong co"}
LIMIT = re.compile(r"(\d{1,4})(?:[.,](\d+))?\s*(.*)", re.S)
WITHOUT_UNIT = "Nguồn không ghi đơn vị thời gian."


def time_limit(method: dict[str, Any], doubts: Doubts) -> dict[str, Any] | None:
    """{"amount", "unit", "text", "note"} of one way of filing; None when the source says nothing.

    `text` is empty where amount and unit say all; otherwise it holds the source's own words.
    """
    if note := method.get("parse_note"):
        doubts.add("time_limit_glued", note)
    said = text(method.get("time_limit_text"), "time_limit_text", doubts)
    if not said:
        return _from_number(method, doubts)
    if bare(said).rstrip(".") in NO_LIMIT:
        return _limit(None, "none", said)
    found = LIMIT.fullmatch(said)
    unit = UNITS.get(bare(found[3]).rstrip(".")) if found else None
    if found is None or (unit is None and found[3]):
        doubts.add("time_limit_in_words", said)
        return _limit(None, "working_day", said)
    if unit is None:
        doubts.add("time_limit_without_unit", said)
        return _limit(None, "working_day", said, WITHOUT_UNIT)
    amount = int(found[1])
    if amount == 0 or (found[2] and int(found[2])):
        doubts.add("time_limit_not_whole", said)
        return _limit(None, unit, said)
    if _disagrees(method, amount, unit):
        doubts.add("time_limit_disagrees", said)
        return _limit(None, unit, said)
    return _limit(amount, unit)


def _limit(amount: int | None, unit: str, words: str = "", note: str = "") -> dict[str, Any]:
    return {"amount": amount, "unit": unit, "text": words, "note": note}


def _from_number(method: dict[str, Any], doubts: Doubts) -> dict[str, Any] | None:
    """Some copies keep only the number of days and whether they are working days."""
    amount, working = count(method.get("time_limit_days")), truth(method.get("working_days"))
    if amount is None:
        doubts.add("time_limit_missing")
        return None
    if working is None or not 0 < amount <= 10_000:
        doubts.add("time_limit_without_unit", amount)
        return _limit(None, "working_day", str(amount), WITHOUT_UNIT)
    return _limit(amount, "working_day" if working else "day")


def _disagrees(method: dict[str, Any], amount: int, unit: str) -> bool:
    """Whether the collector's own figures say something else than the words."""
    days, working = count(method.get("time_limit_days")), truth(method.get("working_days"))
    if days is None or unit not in ("working_day", "day"):
        return False
    return days != amount or (working is not None and working != (unit == "working_day"))
