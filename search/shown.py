"""What the search page shows of what was found: rows, and values to narrow by with their addresses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procedures.choices import Level, OnlineLevel, Subject
from search.query import BY_NAME, FACETS, LONGEST, Count, Query, Results

TITLES: dict[str, Promise] = {
    "field": gettext_lazy("Field"),
    "level": gettext_lazy("Level"),
    "agency": gettext_lazy("Agency"),
    "online": gettext_lazy("Online"),
    "subject": gettext_lazy("Who it is for"),
    "free": gettext_lazy("Fee"),
}
FREE = gettext_lazy("Free of charge")
CHOICES: dict[str, Any] = {"level": Level, "online": OnlineLevel, "subject": Subject}


def shown(results: Results) -> dict[str, Any]:
    """The context of the results page."""
    query = results.query
    return {
        "query": query,
        "results": results,
        "longest": LONGEST,
        "page_obj": Paginator(range(results.total), query.size).get_page(query.page),
        "facets": facets(results),
        "chosen": [{"name": value["name"], "url": value["url"]} for value in _chosen(results)],
        "sorts": _sorts(query),
        "trail": [(_("Search"), None)],
    }


def facets(results: Results) -> list[dict[str, Any]]:
    """[{"facet", "title", "values": [{"key", "name", "count", "url", "is_chosen"}]}] that can narrow."""
    found = []
    for facet in FACETS:
        values = [_value(results.query, facet, one) for one in results.counts.get(facet, ())]
        if values:
            found.append({"facet": facet, "title": TITLES[facet], "values": values})
    return found


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
    values = {"q": query.text, **query.filters, "sort": query.sort, **changed}
    made = QueryDict(mutable=True)
    for name, value in values.items():
        if value:
            made[name] = value
    return f"?{made.urlencode()}"
