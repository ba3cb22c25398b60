"""The search page, what it suggests while somebody types, and the pages of events."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from accounts.access import PUBLIC, allow
from search import learning
from search.events import entries_of, event_meant, events_of
from search.finding import SUGGESTED, find, site_of
from search.nearest import help_for
from search.query import FACETS, query_of
from search.shown import shown

SHORTEST = 2
"""Letters before anything is suggested."""


@allow(PUBLIC)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Procedures by the words people use, narrowed by what they are; without words, the whole catalogue."""
    query = query_of(
        request.GET.get("q", ""),
        filters={facet: request.GET.get(facet, "") for facet in FACETS},
        sort=request.GET.get("sort", ""),
        page=_number(request.GET.get("page", "")),
        exact=request.GET.get("exact") == "1",
        on=timezone.localdate(),
        begun=False,
    )
    site = site_of(request)
    results = find(query, site=site)
    context = shown(results) | {"event": event_meant(results, site), "asked": learning.note(results, request)}
    if not results.total and (query.text or query.filters):
        context["help"] = help_for(results, site=site)
    return render(request, "search/results.html", context)


@allow(PUBLIC)
@require_GET
def suggest(request: HttpRequest) -> HttpResponse:
    """The first few while the words are being typed: a piece of a page, kept by the browser for a minute."""
    query = query_of(request.GET.get("q", ""), on=timezone.localdate(), size=SUGGESTED, counted=False)
    context: dict[str, object] = {"query": query}
    if len(query.text) >= SHORTEST:
        site = site_of(request)
        context["results"] = results = find(query, site=site)
        context["event"] = event_meant(results, site)
    response = render(request, "search/suggestions.html", context)
    response["Cache-Control"] = "private, max-age=60"
    response["Vary"] = "Cookie"
    return response


@allow(PUBLIC)
@require_GET
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """What belongs to an event of life or of business."""
    events = events_of(site_of(request))
    found = next((one for one in events if one.slug == slug), None)
    if found is None:
        raise Http404
    context = {
        "event": found,
        "results": None,
        "entries": entries_of(found, timezone.localdate()),
        "others": [one for one in events if one.kind == found.kind and one != found],
        "trail": [(found.get_kind_display(), None), (found.title_in_language, None)],
    }
    return render(request, "search/event.html", context)


@allow(PUBLIC)
@csrf_exempt  # a beacon carries no token of a form, but the signed one of its page
@require_POST
def chosen(request: HttpRequest) -> HttpResponse:
    """A result of the page was opened (search/static/search/chosen.js)."""
    learning.note_click(request.POST.get("asked", ""), on=timezone.localdate())
    return HttpResponse(status=204)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
