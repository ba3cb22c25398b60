"""Tags of the rows of a list of what was found."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from procedures.reading import FILE_AT
from search.marking import marked
from search.models import SearchEntry
from search.query import Results

register = template.Library()


@register.filter
def name_marked(entry: SearchEntry, results: Results | None) -> SafeString:
    """{{ entry|name_marked:results }}: the name in the reader's language, the asked words in <mark>."""
    readings = results.readings if results else ()
    begun = bool(results and results.query.begun)
    pieces = marked(entry.name_in_language, readings, begun=begun)
    return format_html_join("", "{}", ((_piece(text, hit=hit),) for text, hit in pieces))


def _piece(text: str, *, hit: bool) -> Any:
    return format_html("<mark>{}</mark>", text) if hit else text


@register.filter
def file_at(entry: SearchEntry) -> str:
    """{{ entry|file_at }}: where it is filed online, "" where it cannot be."""
    return FILE_AT.format(code=entry.code) if entry.can_file else ""
