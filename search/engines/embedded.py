"""Search in files of the data folder (tantivy): nothing to install, one folder an index, replaced at once.

`current` names the folder in use. Readers look at it before each query, so that a new index serves from the
moment the name is written; a build that is killed leaves the old name and a folder that the next one removes.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from search.asking import Wanted
from search.engines.contract import (
    CODE,
    FOREVER,
    MOST_VALUES,
    PINNED,
    TIE,
    WORDS,
    EngineAway,
    Hit,
    Matches,
    NoIndex,
    Place,
    Sought,
    answer,
    by_name,
    counted,
    day_number,
    document,
    filters_of,
    helping,
    places,
)
from search.models import SearchEntry
from search.query import FACETS, Count
from search.query import Query as Asked

VALUES = (*FACETS, "code", "order")
KEPT = ("stamp", "answer", "card")
MEMORY = 60_000_000
LAYOUT = 1
"""Raised when `_schema` changes: an index of another layout is not read."""

Clause = tuple[Occur, Query]


class EmbeddedEngine:
    """One index folder. Opened anew when `current` names another."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: tuple[str, tantivy.Index] | None = None

    # -- reading --------------------------------------------------------------------------------------

    def find(self, sought: Sought, *, offset: int, limit: int) -> Matches:
        searcher = self._index().searcher()
        words = self._words(sought)
        found = self._filtered(words, sought.query)
        by = "order" if by_name(sought) else None
        try:
            hits = searcher.search(found, limit, offset=offset, order_by_field=by, order=tantivy.Order.Asc)
            counts = self._counts(searcher, words, sought.query) if sought.query.counted else {}
        except ValueError as error:
            raise EngineAway(str(error)) from error
        found_here = [_hit(searcher.doc(address)) for _score, address in hits.hits]
        return Matches(found_here, int(hits.count or 0), counts)  # type: ignore[attr-defined]

    def stamps(self) -> Iterator[tuple[str, str]]:
        searcher = self._index().searcher()
        if searcher.num_docs:
            for _score, address in searcher.search(Query.all_query(), limit=searcher.num_docs).hits:
                kept = searcher.doc(address)
                yield kept["code"][0], kept["stamp"][0].decode()

    def _index(self) -> tantivy.Index:
        """The index in use. Two builds in a row may sweep away the one a reader was about to open."""
        name = self._current()
        while True:
            try:
                return self._open(name)
            except EngineAway:
                if (newer := self._current()) == name:
                    raise
                name = newer

    def _current(self) -> str:
        try:
            return (self.folder / "current").read_text()
        except OSError as error:
            raise NoIndex("There is no index yet: manage.py rebuild_search.") from error

    def _open(self, name: str) -> tantivy.Index:
        if self._opened is None or self._opened[0] != name:
            self._opened = (name, _opened(self.folder / name))
        index = self._opened[1]
        try:
            index.reload()
        except ValueError as error:
            raise EngineAway(str(error)) from error
        return index

    def _words(self, sought: Sought) -> Query:
        clauses = [_reading(self._schema, one) for one in sought.wanted]
        clauses += [_boosted(_term(self._schema, "code", code), PINNED) for code in sought.pinned]
        if sought.query.code:
            pattern = sought.query.code.replace(".", r"\.") + ".*"
            clauses.append(Query.const_score_query(Query.regex_query(self._schema, "code", pattern), CODE))
        if not clauses:
            return Query.all_query() if not sought.query.text else Query.empty_query()
        return Query.boolean_query([(Occur.Should, clause) for clause in clauses])

    def _filtered(self, words: Query, query: Asked, but: str = "") -> Query:
        day = day_number(query.on)
        clauses: list[Clause] = [(Occur.Must, words)]
        clauses.append((Occur.Must, _unscored(_between(self._schema, "shown_from", 0, day))))
        clauses.append((Occur.Must, _unscored(_between(self._schema, "shown_to", day, FOREVER))))
        for name, value in filters_of(query).items():
            if name != but:
                clauses.append((Occur.Must, _unscored(_term(self._schema, f"{name}_key", value))))
        return Query.boolean_query(clauses)

    def _counts(self, searcher: tantivy.Searcher, words: Query, query: Asked) -> dict[str, list[Count]]:
        """Each facet counted under the other filters, so that choosing another value can be weighed."""
        chosen = filters_of(query)
        found = self._counted(searcher, self._filtered(words, query), [f for f in FACETS if f not in chosen])
        for facet in chosen:
            found |= self._counted(searcher, self._filtered(words, query, but=facet), [facet])
        return found

    def _counted(
        self, searcher: tantivy.Searcher, found: Query, facets: Sequence[str]
    ) -> dict[str, list[Count]]:
        asked = {facet: {"terms": {"field": facet, "size": MOST_VALUES}} for facet in facets}
        answer = searcher.aggregate(found, asked)
        return {
            facet: counted(facet, ((one["key"], one["doc_count"]) for one in answer[facet]["buckets"]))
            for facet in facets
        }

    @cached_property
    def _schema(self) -> tantivy.Schema:
        return _schema()

    # -- writing --------------------------------------------------------------------------------------

    def put(self, code: str, entries: Sequence[SearchEntry]) -> None:
        with self._alone():
            index = self._index()
            writer = index.writer(MEMORY // 4, 1)
            writer.delete_documents_by_term("code", code)
            for entry in entries:
                writer.add_document(_document(entry))
            writer.commit()
            writer.wait_merging_threads()

    def build(self, entries: Iterable[SearchEntry]) -> int:
        name = f"{LAYOUT}-{uuid.uuid4().hex}"
        with self._alone():
            self._sweep()
            (self.folder / name).mkdir(parents=True)
            index = _registered(tantivy.Index(self._schema, path=str(self.folder / name)))
            writer = index.writer(MEMORY, 1)
            number = 0
            for entry in entries:
                writer.add_document(_document(entry))
                number += 1
            writer.commit()
            writer.wait_merging_threads()
            self._switch(name)
        return number

    def _switch(self, name: str) -> None:
        fresh = self.folder / f"current-{name}"
        fresh.write_text(name)
        os.replace(fresh, self.folder / "current")

    def _sweep(self) -> None:
        """Remove what no reader looks for any more: all but the index in use."""
        try:
            current = (self.folder / "current").read_text()
        except OSError:
            current = ""
        for path in self.folder.iterdir():
            if path.is_dir() and path.name != current:
                shutil.rmtree(path, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One writer at a time, of all processes; the lock goes with a process that dies."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in WORDS:
        builder.add_text_field(name, tokenizer_name="words", index_option="freq")
    for name in VALUES:
        builder.add_text_field(
            name, tokenizer_name="raw", fast=True, index_option="basic", stored=name == "code"
        )
    for name in FACETS:
        builder.add_text_field(f"{name}_key", tokenizer_name="raw", index_option="basic")
    for name in ("shown_from", "shown_to"):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in KEPT:
        builder.add_bytes_field(name, stored=True)
    return builder.build()


def _hit(kept: tantivy.Document) -> Hit:
    return Hit(kept["code"][0], answer(kept["answer"][0].decode()), kept["card"][0])


def _registered(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    index.config_reader(reload_policy="manual")
    return index


def _opened(path: Path) -> tantivy.Index:
    if not path.name.startswith(f"{LAYOUT}-"):
        raise NoIndex("The index was made by another version: manage.py rebuild_search.")
    try:
        return _registered(tantivy.Index.open(str(path)))
    except (ValueError, OSError) as error:
        raise EngineAway(str(error)) from error


def _document(entry: SearchEntry) -> tantivy.Document:
    values = document(entry)
    made = tantivy.Document()
    for name in (*WORDS, "code", "order"):
        made.add_text(name, values[name])
    for name in KEPT:
        made.add_bytes(name, values[name].encode())
    for name in FACETS:
        for value in values[name]:
            made.add_text(name, value)
            made.add_text(f"{name}_key", value.partition("\t")[0])
    for name in ("shown_from", "shown_to"):
        made.add_integer(name, values[name])
    return made


# -- clauses ------------------------------------------------------------------------------------------


def _reading(schema: tantivy.Schema, reading: Wanted) -> Query:
    """So many of the strong words; neighbours, tones and weak words only raise the score."""
    strong = [
        Query.disjunction_max_query([_weighed(schema, place) for place in places(term)], TIE)
        for term in reading.terms
    ]
    clauses: list[Clause] = [(Occur.Should, _weighed(schema, place)) for place in helping(reading)]
    if strong:
        should: list[Clause] = [(Occur.Should, one) for one in strong]
        needed = Query.boolean_query(should, minimum_number_should_match=reading.least)
        clauses.insert(0, (Occur.Must, needed))
    return _boosted(Query.boolean_query(clauses), reading.weight)


def _weighed(schema: tantivy.Schema, place: Place) -> Query:
    field, word, boost = place
    return _boosted(_term(schema, field, word), boost)


def _term(schema: tantivy.Schema, field: str, value: str) -> Query:
    return Query.term_query(schema, field, value, index_option="freq" if field in WORDS else "basic")


def _boosted(query: Query, by: float) -> Query:
    return Query.boost_query(query, by)


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _between(schema: tantivy.Schema, field: str, first: int, last: int) -> Query:
    return Query.range_query(schema, field, tantivy.FieldType.Integer, first, last)
