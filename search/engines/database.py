"""The plain search of the database itself, SQLite and PostgreSQL alike: for when the engine is away.

All the words, each from its beginning, with or without tones; no slips, no everyday names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from procedures.choices import Level
from rules.text import has_tones, spoken, words
from search.engines.contract import EngineAway, Matches, Sought, filters_of
from search.engines.contract import counted as in_order
from search.models import Audience, SearchEntry
from search.query import BY_NAME, FACETS, Query, Results
from search.query import Count as Counted

MOST_WORDS = 12
COMPARED = ("name_spoken", "name_folded", "keywords_folded", "text_folded", "name_order", "subject_keys")
"""Never shown: left in the database."""
LISTS = {"level": ("level_keys", Level), "subject": ("subject_keys", Audience)}


class DatabaseEngine:
    """Nothing is kept but the entries themselves."""

    def find(self, sought: Sought, *, offset: int, limit: int) -> Matches:
        raise EngineAway("The plain database is asked without an engine: database.find.")

    def put(self, code: str, entries: Sequence[SearchEntry]) -> None:
        """Nothing to do: the rows are what is searched."""

    def build(self, entries: Iterable[SearchEntry]) -> int:
        return sum(1 for _entry in entries)

    def stamps(self) -> Iterator[tuple[str, str]]:
        yield from SearchEntry.objects.values_list("code", "stamp")


def find(query: Query) -> Results:
    """A fixed number of queries, whatever is asked."""
    found = SearchEntry.objects.shown(query.on).filter(_matching(query))
    narrowed = found.filter(_narrowing(query))
    counts = {facet: _counts(found.filter(_narrowing(query, but=facet)), facet) for facet in FACETS}
    entries = _best_first(narrowed, query).defer(*COMPARED)[query.first : query.first + query.size]
    return Results(query, list(entries), narrowed.count(), counts if query.counted else {})


def _matching(query: Query) -> Q:
    """All the words somewhere (each from its beginning), or the code. No words match everything."""
    asked = words(query.text)[:MOST_WORDS]
    if query.text and not asked and not query.code:
        return Q(pk__in=[])
    everywhere = Q()
    for word in asked:
        everywhere &= Q(text_folded__contains=f" {word}")
    return everywhere | Q(code__startswith=query.code) if query.code else everywhere


def _narrowing(query: Query, but: str = "") -> Q:
    wanted = Q()
    for facet, key in filters_of(query).items():
        if facet != but:
            wanted &= _having(facet, key)
    return wanted


def _having(facet: str, key: str) -> Q:
    if facet in LISTS:
        return Q(**{f"{LISTS[facet][0]}__contains": f" {key} "})
    if facet == "online":
        return Q(online_level=key)
    if facet == "free":
        return Q(is_free=key == "yes")
    return Q(**{f"{facet}_key": key})


def _counts(found: QuerySet[SearchEntry], facet: str) -> list[Counted]:
    if facet in LISTS:
        values = LISTS[facet][1].values
        held = found.aggregate(**{value: Count("pk", filter=_having(facet, value)) for value in values})
        return in_order(facet, [(value, number) for value, number in held.items() if number])
    if facet == "free":
        return in_order(facet, [("yes", number)] if (number := found.filter(is_free=True).count()) else [])
    columns = ("online_level", "online_level") if facet == "online" else (f"{facet}_key", facet)
    rows = found.order_by().values_list(*columns).annotate(number=Count("pk"))
    return in_order(facet, [(f"{key}\t{name}", number) for key, name, number in rows if key])


def _best_first(found: QuerySet[SearchEntry], query: Query) -> QuerySet[SearchEntry]:
    if query.sort == BY_NAME or not words(query.text):
        return found.order_by("name_order", "code")
    rank = Case(*_ranks(query), default=Value(0), output_field=IntegerField())
    return found.annotate(rank=rank).order_by(F("rank").desc(), "name_length", "name_order", "code")


def _ranks(query: Query) -> list[When]:
    """From the surest to the widest; the first that holds counts."""
    phrase, said, asked = f" {query.folded}", spoken(query.text), words(query.text)[:MOST_WORDS]
    rules: list[tuple[int, Q]] = []
    if query.code:
        rules += [(100, Q(code=query.code)), (90, Q(code__startswith=query.code))]
    if has_tones(query.text):
        rules += [
            (82, Q(name_spoken__startswith=f" {said} ")),
            (80, Q(name_spoken__contains=f" {said} ")),
            (75, Q(name_spoken__contains=f" {said}")),
        ]
    rules += [
        (62, Q(name_folded__startswith=f"{phrase} ")),
        (60, Q(name_folded__contains=f"{phrase} ")),
        (55, Q(name_folded__contains=phrase)),
        (40, _all("name_folded", asked)),
        (35, Q(keywords_folded__contains=f"{phrase} ")),
        (30, _all("keywords_folded", asked)),
    ]
    return [When(rule, then=Value(points)) for points, rule in rules]


def _all(column: str, parts: list[str]) -> Q:
    together = Q()
    for part in parts:
        together &= Q(**{f"{column}__contains": f" {part}"})
    return together
