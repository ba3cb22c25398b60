"""Everyday names and empty phrases that come with the portal: loaded once, editors own them from then on."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from rules.text import fold, normalise
from search.knowledge import changed
from search.models import StopPhrase, Synonym

DATA = Path(__file__).parent / "data"


def load_shipped(**_kwargs: Any) -> None:
    """Where no word was ever said; what editors removed does not come back."""
    if not Synonym.objects.exists():
        Synonym.objects.bulk_create(map(_synonym, shipped_names()))
        changed()
    if not StopPhrase.objects.exists():
        StopPhrase.objects.bulk_create(StopPhrase(phrase=phrase) for phrase in shipped_phrases())
        changed()


def shipped_names() -> list[tuple[str, str, bool]]:
    """[(typed, official, both ways)]"""
    with (DATA / "synonyms.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [
            (normalise(row["typed"]), normalise(row["official"]), row["direction"] == "two-way")
            for row in rows
        ]


def shipped_phrases() -> list[str]:
    lines = (DATA / "stop_phrases.txt").read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys(normalise(line).strip() for line in lines if line.strip()))


def _synonym(row: tuple[str, str, bool]) -> Synonym:
    typed, official, both = row
    return Synonym(typed=typed, official=official, both_ways=both, typed_folded=fold(typed))
