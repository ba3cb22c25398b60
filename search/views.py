"""The search page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import PUBLIC, allow
from procedures.choices import Level
from search.query import LONGEST, Results, find


@allow(PUBLIC)
def search(request: HttpRequest) -> HttpResponse:
    """Procedures by their words, narrowed by field and level; without words, the whole catalogue."""
    level = request.GET.get("level", "")
    results = find(
        request.GET.get("q", ""),
        field=request.GET.get("field", ""),
        level=level if level in Level.values else "",
        page=_number(request.GET.get("page", "")),
        at=timezone.now(),
    )
    return render(request, "search/results.html", _shown(results))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _shown(results: Results) -> dict[str, Any]:
    query = results.query
    return {
        "query": query,
        "results": results,
        "longest": LONGEST,
        "page_obj": Paginator(range(results.total), query.size).get_page(query.page),
        "field_name": next((one.name for one in results.fields if one.key == query.field), query.field),
        "levels": [{"code": code, "label": label} for code, label in Level.choices],
        "trail": [(_("Search"), None)],
        "without_field": urlencode({"q": query.text, "level": query.level}),
    }
