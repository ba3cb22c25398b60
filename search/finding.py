"""Find: the query is read, the engine finds, the ranker orders. The one way in for pages, API and tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from wagtail.models import Site

from search import engines
from search.alarm import raise_alarm
from search.asking import wanted
from search.engines import database
from search.engines.contract import WINDOW, Engine, EngineAway, Hit, Sought
from search.knowledge import Knowledge, knowledge
from search.language.reading import TYPED, Reading
from search.query import BY_NAME, Query, Results
from search.ranking import Ranker

SUGGESTED = 8


def find(query: Query, *, site: int | None = None) -> Results:
    """Procedures in force, best first; no words lists everything. Answers also while the engine is away."""
    if engines.scheme() == engines.DATABASE:
        return database.find(query)
    try:
        return find_with(engines.engine(), query, knowledge(site))
    except EngineAway as error:
        raise_alarm(error)
        return replace(database.find(query), degraded=True)


def site_of(request: Any) -> int | None:
    """The site whose everyday names hold for the request."""
    site = Site.find_for_request(getattr(request, "_request", request))
    return site.pk if site else None


def find_with(engine: Engine, query: Query, known: Knowledge) -> Results:
    """With this engine and this knowledge of words. Raises EngineAway."""
    readings = known.readings(query.text)
    if query.exact:
        readings = [one for one in readings if one.kind == TYPED]
    pinned = known.pinned(query.text)
    sought = Sought(query, wanted(readings, known.vocabulary, begun=query.begun), pinned)
    if query.sort == BY_NAME or not (readings or query.code) or query.first >= WINDOW:
        found = engine.find(sought, offset=query.first, limit=query.size)
        hits: Sequence[Hit] = found.hits
    else:
        found = engine.find(sought, offset=0, limit=max(WINDOW, query.first + query.size))
        ordered = _ordered(found.hits[:WINDOW], readings, known, query, pinned)
        hits = [*ordered, *found.hits[WINDOW:]][query.first : query.first + query.size]
    return Results(query, [hit.entry for hit in hits], found.total, found.counts, readings)


def _ordered(
    found: Sequence[Hit], readings: Sequence[Reading], known: Knowledge, query: Query, pinned: Sequence[str]
) -> list[Hit]:
    """Pinned ones, then the code that was typed, then as the ranker says."""
    ranker = Ranker(readings, known.vocabulary, begun=query.begun)
    places = {code: place for place, code in enumerate(pinned)}

    def key(hit: Hit) -> tuple[int, bool, float]:
        typed = bool(query.code) and hit.code.startswith(query.code)
        return places.get(hit.code, len(places)), not typed, -ranker.score(hit.answer)

    return sorted(found, key=key)
