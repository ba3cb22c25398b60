"""Words tried on the judged queries: what people would find with the drafts, beside what they find now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from search.asking import wanted
from search.engines import engine
from search.finding import find_with
from search.knowledge import Knowledge, knowledge
from search.models import JudgedQuery
from search.query import Query, query_of

LOOKED_AT = 20
"""A right answer after so many results counts as not found."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Percent of queries: a right procedure first; among the first three. mrr: mean of 1/place."""

    first: float = 0.0
    third: float = 0.0
    mrr: float = 0.0

    @classmethod
    def of(cls, places: Sequence[int]) -> Figures:
        """places: of the best right answer, from 1; 0 for none."""
        number = len(places) or 1
        return cls(
            100 * sum(place == 1 for place in places) / number,
            100 * sum(1 <= place <= 3 for place in places) / number,
            sum(1 / place for place in places if place) / number,
        )


@dataclass(frozen=True, slots=True)
class Tried:
    """One judged query. now, then: place of the best right answer, 0 for none. top: what comes first then."""

    judged: JudgedQuery
    now: int
    then: int
    top: str = ""

    @property
    def gain(self) -> float:
        """How much nearer to the top, as 1/place counts it."""
        return (1 / self.then if self.then else 0.0) - (1 / self.now if self.now else 0.0)


@dataclass(frozen=True, slots=True)
class Trial:
    """All of them. better, worse: those that move, the furthest first. missed: nothing right in the first
    three, with the drafts."""

    rows: Sequence[Tried]

    @property
    def now(self) -> Figures:
        return Figures.of([row.now for row in self.rows])

    @property
    def then(self) -> Figures:
        return Figures.of([row.then for row in self.rows])

    @property
    def better(self) -> list[Tried]:
        return sorted((row for row in self.rows if row.gain > 0), key=lambda row: -row.gain)

    @property
    def worse(self) -> list[Tried]:
        return sorted((row for row in self.rows if row.gain < 0), key=lambda row: row.gain)

    @property
    def missed(self) -> list[Tried]:
        return [row for row in self.rows if not 1 <= row.then <= 3]


def trial(judged: Iterable[JudgedQuery], site: int | None, *, on: date) -> Trial:
    """Each query as it is answered now and as it would be with all drafts published. Raises EngineAway."""
    published, drafts = knowledge(site), knowledge(site, drafts=True)
    return Trial([_tried(one, published, drafts, on) for one in judged])


def _tried(judged: JudgedQuery, published: Knowledge, drafts: Knowledge, on: date) -> Tried:
    query = query_of(judged.query, on=on, size=LOOKED_AT, counted=False, begun=False)
    now, top = _place(judged, query, published)
    if _reads_alike(query, published, drafts):
        return Tried(judged, now, now, top)
    then, top = _place(judged, query, drafts)
    return Tried(judged, now, then, top)


def _place(judged: JudgedQuery, query: Query, known: Knowledge) -> tuple[int, str]:
    """(place of the best right answer, name of the first result)."""
    entries = find_with(engine(), query, known).entries
    codes = [entry.code for entry in entries]
    places = [codes.index(code) + 1 for code in judged.accepted if code in codes]
    return min(places, default=0), entries[0].name if entries else ""


def _reads_alike(query: Query, published: Knowledge, drafts: Knowledge) -> bool:
    """Whether the drafts change nothing of how the words are understood: then one answer holds for both."""
    one, two = published.readings(query.text), drafts.readings(query.text)
    return (
        one == two
        and published.pinned(query.text) == drafts.pinned(query.text)
        and wanted(one, published.vocabulary, begun=False) == wanted(two, drafts.vocabulary, begun=False)
    )
