"""How well an engine answers the judged queries: success@1, success@3, MRR by kind and by half."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

JUDGED = Path(__file__).parent / "judged.tsv"
DEEPEST = 10
KINDS = ("official", "colloquial", "no_diacritics", "telex", "abbreviation", "misspelt", "sentence")
TUNING, HELD_OUT = "tuning", "held-out"

Ask = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """codes: every acceptable procedure; kind: of KINDS; half: TUNING or HELD_OUT."""

    query: str
    codes: frozenset[str]
    kind: str
    half: str


@dataclass(slots=True)
class Score:
    asked: int = 0
    first: int = 0
    third: int = 0
    reciprocal: float = 0.0

    def add(self, place: int | None) -> None:
        """place: from 0, of the first acceptable procedure; None when there is none among the first ten."""
        self.asked += 1
        if place is not None:
            self.first += place < 1
            self.third += place < 3
            self.reciprocal += 1 / (place + 1)

    @property
    def success_at_1(self) -> float:
        return self.first / self.asked

    @property
    def success_at_3(self) -> float:
        return self.third / self.asked

    @property
    def mrr(self) -> float:
        return self.reciprocal / self.asked


def judged(path: Path = JUDGED) -> list[Judged]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Judged(row["query"], frozenset(row["codes"].split()), row["kind"], row["half"])
            for row in csv.DictReader(file, delimiter="\t")
        ]


def judge(ask: Ask, queries: Iterable[Judged]) -> dict[str, Score]:
    """{kind, "tuning", "held-out", "all": score}. ask: a query -> codes, best first."""
    scores: dict[str, Score] = {}
    for one in queries:
        found = list(ask(one.query))[:DEEPEST]
        place = next((place for place, code in enumerate(found) if code in one.codes), None)
        for name in (one.kind, one.half, "all"):
            scores.setdefault(name, Score()).add(place)
    return scores


def table(scores: dict[str, dict[str, Score]]) -> str:
    """One line a kind, three figures an engine: success@1, success@3, MRR."""
    names = list(scores)
    rows = [f"{'kind':<14}" + "".join(f"{name:>26}" for name in names)]
    for kind in (*KINDS, TUNING, HELD_OUT, "all"):
        line = f"{kind:<14}"
        for name in names:
            score = scores[name][kind]
            line += f"{score.success_at_1:>12.3f}{score.success_at_3:>7.3f}{score.mrr:>7.3f}"
        rows.append(line)
    return "\n".join(rows)
