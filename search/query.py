"""What a person asks for, the same for every engine, and what comes back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from rules.text import fold, has_tones, normalise, spoken, words
from search.models import SearchEntry

LONGEST = 200
MOST_WORDS = 12
PAGE_SIZE = 20
CODE = re.compile(r"(\d)\.?(\d{1,6}(?:\.[0-9A-Z]{2,3})*)", re.I)


@dataclass(frozen=True, slots=True)
class Query:
    """text as typed; field: a field's key ("ho-tich"); level: a code ("commune"); page from 1."""

    text: str = ""
    field: str = ""
    level: str = ""
    page: int = 1
    size: int = PAGE_SIZE
    on: date = date.min

    @property
    def spoken(self) -> str:
        return spoken(self.text)

    @property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def words(self) -> list[str]:
        return words(self.text)[:MOST_WORDS]

    @property
    def has_tones(self) -> bool:
        return has_tones(self.text)

    @property
    def code(self) -> str:
        """The procedure code (or its beginning) that was typed, with or without its dot; "" for none."""
        found = CODE.fullmatch(self.text.strip())
        return f"{found[1]}.{found[2].upper()}" if found else ""


@dataclass(frozen=True, slots=True)
class FieldCount:
    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """entries: those of the asked page, best first. fields: where the words are found, with counts."""

    query: Query
    entries: Sequence[SearchEntry] = ()
    total: int = 0
    fields: Sequence[FieldCount] = field(default_factory=tuple)


def find(
    text: str, *, field: str = "", level: str = "", page: int = 1, size: int = PAGE_SIZE, at: datetime
) -> Results:
    """Procedures in force that hold all the words, with or without tones; no words lists everything."""
    from search.engines import engine

    shortened = normalise(text.replace("\x00", " "))[:LONGEST].strip()
    query = Query(
        text=shortened,
        field=field.replace("\x00", ""),
        level=level.replace("\x00", ""),
        page=max(1, min(page, 100_000)),
        size=max(1, min(size, 100)),
        on=timezone.localdate(at),
    )
    return engine()(query)
