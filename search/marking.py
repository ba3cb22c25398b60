"""The words that were asked for, marked where they stand in a name. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rules.text import fold
from search.language.reading import Reading

WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*")
Piece = tuple[str, bool]


def marked(name: str, readings: Sequence[Reading], *, begun: bool = False) -> list[Piece]:
    """[(text, whether it is marked)], by the reading that explains most of the name.

    begun: the last word may still be being typed, so a word that begins so is marked too.
    """
    found = [(match.start(), match.end(), fold(match[0])) for match in WORD.finditer(name)]
    choices = [_hits([word for _start, _end, word in found], reading, begun=begun) for reading in readings]
    weights = [reading.weight for reading in readings]
    nothing: set[int] = set()
    hits = max(zip(choices, weights, strict=True), key=lambda one: len(one[0]) * one[1], default=(nothing, 0))
    return _pieces(name, [found[place][:2] for place in sorted(hits[0])])


def _hits(words: list[str], reading: Reading, *, begun: bool) -> set[int]:
    asked = set(reading.words) - reading.weak
    last = reading.words[-1] if begun and reading.words else ""
    return {place for place, word in enumerate(words) if word in asked or (last and word.startswith(last))}


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
