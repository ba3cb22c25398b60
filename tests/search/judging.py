"""How well an engine answers the judged queries: success@1, success@3, MRR by kind and by half."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from search.trying import Figures

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


def judged(path: Path = JUDGED) -> list[Judged]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Judged(row["query"], frozenset(row["codes"].split()), row["kind"], row["half"])
            for row in csv.DictReader(file, delimiter="\t")
        ]


def judge(ask: Ask, queries: Iterable[Judged]) -> dict[str, Figures]:
    """{kind, "tuning", "held-out", "all": figures}. ask: a query -> codes, best first."""
    places: dict[str, list[int]] = {}
    for one in queries:
        found = list(ask(one.query))[:DEEPEST]
        place = next((place for place, code in enumerate(found, start=1) if code in one.codes), 0)
        for name in (one.kind, one.half, "all"):
            places.setdefault(name, []).append(place)
    return {name: Figures.of(held) for name, held in places.items()}


def table(figures: dict[str, dict[str, Figures]]) -> str:
    """One line a kind, three figures an engine: success@1, success@3 (percent), MRR."""
    names = list(figures)
    rows = [f"{'kind':<14}" + "".join(f"{name:>26}" for name in names)]
    for kind in (*KINDS, TUNING, HELD_OUT, "all"):
        line = f"{kind:<14}"
        for name in names:
            one = figures[name][kind]
            line += f"{one.first:>12.1f}{one.third:>7.1f}{one.mrr:>7.3f}"
        rows.append(line)
    return "\n".join(rows)
