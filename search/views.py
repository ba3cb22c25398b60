"""The search page and what it suggests while somebody types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import PUBLIC, allow
from search.finding import SUGGESTED, find, site_of
from search.query import FACETS, query_of
from search.shown import shown


@allow(PUBLIC)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Procedures by the words people use, narrowed by what they are; without words, the whole catalogue."""
    query = query_of(
        request.GET.get("q", ""),
        filters={facet: request.GET.get(facet, "") for facet in FACETS},
        sort=request.GET.get("sort", ""),
        page=_number(request.GET.get("page", "")),
        on=timezone.localdate(),
        begun=False,
    )
    return render(request, "search/results.html", shown(find(query, site=site_of(request))))


@allow(PUBLIC)
@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """The first few while the words are being typed: a piece of a page."""
    query = query_of(request.GET.get("q", ""), on=timezone.localdate(), size=SUGGESTED, counted=False)
    found = find(query, site=site_of(request)) if query.text else None
    return render(request, "search/suggestions.html", {"results": found, "query": query})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
