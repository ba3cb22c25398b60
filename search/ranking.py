"""How well a procedure answers: the same for every engine. The engine finds, this orders. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from search.language.reading import Reading
from search.language.vocabulary import Vocabulary

IN_NAME, OTHER_TONE, BEGUN, IN_KEYWORDS, IN_TEXT = 1.0, 0.82, 0.85, 0.8, 0.35
WEAK = 0.12
PAIRS, SHORTNESS, WHOLE, FIRST = 0.30, 0.22, 0.10, 0.05
LEVELS = {"commune": 0.03, "province": 0.02}
OBTAINING = 0.06
UNKNOWN, ALONE = 0.35, 0.4
LONG_QUESTION = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What is compared of a procedure. said, words: its name, with tones and folded; others: other names."""

    said: list[str]
    words: list[str]
    others: frozenset[str]
    keywords: frozenset[str]
    text: frozenset[str]
    levels: Sequence[str] = ()

    @classmethod
    def of(cls, entry: Any) -> Answer:
        """From an entry (its name_spoken, name_folded, keywords_folded, text_folded, levels)."""
        folded = entry.name_folded.split("|")
        return cls(
            said=entry.name_spoken.split("|")[0].split(),
            words=folded[0].split(),
            others=frozenset(word for name in folded[1:] for word in name.split()),
            keywords=frozenset(entry.keywords_folded.split()),
            text=frozenset(entry.text_folded.split()),
            levels=entry.levels,
        )


class Ranker:
    """Scores answers to one query. begun: the last word may still be being typed."""

    def __init__(self, readings: Sequence[Reading], vocabulary: Vocabulary, *, begun: bool = True) -> None:
        self.readings, self.vocabulary, self.begun = readings, vocabulary, begun
        self.weights = [self._weights(reading) for reading in readings]

    def _weights(self, reading: Reading) -> list[float]:
        """What each word counts: rare ones more; in a long question less what has no familiar neighbour."""
        long = len(reading.words) >= LONG_QUESTION
        weights = []
        for place, word in enumerate(reading.words):
            weight = self.vocabulary.rarity(word)
            if word in reading.weak:
                weight *= WEAK
            elif not self.vocabulary.knows(word):
                weight *= UNKNOWN
            elif long and not self._familiar(reading.words, place):
                weight *= ALONE
            weights.append(weight)
        return weights

    def _familiar(self, words: Sequence[str], place: int) -> bool:
        """Whether the word makes a pair with a neighbour that the catalogue or an everyday name knows."""
        pairs = self.vocabulary.pairs
        before = place > 0 and pairs[f"{words[place - 1]} {words[place]}"] > 0
        return before or (place + 1 < len(words) and pairs[f"{words[place]} {words[place + 1]}"] > 0)

    def score(self, answer: Answer) -> float:
        """About 0 to 1.7; comparable between procedures of one query only."""
        matches = (
            reading.weight * self._match(reading, weights, answer)
            for reading, weights in zip(self.readings, self.weights, strict=True)
        )
        level = max((LEVELS.get(level, 0.0) for level in answer.levels), default=0.0)
        return max(matches, default=0.0) + level + (OBTAINING if _obtains(answer.words) else 0.0)

    def _match(self, reading: Reading, weights: list[float], answer: Answer) -> float:
        last = len(reading.words) - 1
        covered = sum(
            weight * _hit(word, reading.said[place], answer, begun=self.begun and place == last)
            for place, (word, weight) in enumerate(zip(reading.words, weights, strict=True))
        ) / (sum(weights) or 1.0)
        order = self._order(reading, answer.words, answer.said, covered)
        return covered + order + self._shortness(reading, answer.words) * covered

    def _order(self, reading: Reading, words: list[str], said: list[str], covered: float) -> float:
        """Words that stand together in the query and in the name."""
        asked = list(pairwise(reading.words))
        if not asked:
            return FIRST * covered if words[:1] == list(reading.words) else 0.0
        there = set(pairwise(words))
        with_tones = set(pairwise(said))
        worth = [self.vocabulary.rarity(one) + self.vocabulary.rarity(two) for one, two in asked]
        spelled = list(pairwise(reading.said))
        got = 0.0
        for pair, tones, value in zip(asked, spelled, worth, strict=True):
            if pair in there:
                got += value * (1.0 if not all(tones) or tones in with_tones else 0.7)
        together = PAIRS * got / (sum(worth) or 1.0)
        phrase = f" {' '.join(reading.words)} " in f" {' '.join(words)} "
        return (
            together
            + (WHOLE if phrase else 0.0)
            + (FIRST if phrase and words[0] == reading.words[0] else 0.0)
        )

    def _shortness(self, reading: Reading, words: list[str]) -> float:
        """How much of the name was asked for: of two that hold all the words the plainer comes first."""
        asked = set(reading.words)
        rarity = [self.vocabulary.rarity(word) for word in words]
        told = sum(value for word, value in zip(words, rarity, strict=True) if word in asked)
        return SHORTNESS * told / (sum(rarity) or 1.0)


def _hit(word: str, said: str, answer: Answer, *, begun: bool) -> float:
    if word in answer.words:
        return IN_NAME if not said or said == word or said in answer.said else OTHER_TONE
    if begun and any(one.startswith(word) for one in answer.words):
        return BEGUN
    if word in answer.keywords or word in answer.others:
        return IN_KEYWORDS
    return IN_TEXT if word in answer.text else 0.0


def _obtains(words: list[str]) -> bool:
    """Whether the paper is had for the first time: what is meant by who names the paper alone."""
    again = words[1:2] in (["lai"], ["doi"]) or words[2:3] in (["lai"], ["bien"], ["thay"])
    return (words[:1] == ["cap"] or words[:2] == ["dang", "ky"]) and not again
