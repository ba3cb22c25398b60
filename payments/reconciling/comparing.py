"""Which line of a report belongs to what of ours. Pure: nothing is asked, nothing is written."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from payments.models import ReconciliationRow
from payments.providers.contract import ReportLine

Outcome = ReconciliationRow.Outcome


@dataclass(frozen=True)
class Ours:
    """Money that came in, or went back (a refund, amount below zero).

    of_the_day: our books have it on the day that is compared; otherwise it is only known, and not missed.
    """

    reference: str
    amount: int
    agency_code: str
    payment: uuid.UUID
    refund: uuid.UUID | None = None
    provider_reference: str = ""
    of_the_day: bool = True


@dataclass(frozen=True)
class Compared:
    """One row: ours, theirs or both."""

    outcome: str
    ours: Ours | None
    theirs: ReportLine | None


def once(lines: Iterable[ReportLine]) -> list[ReportLine]:
    """A line that stands twice under one number of the provider is the same line."""
    known, kept = set(), []
    for line in lines:
        key = (line.provider_reference, line.reference, line.amount)
        if line.provider_reference and key in known:
            continue
        known.add(key)
        kept.append(line)
    return kept


def compare(ours: Iterable[Ours], lines: Iterable[ReportLine]) -> list[Compared]:
    """Every line once, and everything of the day that no line speaks of.

    A line goes to what has its number, else to what has its amount, else to what is left of its reference.
    """
    waiting: dict[tuple[str, bool], list[Ours]] = defaultdict(list)
    for one in ours:
        waiting[one.reference, one.amount < 0].append(one)
    found = [_of_line(line, waiting[line.reference, line.amount < 0]) for line in lines]
    left = [one for several in waiting.values() for one in several if one.of_the_day]
    return [*found, *(Compared(Outcome.MISSING_THERE, one, None) for one in left)]


def _of_line(line: ReportLine, candidates: list[Ours]) -> Compared:
    """Takes what it finds out of the candidates."""
    if not candidates:
        return Compared(Outcome.MISSING_HERE, None, line)
    chosen = max(candidates, key=lambda one: (_same_number(one, line), one.amount == line.amount))
    candidates.remove(chosen)
    same = chosen.amount == line.amount
    return Compared(Outcome.MATCHED if same else Outcome.AMOUNT_DIFFERS, chosen, line)


def _same_number(one: Ours, line: ReportLine) -> bool:
    return bool(line.provider_reference) and one.provider_reference == line.provider_reference
