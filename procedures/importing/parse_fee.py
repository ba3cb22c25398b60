"""Fees: an amount where the words leave no doubt of it, else the words alone; never free by guess. Pure."""

from __future__ import annotations

import re
from typing import Any

from procedures.importing.doubts import Doubts
from procedures.importing.parse_text import bare, count, text, truth

AMOUNT = re.compile(
    r"(?:(?P<kind>lệ\s*phí|phí)\s*:\s*)?(?P<number>\d{1,3}(?:[.,]\d{3})+|\d+)\s*"
    r"(?:việt\s+nam\s+đồng|vnđ|vnd|đồng|đ)\b\s*(?P<rest>.*)",
    re.I | re.S,
)
FOREIGN = re.compile(r"\b(usd|eur|đô\s*la)\b", re.I)
FREE = "mien phi"
SMALLEST = 1_000
"""Below this a sum in đồng is probably one in thousands of đồng."""


def fee(method: dict[str, Any], doubts: Doubts) -> dict[str, Any] | None:
    """{"kind", "amount", "text", "note"} of one way of filing; None when the source says nothing.

    amount is 0 (free) only when the source says "Miễn phí" and its collector agrees; None: see the text.
    """
    said = text(method.get("fee_text"), "fee_text", doubts)
    stated = count_of(method.get("fee_vnd"))
    if not said:
        if stated:
            return _fee("charge", stated)
        doubts.add("fee_missing")
        return None
    kind = "charge" if bare(said).startswith("le phi") else "fee"
    if bare(said).startswith(FREE):
        return _free(method, said, stated, doubts)
    return _paid(method, said, kind, doubts)


def _fee(kind: str, amount: int | None, words: str = "") -> dict[str, Any]:
    return {"kind": kind, "amount": amount, "text": words, "note": ""}


def count_of(value: Any) -> int | None:
    """Đồng as a number or as digits in a text."""
    if isinstance(value, str):
        value = re.sub(r"(?<=\d)[.,\s](?=\d{3}\b)", "", value)
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 10**12:
        return int(value) if value == int(value) else None
    return count(value)


def _free(method: dict[str, Any], said: str, stated: int | None, doubts: Doubts) -> dict[str, Any]:
    only = bare(said) == FREE
    agrees = stated == 0 or ("fee_vnd" not in method and only)
    if agrees and not truth(method.get("fee_qualified")):
        return _fee("fee", 0, "" if only else said)
    doubts.add("fee_looks_free", said)
    return _fee("fee", None, said)


def _paid(method: dict[str, Any], said: str, kind: str, doubts: Doubts) -> dict[str, Any]:
    found = AMOUNT.fullmatch(said)
    if found is None:
        doubts.add("fee_foreign_currency" if FOREIGN.search(said) else "fee_in_words", said)
        return _fee(kind, None, said)
    amount, rest = int(re.sub(r"[.,]", "", found["number"])), found["rest"].strip(" .")
    if reason := _unsure(method, amount, rest):
        doubts.add(reason, said)
        return _fee(kind, None, said)
    qualified = truth(method.get("fee_qualified"))
    return _fee(kind, amount, _inside(rest) if rest else said if qualified else "")


def _unsure(method: dict[str, Any], amount: int, rest: str) -> str:
    """Why the number in the words is not to be trusted; "" when it is."""
    stated = count_of(method.get("fee_vnd"))
    if amount == 0:
        return "fee_zero"
    if amount < SMALLEST:
        return "fee_small"
    if "fee_vnd" in method and stated is None:
        return "fee_small" if amount < 10 * SMALLEST else "fee_in_words"
    if stated is not None and stated != amount:
        return "fee_disagrees"
    if re.search(r"\n\s*(lệ\s*)?phí\s*:", rest, re.I):
        return "fee_in_words"
    return ""


def _inside(rest: str) -> str:
    """What stands in the brackets that close the text, else the text."""
    whole = rest.startswith("(") and rest.endswith(")")
    return rest[1:-1].strip() if whole else rest
