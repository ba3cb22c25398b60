"""What the search page shows of what was found: rows, and values to narrow by with their addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.choices import Level, OnlineLevel
from rules.text import fold, spoken
from search.language.reading import CORRECTED, PUT_RIGHT, Reading
from search.models import Audience, SearchEntry
from search.query import BY_NAME, FACETS, LONGEST, Count, Query, Results

TITLES: dict[str, Promise] = {
    "field": gettext_lazy("Field of the procedure"),
    "level": gettext_lazy("Level"),
    "agency": gettext_lazy("Agency"),
    "online": gettext_lazy("Online"),
    "subject": gettext_lazy("Who it is for"),
    "free": gettext_lazy("Fee"),
}
FREE = gettext_lazy("Free of charge")
CHOICES: dict[str, Any] = {"level": Level, "online": OnlineLevel, "subject": Audience}
FIRST_VALUES = 8
"""Values of a facet that stand there at once; the others are folded away."""


def shown(results: Results) -> dict[str, Any]:
    """The context of the results page."""
    query = results.query
    return {
        "query": query,
        "results": results,
        "longest": LONGEST,
        "understood": understood(results),
        "page_obj": Paginator(range(results.total), query.size).get_page(query.page),
        "facets": facets(results),
        "chosen": [{"name": value["name"], "url": value["url"]} for value in _chosen(results)],
        "sorts": _sorts(query),
        "first_page": address(query),
        "trail": [(_("Search"), None)],
    }


def facets(results: Results) -> list[dict[str, Any]]:
    """[{"facet", "title", "first", "more"}] that can narrow; values {"key", "name", "count", "url",
    "is_chosen"}, the chosen one first.
    """
    found = []
    for facet in FACETS:
        values = [_value(results.query, facet, one) for one in results.counts.get(facet, ())]
        values.sort(key=lambda value: not value["is_chosen"])
        if _narrows(values, results.total):
            first, more = values[:FIRST_VALUES], values[FIRST_VALUES:]
            found.append({"facet": facet, "title": TITLES[facet], "first": first, "more": more})
    return found


def _narrows(values: list[dict[str, Any]], total: int) -> bool:
    """Whether choosing leaves fewer, or was chosen."""
    return any(value["is_chosen"] or value["count"] != total for value in values)


def understood(results: Results) -> dict[str, Any] | None:
    """{"words", "is_sure", "url"} where words may have been put right; None where they stand as typed.

    is_sure: words that nothing is called by were read as others, `url` searches what was typed. Else the
    words mean something themselves, and `url` searches the others.
    """
    right = next((one for one in results.readings if one.kind == CORRECTED), None)
    if right is None or not results.total:
        return None
    is_sure = right.weight > PUT_RIGHT
    url = address(results.query, exact="1") if is_sure else address(results.query, q=right.text)
    return {"words": _spelled(right, results.entries), "is_sure": is_sure, "url": url}


def _spelled(reading: Reading, entries: Sequence[SearchEntry]) -> str:
    """The words, those without any tone with those they have in the first that was found."""
    names = [spoken(entry.name) for entry in entries[:1]]
    tones = {fold(word): word for name in names for word in name.split()}
    return " ".join(tones.get(word, word) for word in reading.text.split())


def _value(query: Query, facet: str, one: Count) -> dict[str, Any]:
    chosen = query.filters.get(facet) == one.key
    return {
        "key": one.key,
        "name": name_of(facet)(one),
        "count": one.count,
        "url": address(query, **{facet: "" if chosen else one.key}),
        "is_chosen": chosen,
    }


def name_of(facet: str) -> Callable[[Count], str]:
    """How a value is called: engines know names of fields and agencies only."""
    if facet == "free":
        return lambda one: str(FREE)
    labels = dict(CHOICES[facet].choices) if facet in CHOICES else {}
    return lambda one: str(labels.get(one.key, one.name))


def _chosen(results: Results) -> list[dict[str, Any]]:
    """The filters that are set, also those that leave nothing."""
    query = results.query
    found = []
    for facet, key in query.filters.items():
        counts = [one for one in results.counts.get(facet, ()) if one.key == key] or [Count(key, key, 0)]
        found.append(_value(query, facet, counts[0]) | {"url": address(query, **{facet: ""})})
    return found


def _sorts(query: Query) -> list[dict[str, Any]]:
    rows = [("", _("Best match")), (BY_NAME, _("Name, A to Z"))]
    return [
        {"name": name, "url": address(query, sort=sort), "is_chosen": query.sort == sort}
        for sort, name in rows
    ]


def address(query: Query, **changed: str) -> str:
    """ "?q=…" of the same search with something changed; on its first page."""
    exact = "1" if query.exact else ""
    values = {"q": query.text, **query.filters, "sort": query.sort, "exact": exact, **changed}
    made = QueryDict(mutable=True)
    for name, value in values.items():
        if value:
            made[name] = value
    return f"?{made.urlencode()}"
