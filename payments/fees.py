"""What a procedure costs: from the fees of a release to the lines of an invoice, and why. Pure.

A fee is a mapping of the release: {"id", "kind": "fee" (phí) | "charge" (lệ phí), "amount": đồng, "text"}.
An amount of 0 with a text means that the text decides, never that the procedure is free.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rules.money import format_vnd

Fee = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One fee to pay. `why`: "fixed" (the release states it) or "by_text" (an officer must set it)."""

    id: str
    kind: str
    label: str
    amount: int
    why: str


@dataclass(frozen=True)
class Bill:
    """What is to pay: `lines` and their sum in đồng."""

    lines: tuple[Line, ...]

    @property
    def amount(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def decided(self) -> bool:
        """Every line has its amount; otherwise an officer sets the missing ones."""
        return all(line.why == "fixed" for line in self.lines)


def fee_text(fee: Fee) -> str:
    """How a fee is shown: its text, its amount, or both; the amount alone only where there is no text."""
    amount, text = _amount(fee), _text(fee)
    if not text:
        return format_vnd(amount)
    return text if not amount or _names(text, amount) else f"{format_vnd(amount)} ({text})"


def bill(fees: Iterable[Fee]) -> Bill:
    """Lines of an invoice for the fees of the chosen channel; no fees, no lines, and so no payment step."""
    return Bill(tuple(_line(fee) for fee in fees if _amount(fee) or _text(fee)))


def _line(fee: Fee) -> Line:
    amount = _amount(fee)
    return Line(
        id=str(fee.get("id", "")),
        kind="charge" if fee.get("kind") == "charge" else "fee",
        label=fee_text(fee),
        amount=amount,
        why="fixed" if amount else "by_text",
    )


def _amount(fee: Fee) -> int:
    return max(int(fee.get("amount") or 0), 0)


def _text(fee: Fee) -> str:
    return str(fee.get("text") or "").strip()


def _names(text: str, amount: int) -> bool:
    """The text states the very amount, however its thousands are set apart."""
    figures = re.findall(r"\d{1,3}(?:[.,\s]\d{3})+|\d+", text)
    return str(amount) in {re.sub(r"\D", "", figure) for figure in figures}
