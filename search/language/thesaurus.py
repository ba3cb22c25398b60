"""Everyday names and abbreviations, and phrases that say nothing of what is looked for. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rules.text import fold, spoken


@dataclass(frozen=True, slots=True)
class Meaning:
    """typed: what people write, with its tones; official: what the catalogue says."""

    typed: str
    official: str


class Thesaurus:
    """Pairs looked up by the folded words typed."""

    def __init__(self, pairs: Iterable[tuple[str, str, bool]] = (), stop_phrases: Iterable[str] = ()) -> None:
        """pairs: (typed, official, both ways)."""
        self.meanings: dict[tuple[str, ...], list[Meaning]] = {}
        for typed, official, both in pairs:
            self._add(typed, official)
            if both:
                self._add(official, typed)
        phrases = [spoken(phrase) for phrase in stop_phrases]
        self.stop_phrases = {tuple(fold(phrase).split()) for phrase in phrases if " " in phrase}
        self.empty = {phrase for phrase in phrases if phrase and " " not in phrase}
        self.longest = max(map(len, [*self.meanings, *self.stop_phrases]), default=0)
        self._empty_folded = {fold(word) for word in self.empty}

    def says_little(self, word: str, *, toned: bool) -> bool:
        """A single word is empty as it is said: "cần" is not "căn"; without any tones it may be both."""
        return word in self.empty if toned else fold(word) in self._empty_folded

    def _add(self, typed: str, official: str) -> None:
        key = tuple(fold(typed).split())
        meaning = Meaning(spoken(typed), spoken(official))
        if key and meaning not in self.meanings.setdefault(key, []):
            self.meanings[key].append(meaning)

    def without_stop_phrases(self, words: Sequence[str]) -> list[str]:
        """The words (as said) less phrases of several words that say nothing; all if nothing is left."""
        kept: list[str] = []
        place = 0
        folded = [fold(word) for word in words]
        while place < len(words):
            length = self._longest_at(folded, place)
            if length:
                place += length
            else:
                kept.append(words[place])
                place += 1
        return kept or list(words)

    def _longest_at(self, folded: list[str], place: int) -> int:
        for length in range(min(self.longest, len(folded) - place), 1, -1):
            if tuple(folded[place : place + length]) in self.stop_phrases:
                return length
        return 0
