"""What an engine is asked: readings of the query as words to be found, the same for every engine. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.language.reading import Reading
from search.language.vocabulary import Vocabulary

MOST_ENDINGS = 8


@dataclass(frozen=True, slots=True)
class Term:
    """A word to be found: one of `words` (the word itself, then what it may become while it is typed)."""

    words: tuple[str, ...]
    said: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One reading: at least `least` of the terms; pairs ("khai_sinh") and weak terms only help."""

    terms: tuple[Term, ...]
    weak: tuple[Term, ...]
    pairs: tuple[str, ...]
    least: int
    weight: float


def pairs_of(words: Sequence[str]) -> list[str]:
    """Neighbouring syllables as one unit, as engines index them: "khai sinh" -> "khai_sinh"."""
    return list(dict.fromkeys(f"{one}_{two}" for one, two in pairwise(words)))


def wanted(readings: Sequence[Reading], vocabulary: Vocabulary, *, begun: bool) -> list[Wanted]:
    """What to look for. begun: the last word may still be being typed."""
    return [_wanted(reading, vocabulary, begun=begun) for reading in readings]


def _wanted(reading: Reading, vocabulary: Vocabulary, *, begun: bool) -> Wanted:
    strong: dict[str, Term] = {}
    weak: dict[str, Term] = {}
    last = len(reading.words) - 1
    for place, (word, said) in enumerate(zip(reading.words, reading.said, strict=True)):
        endings = vocabulary.beginning_with(word, MOST_ENDINGS) if begun and place == last else []
        term = Term(tuple(dict.fromkeys([word, *endings])), said if said != word else "")
        needed = word in reading.core if reading.core else word not in reading.weak
        (strong if needed else weak)[word] = term
    return Wanted(
        terms=tuple(strong.values()),
        weak=tuple(weak.values()),
        pairs=tuple(pairs_of(reading.words)),
        least=_least(len(strong)),
        weight=reading.weight,
    )


def _least(words: int) -> int:
    """How many of the words must be there: both of two, two of three, three of six."""
    return words if words <= 2 else math.ceil(words * 0.6) if words <= 5 else math.ceil(words * 0.5)
