"""The search page and what it suggests while somebody types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from accounts.access import PUBLIC, allow
from search import learning
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
    found = find(query, site=site_of(request))
    asked = learning.note(found, request)
    return render(request, "search/results.html", {**shown(found), "asked": asked})


@allow(PUBLIC)
@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """The first few while the words are being typed: a piece of a page."""
    query = query_of(request.GET.get("q", ""), on=timezone.localdate(), size=SUGGESTED, counted=False)
    found = find(query, site=site_of(request)) if query.text else None
    return render(request, "search/suggestions.html", {"results": found, "query": query})


@allow(PUBLIC)
@csrf_exempt  # a beacon carries no token of a form, but the signed one of its page
@require_POST
def chosen(request: HttpRequest) -> HttpResponse:
    """A result of the page was opened (search/static/search/chosen.js)."""
    learning.note_click(request.POST.get("asked", ""), on=timezone.localdate())
    return HttpResponse(status=204)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
