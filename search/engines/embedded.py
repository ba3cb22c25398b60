"""Search by the database itself, SQLite and PostgreSQL alike: three queries, whatever is asked."""

from __future__ import annotations

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from search.models import SearchEntry
from search.query import FieldCount, Query, Results

LIST_COLUMNS = ("name_spoken", "name_folded", "keywords_folded", "text_folded")
"""Only compared, never shown: left in the database."""


def search(query: Query) -> Results:
    found = SearchEntry.objects.shown(query.on).filter(_matching(query))
    if query.level:
        found = found.filter(level_keys__contains=f" {query.level} ")
    fields = _fields(found)
    if query.field:
        found = found.filter(field_key=query.field)
    first = (query.page - 1) * query.size
    entries = _best_first(found, query).defer(*LIST_COLUMNS)[first : first + query.size]
    return Results(query=query, entries=list(entries), total=found.count(), fields=fields)


def _matching(query: Query) -> Q:
    """All the words somewhere (each from its beginning), or the code. No words match everything."""
    if query.text and not query.words and not query.code:
        return Q(pk__in=[])
    everywhere = Q()
    for word in query.words:
        everywhere &= Q(text_folded__contains=f" {word}")
    return everywhere | Q(code__startswith=query.code) if query.code else everywhere


def _fields(found: QuerySet[SearchEntry]) -> list[FieldCount]:
    grouped = found.order_by().values("field_key", "field").annotate(count=Count("pk"))
    rows = grouped.order_by("-count", "field_key")
    return [FieldCount(row["field_key"], row["field"], row["count"]) for row in rows if row["field_key"]]


def _best_first(found: QuerySet[SearchEntry], query: Query) -> QuerySet[SearchEntry]:
    if not query.words:
        return found.order_by("name_folded", "code")
    rank = Case(*_ranks(query), default=Value(0), output_field=IntegerField())
    return found.annotate(rank=rank).order_by(F("rank").desc(), "name_length", "name_folded", "code")


def _ranks(query: Query) -> list[When]:
    """From the surest to the widest; the first that holds counts."""
    phrase = f" {query.folded}"
    rules: list[tuple[int, Q]] = []
    if query.code:
        rules += [(100, Q(code=query.code)), (90, Q(code__startswith=query.code))]
    if query.has_tones:
        rules += [
            (82, Q(name_spoken__startswith=f" {query.spoken} ")),
            (80, Q(name_spoken__contains=f" {query.spoken} ")),
            (75, Q(name_spoken__contains=f" {query.spoken}")),
        ]
    rules += [
        (62, Q(name_folded__startswith=f"{phrase} ")),
        (60, Q(name_folded__contains=f"{phrase} ")),
        (55, Q(name_folded__contains=phrase)),
        (40, _all("name_folded", query.words)),
        (35, Q(keywords_folded__contains=f"{phrase} ")),
        (30, _all("keywords_folded", query.words)),
    ]
    return [When(rule, then=Value(points)) for points, rule in rules]


def _all(column: str, parts: list[str]) -> Q:
    together = Q()
    for part in parts:
        together &= Q(**{f"{column}__contains": f" {part}"})
    return together
