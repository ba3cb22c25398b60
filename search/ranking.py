"""How well a procedure answers: the same for every engine. The engine finds, this orders. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from search.language.reading import Reading
from search.language.vocabulary import Vocabulary

IN_NAME, OTHER_TONE, BEGUN, IN_KEYWORDS, IN_TEXT = 1.0, 0.82, 0.85, 0.8, 0.35
WEAK, UNKNOWN, ALONE = 0.12, 0.35, 0.4
LONG_QUESTION = 5
PAIRS, OTHER_TONES, SHORTNESS, WHOLE, FIRST = 0.30, 0.7, 0.22, 0.10, 0.05
LEVELS = {"commune": 0.03, "province": 0.02}
OBTAINING = 0.06

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is compared: the name said and folded, other names with keywords, texts, level codes."""

    said: str
    name: str
    others: str = ""
    text: str = ""
    levels: str = ""


class _Name:
    """A name taken apart once for all readings."""

    __slots__ = ("others", "padded", "pairs", "said", "text", "tone_pairs", "total", "words", "worth")

    def __init__(self, answer: Answer, vocabulary: Vocabulary) -> None:
        self.words = answer.name.split()
        said = answer.said.split()
        self.said, self.tone_pairs = set(said), set(pairwise(said))
        self.pairs = set(pairwise(self.words))
        self.padded = f" {answer.name} "
        self.others, self.text = f" {answer.others} ", f" {answer.text} "
        self.worth = {word: vocabulary.rarity(word) for word in self.words}
        self.total = sum(self.worth[word] for word in self.words) or 1.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """A reading with what each of its words and pairs is worth."""

    reading: Reading
    weights: list[float]
    total: float
    pairs: list[tuple[Pair, Pair, float]]
    worth_of_pairs: float
    words: frozenset[str]
    padded: str


class Ranker:
    """Scores answers to one query. begun: the last word may still be being typed."""

    def __init__(self, readings: Sequence[Reading], vocabulary: Vocabulary, *, begun: bool = True) -> None:
        self.vocabulary, self.begun = vocabulary, begun
        self.asked = [self._asked(reading) for reading in readings]

    def score(self, answer: Answer) -> float:
        """About 0 to 1.8; comparable between procedures of one query only."""
        name = _Name(answer, self.vocabulary)
        matches = [one.reading.weight * self._match(one, name) for one in self.asked]
        level = max([LEVELS.get(level, 0.0) for level in answer.levels.split()], default=0.0)
        return max(matches, default=0.0) + level + (OBTAINING if _obtains(name.words) else 0.0)

    def _asked(self, reading: Reading) -> _Asked:
        weights = self._weights(reading)
        rarity = self.vocabulary.rarity
        rows = zip(pairwise(reading.words), pairwise(reading.said), strict=True)
        pairs = [(pair, said, rarity(pair[0]) + rarity(pair[1])) for pair, said in rows]
        return _Asked(
            reading,
            weights,
            sum(weights) or 1.0,
            pairs,
            sum(worth for _pair, _said, worth in pairs) or 1.0,
            frozenset(reading.words),
            f" {' '.join(reading.words)} ",
        )

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

    def _match(self, asked: _Asked, name: _Name) -> float:
        words, said = asked.reading.words, asked.reading.said
        last = len(words) - 1 if self.begun else -1
        got = 0.0
        for place, weight in enumerate(asked.weights):
            got += weight * _hit(words[place], said[place], name, begun=place == last)
        covered = got / asked.total
        if not covered:
            return 0.0
        told = sum([name.worth[word] for word in name.words if word in asked.words])
        return covered * (1.0 + SHORTNESS * told / name.total) + _order(asked, name, covered)


def _order(asked: _Asked, name: _Name, covered: float) -> float:
    """Words that stand together in the query and in the name."""
    first = name.words[:1] == list(asked.reading.words[:1])
    if not asked.pairs:
        return FIRST * covered if first and len(name.words) == 1 else 0.0
    got = 0.0
    for pair, said, worth in asked.pairs:
        if pair in name.pairs:
            got += worth if not all(said) or said in name.tone_pairs else worth * OTHER_TONES
    together = PAIRS * got / asked.worth_of_pairs
    if asked.padded not in name.padded:
        return together
    return together + WHOLE + (FIRST if first else 0.0)


def _hit(word: str, said: str, name: _Name, *, begun: bool) -> float:
    if word in name.worth:
        return IN_NAME if not said or said == word or said in name.said else OTHER_TONE
    if begun and f" {word}" in name.padded:
        return BEGUN
    padded = f" {word} "
    if padded in name.others:
        return IN_KEYWORDS
    return IN_TEXT if padded in name.text else 0.0


def _obtains(words: list[str]) -> bool:
    """Whether the paper is had for the first time: what is meant by who names the paper alone."""
    again = words[1:2] in (["lai"], ["doi"]) or words[2:3] in (["lai"], ["bien"], ["thay"])
    return (words[:1] == ["cap"] or words[:2] == ["dang", "ky"]) and not again
