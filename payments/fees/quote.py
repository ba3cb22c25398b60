"""From the fees of a release and what was filed to what is to be paid, each line with its reasons. Pure.

An amount is never guessed: a line is decided by its rule, or by an officer where the law gives words only,
or it is undecidable and whoever files is told why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from payments.fees.rule import (
    DOWN,
    FIXED,
    FORMULA,
    PER_UNIT,
    STEPS,
    TIERS,
    UP,
    Fee,
    FeeRule,
    Reduction,
    Tier,
    plain,
    read,
)
from rules.formulas import evaluate

CASE = "_variant"
PAGES = "_pages"
"""Pages of what was attached: {key of the question: pages}; a picture is one."""
MOST = 10**12
"""The largest sum a line may reach, in đồng: more is a mistake in an answer or in the rule."""
DIGITS = 3
"""Of a đồng that count in what a formula gives: 1.1 * 100000.0 is a bit more than 110000 in doubles."""
DECIDED, BY_TEXT, UNDECIDABLE = "decided", "by_text", "undecidable"

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One fee to pay.

    why: "decided" (the rule gives the amount), "by_text" (an officer must set it), "undecidable" (`problem`
    says what is missing). reckoned: [{"step", …}] in order, put into words by payments/fees/wording.py.
    """

    id: str
    kind: str
    label: str
    amount: int
    why: str
    collected: str = ""
    legal: str = ""
    problem: str = ""
    reckoned: tuple[dict[str, Any], ...] = ()

    def stored(self) -> dict[str, Any]:
        """As a line of an invoice."""
        return {**asdict(self), "reckoned": list(self.reckoned)}


@dataclass(frozen=True)
class Quote:
    """What is to pay: `lines` and their sum in đồng. No lines: nothing, and so no step of payment."""

    lines: tuple[Line, ...] = ()

    @property
    def amount(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def decided(self) -> bool:
        """Every line has its amount; otherwise an officer sets the missing ones."""
        return all(line.why == DECIDED for line in self.lines)

    @property
    def undecidable(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.why == UNDECIDABLE)

    def at(self, moment: str) -> Quote:
        """The lines that are collected at this moment and have their amount."""
        return Quote(
            tuple(
                line
                for line in self.lines
                if line.collected == moment and line.why == DECIDED and line.amount > 0
            )
        )


@dataclass
class _Reckoning:
    """The amount on its way, and what was done to it."""

    amount: int = 0
    steps: list[dict[str, Any]] = field(default_factory=list)

    def note(self, step: str, **more: Any) -> None:
        self.steps.append({"step": step, **more})


class _Undecided(Exception):
    """Why a rule gives no amount: a code of wording.PROBLEMS."""


def quote(fees: Iterable[Fee], facts: Facts, *, on: date, papers: Collection[str] = ()) -> Quote:
    """What a filing costs.

    facts: the answers, `_today`, `_channel` and `_variant` as rules read them, `_pages` (PAGES). papers:
    names of the papers attached, for reductions that want a proof. on: the day of filing.
    """
    case = str(facts.get(CASE) or "")
    rules = [rule for rule in map(read, fees) if not rule.says_nothing and rule.holds(on, case)]
    attached = frozenset(map(plain, papers))
    return Quote(tuple(line for rule in rules if (line := _line(rule, facts, attached)) is not None))


def _line(rule: FeeRule, facts: Facts, papers: Collection[str]) -> Line | None:
    line = Line(rule.id, rule.kind, rule.name or rule.text, 0, BY_TEXT, rule.collected, rule.legal)
    try:
        if rule.when and not _truth(rule.when, facts):
            return None
        if rule.by_text:
            return line
        done = _amount(rule, facts)
        _reduce(rule, facts, papers, done)
    except _Undecided as problem:
        return replace(line, why=UNDECIDABLE, problem=str(problem))
    return replace(line, amount=done.amount, why=DECIDED, reckoned=tuple(done.steps))


def _truth(formula: str, facts: Facts) -> bool:
    found = evaluate(formula, facts)
    if not isinstance(found, bool):
        raise _Undecided("condition")
    return found


def _amount(rule: FeeRule, facts: Facts) -> _Reckoning:
    done = _Reckoning()
    if rule.how == FIXED:
        done.amount = rule.amount or 0
        done.note("fixed", amount=done.amount)
    elif rule.how == FORMULA:
        found = round(_number(rule.formula, facts, "formula"), DIGITS)
        done.amount = _rounded(found, 1, rule.rounding)
        done.note("formula", amount=done.amount)
    else:
        _by_quantity(rule, _quantity(rule, facts), done)
    _bound(rule, done)
    if rule.round_to > 1:
        whole = _rounded(done.amount, rule.round_to, rule.rounding)
        if whole != done.amount:
            done.note("rounded", before=done.amount, amount=whole, to=rule.round_to)
            done.amount = whole
    if done.amount > MOST:
        raise _Undecided("too_much")
    return done


def _quantity(rule: FeeRule, facts: Facts) -> int:
    found = _number(rule.quantity, facts, "quantity")
    if found != int(found):
        raise _Undecided("not_whole")
    return int(found)


def _number(formula: str, facts: Facts, problem: str) -> float | int:
    found = evaluate(formula, facts)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise _Undecided(problem)
    if not 0 <= found <= MOST:
        raise _Undecided("too_much" if found > 0 else "negative")
    return found


def _by_quantity(rule: FeeRule, quantity: int, done: _Reckoning) -> None:
    if rule.how == PER_UNIT:
        price = rule.amount or 0
        done.amount = quantity * price
        done.note("per_unit", quantity=quantity, price=price, amount=done.amount)
    elif rule.how == TIERS:
        tier = _tier_of(rule.tiers, quantity)
        done.amount = tier.amount
        done.note("tier", quantity=quantity, up_to=tier.up_to, amount=tier.amount)
    elif rule.how == STEPS:
        below = 0
        for tier in rule.tiers:
            units = (quantity if tier.up_to is None else min(quantity, tier.up_to)) - below
            if units > 0:
                done.amount += units * tier.amount
                done.note("part", quantity=units, price=tier.amount, amount=units * tier.amount)
            below = max(below, tier.up_to or quantity)
        if below < quantity:
            raise _Undecided("above_tiers")


def _tier_of(tiers: Iterable[Tier], quantity: int) -> Tier:
    for tier in tiers:
        if tier.up_to is None or quantity <= tier.up_to:
            return tier
    raise _Undecided("above_tiers")


def _bound(rule: FeeRule, done: _Reckoning) -> None:
    if rule.minimum is not None and done.amount < rule.minimum:
        done.amount = rule.minimum
        done.note("minimum", amount=rule.minimum)
    if rule.maximum is not None and done.amount > rule.maximum:
        done.amount = rule.maximum
        done.note("maximum", amount=rule.maximum)


def _reduce(rule: FeeRule, facts: Facts, papers: Collection[str], done: _Reckoning) -> None:
    """The one reduction that leaves least to pay: they are not added up."""
    best: Reduction | None = None
    for one in rule.reductions:
        if one.when and not _truth(one.when, facts):
            continue
        if one.paper and plain(one.paper) not in papers:
            done.note("proof_missing", name=one.name, paper=one.paper, percent=one.percent)
        elif best is None or one.percent > best.percent:
            best = one
    if best is not None and done.amount:
        left = _rounded(done.amount * (100 - best.percent) / 100, rule.round_to, rule.rounding)
        done.note("reduction", name=best.name, percent=best.percent, less=done.amount - left, amount=left)
        done.amount = left


def _rounded(amount: float, to: int, rounding: str) -> int:
    """To whole multiples of `to` đồng; a half goes up unless the rule says otherwise."""
    whole, rest = divmod(amount, to)
    if rounding == UP:
        whole += rest > 0
    elif rounding != DOWN:
        whole += rest * 2 >= to
    return int(whole) * to
