"""What an engine is asked, what it answers. An engine finds; `search/ranking.py` orders the best of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from search.asking import Term, Wanted, pairs_of
from search.models import SearchEntry
from search.query import BY_NAME, FACETS, Count, Query
from search.ranking import Answer

WINDOW = 60
"""So many of the best are ordered anew by the ranker; what comes after stays as the engine gave it."""
LONGEST_TEXT = 600
BETWEEN = "\x1f"
FOREVER = 99_999_999
CARD = (
    "code",
    "name",
    "name_en",
    "field",
    "field_key",
    "agency",
    "levels",
    "online_level",
    "can_file",
    "said",
    "url",
)
BOOSTS = {"name": 3.0, "said": 1.0, "pairs": 2.0, "keywords": 2.5, "text": 0.6, "weak": 0.3}
ENDING, TIE = 0.6, 0.1
"""What a word counts that may yet be typed; what the lesser of several places add to the best of them."""
PINNED, CODE = 1000.0, 500.0
WORDS = ("name", "said", "pairs", "keywords", "text")
"""The fields that are compared by words, which stand between spaces already."""
MOST_VALUES = 200

Place = tuple[str, str, float]
"""(field, word, what it counts there)"""


class EngineAway(Exception):
    """The engine cannot answer: unreachable, broken, or its index is not there yet."""


class NoIndex(EngineAway):
    """The engine answers, but nothing was built in it yet."""


@dataclass(frozen=True, slots=True)
class Sought:
    """The query as an engine needs it: readings as words, codes that must come first."""

    query: Query
    wanted: Sequence[Wanted] = ()
    pinned: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """code, answer: what is compared; card: what is shown, as JSON, read only for those on the page."""

    code: str
    answer: Answer
    card: str | bytes

    @property
    def entry(self) -> SearchEntry:
        """Never to be saved."""
        values = json.loads(self.card)
        return SearchEntry(release_id=values["release"], **{name: values[name] for name in CARD})


@dataclass(frozen=True, slots=True)
class Matches:
    """hits: the engine's best, from `offset` on; total: of all."""

    hits: Sequence[Hit]
    total: int
    counts: Mapping[str, Sequence[Count]] = field(default_factory=dict)


class Engine(Protocol):
    """Every method raises EngineAway when the engine cannot do it now."""

    def find(self, sought: Sought, *, offset: int, limit: int) -> Matches: ...

    def put(self, code: str, entries: Sequence[SearchEntry]) -> None:
        """In the place of what was kept of the procedure."""

    def build(self, entries: Iterable[SearchEntry]) -> int:
        """A new index beside the old one, then in its place at once. Returns how many entries."""

    def stamps(self) -> Iterator[tuple[str, str]]:
        """(code, stamp) of all that is kept."""


def document(entry: SearchEntry) -> dict[str, Any]:
    """What an engine keeps of an entry: words to compare, values to filter and count by, its card."""
    words, said = entry.name_folded.replace("|", " ").split(), entry.name_spoken.replace("|", " ").split()
    return {
        "code": entry.code,
        "stamp": entry.stamp,
        "name": " ".join(words),
        "said": " ".join(said),
        "pairs": " ".join(_pairs(entry.name_folded) + _pairs(entry.keywords_folded)),
        "keywords": entry.keywords_folded.replace("|", " ").strip(),
        "text": entry.text_folded.strip(),
        "order": entry.name_order,
        "shown_from": day_number(entry.shown_from),
        "shown_to": day_number(entry.shown_to) if entry.shown_to else FOREVER,
        "field": _valued(entry.field_key, entry.field),
        "level": list(entry.levels),
        "agency": _valued(entry.agency_key, entry.agency),
        "online": [entry.online_level],
        "subject": list(entry.subjects),
        "free": ["yes"] if entry.is_free else [],
        "answer": answer_of(entry),
        "card": card(entry),
    }


def _pairs(text: str) -> list[str]:
    return [pair for part in text.split("|") for pair in pairs_of(part.split())]


def _valued(key: str, name: str) -> list[str]:
    """The key with the name to show, as one value: an engine counts and gives back both."""
    return [f"{key}\t{name}"] if key else []


def counted(facet: str, values: Iterable[tuple[str, int]]) -> list[Count]:
    """From what an engine counted: [(value, how many)]."""
    found = []
    for value, number in values:
        key, _tab, name = value.partition("\t")
        found.append(Count(key, name or key, number))
    return sorted(found, key=lambda one: (-one.count, one.key))


def card(entry: SearchEntry) -> str:
    """What a list shows."""
    values = {name: getattr(entry, name) for name in CARD}
    return json.dumps({**values, "release": entry.release_id}, ensure_ascii=False)


def answer_of(entry: SearchEntry) -> str:
    """What the ranker compares, in one line; `answer` reads it back."""
    names = [name.strip() for name in entry.name_folded.split("|")]
    others = " ".join([*names[1:], *entry.keywords_folded.replace("|", " ").split()])
    said = entry.name_spoken.split("|")[0].strip()
    parts = (said, names[0], others, entry.text_folded[:LONGEST_TEXT], " ".join(entry.levels))
    return BETWEEN.join(parts)


def answer(kept: str) -> Answer:
    return Answer(*kept.split(BETWEEN))


def day_number(day: Any) -> int:
    """2026-11-28 -> 20261128"""
    return int(day.strftime("%Y%m%d"))


def places(term: Term) -> list[Place]:
    """Where a word may stand: the best of these counts, the others add a little (TIE)."""
    return [
        (field, word, BOOSTS[field] * (1.0 if number == 0 else ENDING))
        for number, word in enumerate(term.words)
        for field in ("name", "keywords", "text")
    ]


def helping(reading: Wanted) -> list[Place]:
    """What only raises the score: neighbours, tones, words that say little."""
    pairs = [("pairs", pair, BOOSTS["pairs"]) for pair in reading.pairs]
    tones = [("said", term.said, BOOSTS["said"]) for term in reading.terms if term.said]
    return [*pairs, *tones, *(("name", term.words[0], BOOSTS["weak"]) for term in reading.weak)]


def by_name(sought: Sought) -> bool:
    """In the order of names: asked for so, or without words to score."""
    return sought.query.sort == BY_NAME or not (sought.wanted or sought.query.code)


def filters_of(query: Query) -> dict[str, str]:
    """{facet: key} of those that are set."""
    return {name: query.filters[name] for name in FACETS if query.filters.get(name)}
