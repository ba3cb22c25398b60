"""Engines: each takes a `Query` and gives `Results`. SEARCH_URL chooses by its scheme: "embedded:".

To add one: a module here with `search(query: Query) -> Results`, and its line in ENGINES.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from search.query import Query, Results

ENGINES = {"embedded": "search.engines.embedded.search"}


def scheme() -> str:
    return str(settings.SEARCH_URL).partition(":")[0]


def engine() -> Callable[[Query], Results]:
    """The engine of the settings. Raises KeyError for an unknown one; `checks.py` says so at start-up."""
    found: Callable[[Query], Results] = import_string(ENGINES[scheme()])
    return found
