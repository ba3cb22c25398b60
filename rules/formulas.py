"""Formulas in CEL (Common Expression Language), as an editor writes them for computed values.

Names are keys of questions; a group is a list of maps. Dates are texts "YYYY-MM-DD" (they sort as days do),
money is whole đồng, decimals are doubles: CEL mixes no whole numbers with doubles (`double(x) * 1.5`).
A missing answer is null, and what is reckoned from it has no value: `a + b` has none while one is missing.
To count a missing answer as 0 write `value(a, 0)`; `sum`, `min` and `max` of a list pass over missing ones.

Functions besides CEL's own: sum(list), min(…), max(…), round(x), round(x, digits), value(x, instead),
today(), age(date), years_between(a, b), months_between(a, b), days_between(a, b),
add_days(date, n), add_months(date, n), add_years(date, n).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

import cel

from rules.days import day, moved, whole_months, whole_years
from rules.errors import MalformedFormula
from rules.shapes import TODAY

LONGEST = 1000
MOST_NESTED = 20  # brackets inside brackets
MOST_LOOPS = 6
WHOLE = range(-(2**63), 2**63)
QUOTED = re.compile(r"""[rRbB]{0,2}(?:'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")""", re.S)
LOOP = re.compile(
    r"\.\s*(?:all|exists|exists_one|existsOne|map|filter|transformList|transformMap)\s*\(\s*([A-Za-z_]\w*)\s*,"
)
UNARY = re.compile(r"[!\-]{4,}")
PLACE = re.compile(r"<input>:(\d+):(\d+)")
FROM_TODAY = frozenset({"today", "age"})
OWN = frozenset(
    "sum min max round value today age years_between months_between days_between "
    "add_days add_months add_years".split()
)
CEL = frozenset(
    "size int uint double string bool bytes dyn type has contains startsWith endsWith matches duration "
    "timestamp getFullYear getMonth getDate getDayOfMonth getDayOfWeek getDayOfYear "
    "all exists exists_one map filter".split()
)


@dataclass(frozen=True)
class Formula:
    """A formula ready to run: what it reads, which functions it calls."""

    program: Any
    reads: frozenset[str]
    functions: frozenset[str]


def reads(source: str) -> set[str]:
    """Keys of the answers a formula needs, `_today` included. Raises MalformedFormula."""
    return set(compiled(source).reads)


def evaluate(source: str, answers: Mapping[str, Any]) -> Any:
    """What the formula gives: bool, int, float or text; None when it gives none of these or fails.

    Never raises.

    `answers` as for conditions; `_today` is the day `today()` and `age()` go by.
    """
    try:
        formula = compiled(source)
    except MalformedFormula:
        return None
    return run(formula, answers)


def run(formula: Formula, answers: Mapping[str, Any]) -> Any:
    """`evaluate` for a formula that is compiled already."""
    given = {key: _into(answers.get(key)) for key in formula.reads}
    outcome, _error = _execute(formula, {**given, **_functions(answers.get(TODAY))})
    return outcome if is_answer(outcome) else None


def trouble(source: str, answers: Mapping[str, Any]) -> str | None:
    """Why the formula fails for these answers, as CEL says it; None when it gives a value or null."""
    formula = compiled(source)
    given = {key: _into(answers.get(key)) for key in formula.reads}
    outcome, error = _execute(formula, {**given, **_functions(answers.get(TODAY))})
    if error is not None:
        return f"{type(error).__name__}: {error}"
    return None if outcome is None or is_answer(outcome) else f"type:{type(outcome).__name__}"


@lru_cache(maxsize=4096)
def compiled(source: str) -> Formula:
    """Parse a formula, once. Raises MalformedFormula."""
    bare = QUOTED.sub('""', source)
    if len(source) > LONGEST or _depth(bare) > MOST_NESTED or UNARY.search(bare):
        raise MalformedFormula("too_long")
    bound = LOOP.findall(bare)
    if len(bound) > MOST_LOOPS:
        raise MalformedFormula("too_long")
    try:
        program = cel.compile(source)
        found = program.references()
    except BaseException as error:  # noqa: BLE001  the extension panics outside Exception
        _let_through(error)
        place = PLACE.search(str(error))
        raise MalformedFormula("syntax", ":".join(place.groups()) if place else "") from None
    functions = frozenset(name for name in found["functions"] if name[0] not in "_@!-")
    names = set(found["variables"]) - set(bound) - OWN
    today = {TODAY} if functions & FROM_TODAY else set()
    return Formula(program, frozenset(names | today), functions)


def loop_names(source: str) -> set[str]:
    """Names a formula gives to the rows it goes through: `children.map(c, …)` -> {"c"}."""
    return set(LOOP.findall(QUOTED.sub('""', source)))


def _depth(bare: str) -> int:
    depth = deepest = 0
    for letter in bare:
        depth += (letter in "([{") - (letter in ")]}")
        deepest = max(deepest, depth)
    return deepest


def _execute(formula: Formula, context: dict[str, Any]) -> tuple[Any, BaseException | None]:
    try:
        return formula.program.execute(context), None
    except BaseException as error:  # noqa: BLE001  as above
        _let_through(error)
        return None, error


def _let_through(error: BaseException) -> None:
    if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
        raise error


def is_answer(outcome: Any) -> bool:
    """Whether an outcome can be kept as an answer."""
    if isinstance(outcome, float):
        return math.isfinite(outcome)
    return isinstance(outcome, bool | int | str)


def _into(value: Any) -> Any:
    """An answer as CEL takes it: numbers beyond 64 bits and texts that are no Unicode become null."""
    if isinstance(value, Mapping):
        return {str(key): _into(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_into(part) for part in value]
    if isinstance(value, str):
        return value if value.isascii() or value.encode(errors="ignore").decode() == value else None
    if isinstance(value, int) and not isinstance(value, bool):
        return value if value in WHOLE else None
    return value if isinstance(value, bool | float) else None


def _functions(today: Any) -> dict[str, Callable[..., Any]]:
    own: dict[str, Callable[..., Any]] = {
        "today": lambda: today,
        "age": lambda born: _between(whole_years, born, today),
        **FUNCTIONS,
    }
    return {name: _quiet(function) for name, function in own.items()}


def _quiet(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of ours that fails gives null: the extension would print the error, and answers with it."""

    def called(*given: Any) -> Any:
        try:
            outcome = function(*given)
        except Exception:  # noqa: BLE001  whatever it is, the formula has no value
            return None
        if isinstance(outcome, int) and outcome not in WHOLE:
            return None
        return outcome

    return called


def _between(count: Callable[[Any, Any], int], start: Any, end: Any) -> int | None:
    first, last = day(start), day(end)
    return count(first, last) if first and last else None


def _moved(start: Any, **by: int) -> str | None:
    first = day(start)
    there = moved(first, **by) if first else None
    return there.isoformat() if there else None


def _numbers(given: tuple[Any, ...]) -> list[Any]:
    listed = given[0] if len(given) == 1 and isinstance(given[0], list) else given
    return [one for one in listed if one is not None]


def _rounded(number: Any, digits: int = 0) -> Any:
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    exact = Decimal(str(number)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return int(exact) if digits <= 0 else float(exact)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "sum": lambda *given: sum(_numbers(given)),
    "min": lambda *given: min(_numbers(given), default=None),
    "max": lambda *given: max(_numbers(given), default=None),
    "round": _rounded,
    "value": lambda given, instead: instead if given is None else given,
    "years_between": lambda start, end: _between(whole_years, start, end),
    "months_between": lambda start, end: _between(whole_months, start, end),
    "days_between": lambda start, end: _between(lambda first, last: (last - first).days, start, end),
    "add_days": lambda start, count: _moved(start, days=count),
    "add_months": lambda start, count: _moved(start, months=count),
    "add_years": lambda start, count: _moved(start, years=count),
}
