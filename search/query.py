"""What a person asks for, the same for every engine, and what comes back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from rules.text import fold, normalise

if TYPE_CHECKING:
    from search.language.reading import Reading
    from search.models import SearchEntry

LONGEST = 200
PAGE_SIZE = 20
LAST_PAGE = 100_000
CODE = re.compile(r"(\d)\.?(\d{1,6}(?:\.[0-9A-Z]{2,3})*)", re.I)
BEST, BY_NAME = "", "name"
SORTS = (BEST, BY_NAME)
FACETS = ("field", "level", "agency", "online", "subject", "free")


@dataclass(frozen=True, slots=True)
class Query:
    """text: normalised; filters: {facet: its key}, e.g. {"field": "ho-tich", "free": "yes"}; page from 1.

    begun: the last word may still be being typed. counted: with counts of every facet. exact: the words as
    typed and nothing else they may mean.
    """

    text: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = BEST
    page: int = 1
    size: int = PAGE_SIZE
    on: date = date.min
    begun: bool = True
    counted: bool = True
    exact: bool = False

    @property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def code(self) -> str:
        """The procedure code (or its beginning) that was typed, with or without its dot; "" for none."""
        found = CODE.fullmatch(self.text.strip())
        return f"{found[1]}.{found[2].upper()}" if found else ""

    @property
    def first(self) -> int:
        """How many entries stand on the pages before."""
        return (self.page - 1) * self.size


def query_of(text: str, *, on: date, filters: Mapping[str, Any] | None = None, **more: Any) -> Query:
    """From whatever was sent: too long, too far or unknown is brought within bounds, never an error.

    more: `sort`, `page`, `size`, `begun`, `counted`, `exact`, as in Query.
    """
    asked = Query(text=_clean(normalise(text[: 4 * LONGEST])), on=on, **more)
    kept = {name: _clean(value) for name, value in (filters or {}).items() if name in FACETS}
    return replace(
        asked,
        filters={name: value for name, value in kept.items() if value},
        sort=asked.sort if asked.sort in SORTS else BEST,
        page=max(1, min(asked.page, LAST_PAGE)),
        size=max(1, min(asked.size, 100)),
    )


def _clean(text: str) -> str:
    """No control characters and no halves of characters; at most LONGEST."""
    readable = "".join(char if char.isprintable() else " " for char in text)
    return readable[:LONGEST].strip()


@dataclass(frozen=True, slots=True)
class Count:
    """How many of what was found have this value; key: as it stands in an address."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """entries: those of the asked page, best first. counts: {facet: its values, the commonest first}.

    readings: how the words were understood. degraded: the engine was away, the plain database answered.
    """

    query: Query
    entries: Sequence[SearchEntry] = ()
    total: int = 0
    counts: Mapping[str, Sequence[Count]] = field(default_factory=dict)
    readings: Sequence[Reading] = ()
    degraded: bool = False

    @property
    def fields(self) -> Sequence[Count]:
        return self.counts.get("field", ())

    @property
    def put_right(self) -> str:
        """The words as put right, where they had to be; "" where they stand as typed."""
        return next((reading.text for reading in self.readings if reading.kind == "corrected"), "")
