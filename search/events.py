"""Events of life and of business: which there are, which one is meant, what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from search.language.reading import Reading
from search.models import EventProcedure, LifeEvent, SearchEntry
from search.query import Results

FEWEST_INSIDE = 2
"""So many words of an event must stand in a longer question: "mới sinh" in "con tôi mới sinh"."""


def events_of(site: int | None) -> list[LifeEvent]:
    """Those that are published, in their order: of people, then of business."""
    order = {kind: place for place, kind in enumerate(LifeEvent.Kind.values)}
    found = LifeEvent.objects.on_site(site).filter(live=True)
    return sorted(found, key=lambda one: (order.get(one.kind, 0), one.place, one.title))


def grouped(site: int | None) -> list[dict[str, Any]]:
    """[{"kind", "title", "events"}] as the home page shows them."""
    events = events_of(site)
    return [
        {"kind": kind, "title": title, "events": [one for one in events if one.kind == kind]}
        for kind, title in LifeEvent.Kind.choices
        if any(one.kind == kind for one in events)
    ]


def event_meant(results: Results, site: int | None) -> LifeEvent | None:
    """The event whose title or other words were asked for, on the first page and without filters."""
    query = results.query
    if not query.text or query.filters or query.page > 1 or query.code:
        return None
    asked = [query.folded.split(), *(_strong(reading) for reading in results.readings)]
    best = max(
        ((max(_worth(words, one, begun=query.begun) for words in asked), one) for one in events_of(site)),
        key=lambda pair: pair[0],
        default=(0.0, None),
    )
    return best[1] if best[0] > 0 else None


def _strong(reading: Reading) -> list[str]:
    return [word for word in reading.words if word not in reading.weak]


def _worth(asked: Sequence[str], event: LifeEvent, *, begun: bool) -> float:
    """0: something else is meant; else more the more of the event's words were asked for."""
    return max((_of_phrase(asked, phrase.split(), begun=begun) for phrase in event.phrases), default=0.0)


def _of_phrase(asked: Sequence[str], phrase: Sequence[str], *, begun: bool) -> float:
    """All that was asked stands in the phrase, beginning with it; or the phrase stands in what was asked."""
    if len(phrase) >= FEWEST_INSIDE and f" {' '.join(phrase)} " in f" {' '.join(asked)} ":
        return len(phrase) / len(asked)
    if len(asked) < FEWEST_INSIDE and list(asked) != list(phrase):
        return 0.0
    *whole, last = asked or [""]
    start = phrase[: len(asked)]
    if len(start) < len(asked) or whole != list(start[:-1]):
        return 0.0
    agrees = start[-1].startswith(last) if begun else start[-1] == last
    return len(asked) / len(phrase) if agrees and last else 0.0


def entries_of(event: LifeEvent, on: date) -> list[SearchEntry]:
    """What belongs to the event and is in force, in the editor's order."""
    rows = EventProcedure.objects.filter(event=event).values_list("procedure__code", flat=True)
    codes = list(dict.fromkeys(rows))
    found = {one.code: one for one in SearchEntry.objects.shown(on).filter(code__in=codes)}
    return [found[code] for code in codes if code in found]
