"""Engines of search. SEARCH_URL chooses by its scheme: `embedded:` (files in the data folder),
`elasticsearch+https://…`, `opensearch+https://…`, `database:` (no engine, the plain database search).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from search.engines.contract import Engine

EMBEDDED, DATABASE = "embedded", "database"
CLUSTERS = ("elasticsearch+http", "elasticsearch+https", "opensearch+http", "opensearch+https")
SCHEMES = (EMBEDDED, DATABASE, *CLUSTERS)


def scheme() -> str:
    return str(settings.SEARCH_URL).partition(":")[0]


def engine() -> Engine:
    """The engine of the settings. Raises KeyError for an unknown one; `checks.py` says so at start-up."""
    return _engine(str(settings.SEARCH_URL), str(settings.VAR_DIR), str(settings.SEARCH_CA_FILE))


@lru_cache(maxsize=8)
def _engine(url: str, var: str, authorities: str) -> Engine:
    chosen = url.partition(":")[0]
    if chosen == EMBEDDED:
        from search.engines.embedded import EmbeddedEngine

        path = urlsplit(url).path
        return EmbeddedEngine(Path(path) if path else Path(var) / "search")
    if chosen == DATABASE:
        from search.engines.database import DatabaseEngine

        return DatabaseEngine()
    if chosen in CLUSTERS:
        from search.engines.clients import Address
        from search.engines.cluster import ClusterEngine

        return ClusterEngine(Address.of(url, authorities))
    raise KeyError(chosen)
