"""One fee of a release, as the editor built it. Only what says something is stored; the rest are defaults.

`{"id", "kind": "fee" (phí) | "charge" (lệ phí), "name", "amount": đồng or null, "text", "note",
"how", "quantity", "tiers": [{"up_to": number or null, "amount": đồng}], "formula", "minimum", "maximum",
"round_to", "rounding", "cases": [name of a case], "when", "collected", "legal", "valid_from", "valid_to",
"reductions": [{"id", "name", "when", "paper": name of a paper, "percent"}]}`

`quantity`, `formula` and both `when` are CEL over the answers (rules/formulas.py). Luật Phí và lệ phí 2015;
domain.md §8.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

FIXED, PER_UNIT, TIERS, STEPS, FORMULA = "fixed", "per_unit", "tiers", "steps", "formula"
"""tiers: the amount of the row the quantity falls in. steps: each unit at the price of its own row."""
WAYS = (FIXED, PER_UNIT, TIERS, STEPS, FORMULA)
HALF_UP, UP, DOWN = "half_up", "up", "down"
FILING, ACCEPTANCE, SUPPLEMENT, RETURN = "filing", "acceptance", "supplement", "return"
MOMENTS = (FILING, ACCEPTANCE, SUPPLEMENT, RETURN)
"""When a fee is asked for by itself. A fee that names none is asked for by an officer, as long ago."""

Fee = Mapping[str, Any]


@dataclass(frozen=True)
class Tier:
    """`up_to` and with it; None: whatever is above the row before."""

    up_to: int | None
    amount: int


@dataclass(frozen=True)
class Reduction:
    """Less to pay for a group (100 percent: nothing), where the paper that proves it is attached."""

    id: str
    name: str
    when: str
    paper: str
    percent: int


@dataclass(frozen=True)
class FeeRule:
    id: str
    kind: str
    name: str
    amount: int | None
    text: str
    how: str
    quantity: str
    tiers: tuple[Tier, ...]
    formula: str
    minimum: int | None
    maximum: int | None
    round_to: int
    rounding: str
    cases: frozenset[str]
    when: str
    collected: str
    legal: str
    valid_from: date | None
    valid_to: date | None
    reductions: tuple[Reduction, ...]

    def holds(self, day: date, case: str) -> bool:
        """In force on that day, both ends with it, and meant for the case."""
        if self.cases and plain(case) not in self.cases:
            return False
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    @property
    def by_text(self) -> bool:
        """The law gives words and no amount: an officer fixes it, with a reason."""
        return self.how == FIXED and not self.amount and bool(self.text)

    @property
    def says_nothing(self) -> bool:
        return self.how == FIXED and not self.amount and not self.text

    def formulas(self) -> list[str]:
        """Every formula of the rule, for whoever checks what they read."""
        found = [self.when, *(one.when for one in self.reductions)]
        if self.how == FORMULA:
            found.append(self.formula)
        elif self.how != FIXED:
            found.append(self.quantity)
        return [one for one in found if one]


def read(fee: Fee) -> FeeRule:
    """The rule of a fee of a release; what an older release does not say is the default."""
    return FeeRule(
        id=str(fee.get("id", "")),
        kind="charge" if fee.get("kind") == "charge" else "fee",
        name=_text(fee, "name"),
        amount=_whole(fee.get("amount")),
        text=_text(fee, "text"),
        how=fee.get("how") or FIXED,
        quantity=_text(fee, "quantity"),
        tiers=tuple(Tier(_whole(one.get("up_to")), int(one["amount"])) for one in fee.get("tiers", ())),
        formula=_text(fee, "formula"),
        minimum=_whole(fee.get("minimum")),
        maximum=_whole(fee.get("maximum")),
        round_to=_whole(fee.get("round_to")) or 1,
        rounding=fee.get("rounding") or HALF_UP,
        cases=frozenset(map(plain, fee.get("cases", ()))),
        when=_text(fee, "when"),
        collected=_text(fee, "collected"),
        legal=_text(fee, "legal"),
        valid_from=_day(fee.get("valid_from")),
        valid_to=_day(fee.get("valid_to")),
        reductions=tuple(_reduction(one) for one in fee.get("reductions", ())),
    )


def _reduction(one: Mapping[str, Any]) -> Reduction:
    return Reduction(
        id=str(one.get("id", "")),
        name=_text(one, "name"),
        when=_text(one, "when"),
        paper=_text(one, "paper"),
        percent=min(max(int(one.get("percent") or 0), 0), 100),
    )


def plain(name: str) -> str:
    """A name for comparing: cases and papers are known by theirs, in every case of the procedure."""
    return " ".join(str(name).split()).casefold()


def _text(found: Mapping[str, Any], name: str) -> str:
    return str(found.get(name) or "").strip()


def _whole(value: Any) -> int | None:
    return None if value is None else max(int(value), 0)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None
