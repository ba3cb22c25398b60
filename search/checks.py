"""Start-up checks of search."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Error, register

from search.engines import CLUSTERS, SCHEMES, scheme
from search.engines.clients import Address


@register
def engine_is_known(**_kwargs: Any) -> list[Error]:
    if scheme() in SCHEMES:
        return _address_is_whole() if scheme() in CLUSTERS else []
    return [
        Error(
            f"SEARCH_URL names the search engine {scheme()!r}, which is not there.",
            hint=f"Known: {', '.join(sorted(SCHEMES))}.",
            id="search.E001",
        )
    ]


def _address_is_whole() -> list[Error]:
    try:
        Address.of(str(settings.SEARCH_URL))
    except ValueError:
        return [
            Error(
                "SEARCH_URL is no address of a cluster.",
                hint=f"{scheme()}://USER:PASSWORD@HOST:9200/PREFIX, the prefix in small letters and digits.",
                id="search.E002",
            )
        ]
    return []
