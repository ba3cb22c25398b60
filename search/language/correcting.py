"""Slips of writing, put right by what stands beside them: "khai xinh" -> "khai sinh". Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

from search.language.vocabulary import Vocabulary

SOUNDS = [
    ("ch", "tr"),
    ("s", "x"),
    ("l", "n"),
    ("d", "gi"),
    ("d", "r"),
    ("r", "gi"),
    ("d", "v"),
    ("ng", "ngh"),
    ("g", "gh"),
    ("c", "k"),
    ("i", "y"),
]
"""Beginnings that sound alike in one part of the country or another."""
ENDINGS = [
    ("n", "ng"),
    ("t", "c"),
    ("i", "y"),
    ("nh", "n"),
    ("iu", "uu"),
    ("ieu", "uou"),
    ("o", "u"),
    ("ao", "au"),
]
SOUND_COST, LETTER_COST, UNKNOWN_COST, REAL_SYLLABLE_COST = 2.5, 4.0, 9.0, 1.5
PAIR_WEIGHT, MOST_TOGETHER = 1.6, 3.0
SHORTEST_JOINED = 5

Candidate = tuple[str, float]


def corrected(words: Sequence[str], vocabulary: Vocabulary, said: Sequence[str] = ()) -> list[str]:
    """The likeliest words (folded). Known words that fit their neighbours stay as they are.

    said: the words as typed with tones, "" where none were: a syllable that exists is less likely a slip.
    """
    spelled = said or [""] * len(words)
    choices = [
        _candidates(part, tones if part == word else "", vocabulary)
        for word, tones in zip(words, spelled, strict=True)
        for part in _taken_apart(word, vocabulary)
    ]
    return _likeliest(choices, vocabulary)


def _candidates(word: str, said: str, vocabulary: Vocabulary) -> list[Candidate]:
    if word.isdigit() or len(word) == 1:
        return [(word, 0.0)]
    found = {word: 0.0 if vocabulary.knows(word) else UNKNOWN_COST}
    exists = (REAL_SYLLABLE_COST if vocabulary.said[said] > 0 else -1.0) if said else 0.0
    for other in vocabulary.near(word):
        found.setdefault(other, LETTER_COST + exists + (1.5 if len(word) < 3 else 0))
    for other in sounding_like(word):
        if vocabulary.knows(other) and other != word:
            found[other] = SOUND_COST + exists
    kept = sorted(found.items(), key=lambda one: one[1] - 0.3 * math.log(1 + vocabulary.words[one[0]]))
    return kept[:12]


def sounding_like(word: str) -> set[str]:
    """What a person who writes by ear may have meant."""
    found = set()
    for one, two in [*SOUNDS, *[(b, a) for a, b in SOUNDS]]:
        if word.startswith(one):
            found.add(two + word[len(one) :])
    for one, two in [*ENDINGS, *[(b, a) for a, b in ENDINGS]]:
        if word.endswith(one):
            found.add(word[: -len(one)] + two)
    return found


def _likeliest(choices: list[list[Candidate]], vocabulary: Vocabulary) -> list[str]:
    """The cheapest way through: what changing costs, less what two neighbours seen together are worth."""
    paths: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
    for options in choices:
        stepped: dict[str, tuple[float, list[str]]] = {}
        for word, cost in options:
            worth = _step(word, cost, vocabulary)
            best = min(
                ((before[0] + worth(last), before[1]) for last, before in paths.items()),
                key=lambda one: one[0],
            )
            stepped[word] = (best[0], [*best[1], word])
        paths = stepped
    return min(paths.values(), key=lambda one: one[0])[1]


def _step(word: str, cost: float, vocabulary: Vocabulary) -> Callable[[str], float]:
    common = 0.15 * math.log(1 + vocabulary.words[word])

    def worth(last: str) -> float:
        seen = math.log(1 + vocabulary.pairs[f"{last} {word}"]) if last else 0.0
        together = min(seen, MOST_TOGETHER)
        return cost - common - PAIR_WEIGHT * together

    return worth


def _taken_apart(word: str, vocabulary: Vocabulary) -> list[str]:
    """ "khaisinh" -> ["khai", "sinh"]: into the fewest known words that stand beside each other somewhere."""
    if len(word) < SHORTEST_JOINED or vocabulary.knows(word) or not re.fullmatch("[a-z]+", word):
        return [word]
    best: list[tuple[float, list[str]] | None] = [(0.0, [])] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 7), end):
            before, part = best[start], word[start:end]
            if before is None or len(part) < 2 or not vocabulary.knows(part):
                continue
            last = before[1][-1] if before[1] else ""
            together = vocabulary.pairs[f"{last} {part}"] if last else 0
            if last and not together:
                continue
            score = before[0] + 4 - math.log(1 + together)
            if best[end] is None or score < best[end][0]:  # type: ignore[index]
                best[end] = (score, [*before[1], part])
    whole = best[-1]
    return whole[1] if whole else [word]
