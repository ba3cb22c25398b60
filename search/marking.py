"""The words that were asked for, marked where they stand in a name. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rules.text import fold, spoken
from search.language.reading import Reading

WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*")
Piece = tuple[str, bool]


def marked(name: str, readings: Sequence[Reading], *, begun: bool = False) -> list[Piece]:
    """[(text, whether it is marked)], by the reading that explains most of the name.

    A word typed with tones is marked with these tones only. begun: the last word may still be being typed,
    so a word that begins so is marked too.
    """
    found = list(WORD.finditer(name))
    words = [(fold(match[0]), spoken(match[0])) for match in found]
    best: set[int] = set()
    worth = 0.0
    for reading in readings:
        hits = _hits(words, reading, begun=begun)
        if len(hits) * reading.weight > worth:
            best, worth = hits, len(hits) * reading.weight
    return _pieces(name, [found[place].span() for place in sorted(best)])


def _hits(words: list[tuple[str, str]], reading: Reading, *, begun: bool) -> set[int]:
    """Places of the words that were asked for; words: [(folded, with tones)]."""
    rows = zip(reading.words, reading.said, strict=True)
    asked = {said or word for word, said in rows if word not in reading.weak}
    last = reading.words[-1] if begun and reading.words else ""
    return {
        place
        for place, (word, said) in enumerate(words)
        if word in asked or said in asked or (last and word.startswith(last))
    }


def _pieces(name: str, spans: list[tuple[int, int]]) -> list[Piece]:
    """Marked words with nothing but a space between them are one mark."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and name[joined[-1][1] : start].isspace():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    pieces: list[Piece] = []
    done = 0
    for start, end in joined:
        pieces += [(name[done:start], False), (name[start:end], True)]
        done = end
    return [piece for piece in [*pieces, (name[done:], False)] if piece[0]]
