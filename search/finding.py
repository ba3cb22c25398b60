"""Find: the query is read, the engine finds, the ranker orders. The one way in for pages, API and tests."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from wagtail.models import Site

from search import engines
from search.asking import wanted
from search.engines import database
from search.engines.contract import WINDOW, Engine, EngineAway, Matches, Sought
from search.knowledge import Knowledge, knowledge
from search.language.reading import TYPED, Reading
from search.models import SearchEntry
from search.query import BY_NAME, Query, Results
from search.ranking import Answer, Ranker

log = logging.getLogger(__name__)
SUGGESTED = 8


def find(query: Query, *, site: int | None = None) -> Results:
    """Procedures in force, best first; no words lists everything. Answers also while the engine is away."""
    known = knowledge(site)
    try:
        return find_with(engines.engine(), query, known)
    except EngineAway as error:
        log.error("The search engine is away, the plain database answers: %s", error)
        return database.find(query)


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
    if query.sort == BY_NAME or not (readings or query.code) or query.first + query.size > WINDOW:
        found = engine.find(sought, offset=query.first, limit=query.size)
        entries: Sequence[SearchEntry] = found.entries
    else:
        found = engine.find(sought, offset=0, limit=WINDOW)
        entries = _ordered(found, readings, known, query, pinned)[query.first : query.first + query.size]
    return Results(query, list(entries), found.total, found.counts, readings)


def _ordered(
    found: Matches, readings: Sequence[Reading], known: Knowledge, query: Query, pinned: Sequence[str]
) -> list[SearchEntry]:
    """Pinned ones, then the code that was typed, then as the ranker says."""
    ranker = Ranker(readings, known.vocabulary, begun=query.begun)
    places = {code: place for place, code in enumerate(pinned)}

    def key(entry: SearchEntry) -> tuple[int, bool, float]:
        typed = bool(query.code) and entry.code.startswith(query.code)
        return places.get(entry.code, len(places)), not typed, -ranker.score(Answer.of(entry))

    return sorted(found.entries, key=key)
