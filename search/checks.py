"""Start-up checks of search."""

from __future__ import annotations

from typing import Any

from django.core.checks import Error, register

from search.engines import SCHEMES, scheme


@register
def engine_is_known(**_kwargs: Any) -> list[Error]:
    if scheme() in SCHEMES:
        return []
    return [
        Error(
            f"SEARCH_URL names the search engine {scheme()!r}, which is not there.",
            hint=f"Known: {', '.join(sorted(SCHEMES))}.",
            id="search.E001",
        )
    ]
