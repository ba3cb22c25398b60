"""The words of the catalogue: how many procedures hold each, which stand beside each other. Pure."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from typing import Any

from rules.text import fold, spoken

LONGEST_WORD = 24
EVERYDAY = 20
"""An everyday name is known as well as what stands in so many procedures."""


class Vocabulary:
    """words, pairs: folded -> in how many texts; said: the same with tones; texts: how many there are."""

    def __init__(
        self,
        *,
        words: dict[str, int] | None = None,
        pairs: dict[str, int] | None = None,
        said: dict[str, int] | None = None,
        texts: int = 0,
    ) -> None:
        self.words, self.pairs, self.said = Counter(words or {}), Counter(pairs or {}), Counter(said or {})
        self.texts = texts

    @classmethod
    def of(cls, texts: Iterable[str]) -> Vocabulary:
        """Counted from texts as written."""
        made = cls()
        for text in texts:
            made.count(text, 1)
        return made

    def count(self, text: str, by: int) -> None:
        """One text more (1) or fewer (-1)."""
        said = spoken(text).split()
        words = fold(text).split()
        self.words.update(dict.fromkeys(words, by))
        self.said.update(dict.fromkeys(said, by))
        self.pairs.update(dict.fromkeys((f"{one} {two}" for one, two in pairwise(words)), by))
        self.texts += by

    def know(self, text: str) -> None:
        """Words people use that stand in no name: they are no slips, and their neighbours belong together."""
        words = fold(text).split()
        for word in words:
            self.words.setdefault(word, 1)
        for said in spoken(text).split():
            self.said.setdefault(said, 1)
        self.pairs.update(dict.fromkeys((f"{one} {two}" for one, two in pairwise(words)), EVERYDAY))

    def kept(self) -> dict[str, Any]:
        """As it is stored, without what was counted away; Vocabulary(**kept) reads it back."""
        counts = {"words": self.words, "pairs": self.pairs, "said": self.said}
        return {
            **{
                name: {key: number for key, number in held.items() if number > 0}
                for name, held in counts.items()
            },
            "texts": self.texts,
        }

    def knows(self, word: str) -> bool:
        return self.words[word] > 0

    def rarity(self, word: str) -> float:
        """How much a word tells: about 0.5 for one in every name, 8 for one in a single name of thousands."""
        known = self._rarity.get(word)
        if known is None:
            known = self._rarity[word] = math.log(1 + (self.texts + 1) / (self.words.get(word, 0) + 0.5))
        return known

    @cached_property
    def _rarity(self) -> dict[str, float]:
        return {}

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(word for word, number in self.words.items() if number > 0)

    def beginning_with(self, prefix: str, most: int = 12) -> list[str]:
        """Words that begin so, the commonest first."""
        first = bisect_left(self._sorted, prefix)
        found = []
        for word in self._sorted[first : first + 400]:
            if not word.startswith(prefix):
                break
            found.append(word)
        return sorted(found, key=lambda word: -self.words[word])[:most]

    @cached_property
    def _shortened(self) -> dict[str, list[str]]:
        """Each word under itself and under itself without one letter (symmetric deletes)."""
        index: dict[str, list[str]] = {}
        for word in self._sorted:
            if not word.isdigit():
                for short in {word, *_without_one(word)}:
                    index.setdefault(short, []).append(word)
        return index

    def near(self, word: str) -> list[str]:
        """Known words one letter away: one left out, added, changed, or two in the wrong order."""
        if not 1 < len(word) <= LONGEST_WORD:
            return []
        keys = [word, *_without_one(word)]
        candidates = {found for key in keys for found in self._shortened.get(key, ())}
        return [found for found in candidates if found != word and _one_away(word, found)]


def _without_one(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(len(word))]


def _one_away(one: str, two: str) -> bool:
    """Whether one letter more, fewer or other, or two swapped neighbours, is all that differs."""
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    a, b = one[start:], two[start:]
    same_length = a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
    return a[1:] == b or a == b[1:] or (len(a) == len(b) and same_length)
