"""Search in an Elasticsearch or OpenSearch cluster, for several machines that share one index.

Words are cut and folded by us (search/language), so that the cluster needs no analysis and finds what the
embedded engine finds. An alias names the index in use: a new one takes its place at once; a build that is
killed leaves the old one serving and an index that the next build removes.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl import Mapping as Fields
from elasticsearch.dsl.query import Query as Clause

from search.asking import Wanted
from search.engines.clients import Address, Client, client_of
from search.engines.contract import (
    CODE,
    MOST_VALUES,
    PINNED,
    TIE,
    WORDS,
    EngineAway,
    Hit,
    Matches,
    NoIndex,
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
from search.query import FACETS, LAST_PAGE, Count
from search.query import Query as Asked

LAYOUT = 1
"""Raised when `_fields` or `_row` changes: an index of another layout is not read."""
QUICK, PATIENT, PAUSE = 2.0, 60.0, 5.0
"""Seconds for a person who waits, for a worker, and without asking a cluster that was not reached."""
MOST_CLAUSES = 900
"""A cluster takes 1,024 in one query; the filters need some."""
FURTHEST = 100 * LAST_PAGE
PAGE, CHUNK_BYTES = 2_000, 5_000_000


class ClusterEngine:
    """One alias of one cluster."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.alias = f"{address.prefix}-{LAYOUT}"
        self._paused_until = 0.0

    # -- reading --------------------------------------------------------------------------------------

    def find(self, sought: Sought, *, offset: int, limit: int) -> Matches:
        if time.monotonic() < self._paused_until:
            raise EngineAway("It was not reached a moment ago.")
        said = self._search(self._quick, _search(sought)[offset : offset + limit])
        hits, counts = said["hits"], said.get("aggregations", {})
        found = [_hit(hit["_source"]) for hit in hits["hits"]]
        return Matches(
            found, hits["total"]["value"], {facet: _counts(facet, counts[facet]) for facet in counts}
        )

    def stamps(self) -> Iterator[tuple[str, str]]:
        search = Search().source(["code", "stamp"]).sort("code", "stamp").extra(size=PAGE)
        while True:
            hits = self._search(self._patient, search)["hits"]["hits"]
            yield from ((hit["_source"]["code"], hit["_source"]["stamp"]) for hit in hits)
            if len(hits) < PAGE:
                return
            search = search.extra(search_after=hits[-1]["sort"])

    def _search(self, client: Client, search: Search) -> Any:
        """Once more where the index was replaced at this very moment."""
        body = search.to_dict()

        def ask(api: Any) -> Any:
            return api.search(index=self.alias, body=body, allow_partial_search_results=False)

        try:
            return self._asked(client, ask)
        except NoIndex:
            return self._asked(client, ask)

    # -- writing --------------------------------------------------------------------------------------

    def put(self, code: str, entries: Sequence[SearchEntry]) -> None:
        """What was removed and what was added is seen at once, with the refresh."""
        rows = [_row(entry) for entry in entries]
        gone = Q(
            "bool", filter=[Q("term", code=code)], must_not=[Q("ids", values=[row["_id"] for row in rows])]
        )
        body = Search().query(gone).to_dict()
        self._asked(
            self._patient,
            lambda api: api.delete_by_query(index=self.alias, body=body, conflicts="proceed"),
        )
        self._fill(self.alias, rows)
        self._asked(self._patient, lambda api: api.indices.refresh(index=self.alias))

    def build(self, entries: Iterable[SearchEntry]) -> int:
        """Of several at a time the first that is whole stays; the others fail (their alias is gone)."""
        name = f"{self.alias}-{uuid.uuid4().hex}"
        alone = f"{name}-new"
        body = {"settings": SETTINGS, "mappings": _fields().to_dict(), "aliases": {alone: {}}}
        self._asked(self._patient, lambda api: api.indices.create(index=name, body=body))
        number = self._fill(alone, map(_row, entries))
        self._asked(self._patient, lambda api: api.indices.refresh(index=name))
        self._switch(name, alone)
        return number

    def _fill(self, alias: str, rows: Iterable[dict[str, Any]]) -> int:
        """Never into an index that the cluster would make of itself."""

        def fill(api: Any) -> int:
            sent = self._patient.bulk(
                api, rows, index=alias, require_alias=True, max_chunk_bytes=CHUNK_BYTES, max_retries=3
            )
            return sum(1 for _one in sent)

        return int(self._asked(self._patient, fill))

    def _switch(self, name: str, alone: str) -> None:
        """The alias moves in one request; then the old indexes and those of builds that died are removed."""
        there = self._asked(
            self._patient, lambda api: api.indices.get_alias(index=f"{self.address.prefix}-*")
        )
        ours = re.compile(rf"{re.escape(self.address.prefix)}-\d+-[0-9a-f]{{32}}")
        old = [index for index in there if index != name and ours.fullmatch(index)]
        serving = [index for index in old if self.alias in there[index]["aliases"]]
        actions = [{"remove": {"index": index, "alias": self.alias}} for index in serving]
        actions += [
            {"remove": {"index": name, "alias": alone}},
            {"add": {"index": name, "alias": self.alias}},
        ]
        self._asked(self._patient, lambda api: api.indices.update_aliases(body={"actions": actions}))
        if old:
            self._asked(self._patient, lambda api: api.indices.delete(index=old, ignore_unavailable=True))

    # -- asking ---------------------------------------------------------------------------------------

    def _asked(self, client: Client, ask: Callable[[Any], Any]) -> Any:
        """The answer. Raises EngineAway in words that quote neither the query nor the address."""
        try:
            return ask(client.api)
        except client.not_there as error:
            raise NoIndex("There is no index yet: manage.py rebuild_search.") from error
        except client.failed as error:
            if isinstance(error, client.unreachable):
                self._paused_until = time.monotonic() + PAUSE
            raise EngineAway(f"{type(error).__name__} {getattr(error, 'status_code', '')}".strip()) from error

    @cached_property
    def _quick(self) -> Client:
        return client_of(self.address, seconds=QUICK)

    @cached_property
    def _patient(self) -> Client:
        return client_of(self.address, seconds=PATIENT)


# -- the index ----------------------------------------------------------------------------------------

SETTINGS = {
    "number_of_shards": 1,  # thousands of procedures, scored against all of them
    "auto_expand_replicas": "0-1",
    "refresh_interval": -1,  # what belongs together is shown together, by `put`
    "max_result_window": FURTHEST,
}


def _fields() -> Fields:
    fields = Fields()
    fields.meta("dynamic", False)
    fields.meta("_source", {"includes": ["code", "stamp", "answer", "card"]})  # read back a hundred at a time
    for name in WORDS:
        fields.field(name, "text", analyzer="whitespace", index_options="freqs")
    for name in ("code", "order", *FACETS, *(f"{facet}_key" for facet in FACETS)):
        fields.field(name, "keyword")
    for name in ("shown_from", "shown_to"):
        fields.field(name, "integer")
    fields.field("stamp", "keyword", index=False)
    for name in ("answer", "card"):
        fields.field(name, "keyword", index=False, doc_values=False)
    return fields


def _hit(kept: Mapping[str, Any]) -> Hit:
    return Hit(kept["code"], answer(kept["answer"]), kept["card"])


def _row(entry: SearchEntry) -> dict[str, Any]:
    values = document(entry)
    keys = {f"{facet}_key": [value.partition("\t")[0] for value in values[facet]] for facet in FACETS}
    return {"_id": str(entry.release_id), **values, **keys}


# -- the query ----------------------------------------------------------------------------------------


def _search(sought: Sought) -> Search:
    """Filters narrow what is shown after each facet was counted under the others."""
    query = sought.query
    day = day_number(query.on)
    shown = [Q("range", shown_from={"lte": day}), Q("range", shown_to={"gte": day})]
    search = Search().query("bool", must=[_words(sought)], filter=shown)
    search = search.extra(track_total_hits=True).post_filter("bool", filter=_filters(query))
    search = search.sort(*(["order", "code"] if by_name(sought) else ["_score", "order", "code"]))
    for facet in FACETS if query.counted else ():
        others = A("filter", Q("bool", filter=_filters(query, but=facet)))
        others.bucket("values", "terms", field=facet, size=MOST_VALUES)
        search.aggs.bucket(facet, others)
    return search


def _words(sought: Sought) -> Clause:
    clauses = _readings(sought.wanted)
    clauses += [_term("code", code, PINNED) for code in sought.pinned]
    if sought.query.code:
        clauses.append(Q("prefix", code={"value": sought.query.code, "boost": CODE}))
    if not clauses:
        return Q("match_none") if sought.query.text else Q("match_all")
    return Q("bool", should=clauses, minimum_should_match=1)


def _readings(wanted: Sequence[Wanted]) -> list[Clause]:
    """As many of them, the likeliest first, as a cluster takes in one query."""
    left, clauses = MOST_CLAUSES, []
    for reading in wanted:
        left -= sum(len(places(term)) for term in reading.terms) + len(helping(reading))
        if left < 0:
            break
        clauses.append(_reading(reading))
    return clauses


def _reading(reading: Wanted) -> Clause:
    """So many of the strong words; neighbours, tones and weak words only raise the score."""
    strong = [
        Q("dis_max", queries=[_term(*place) for place in places(term)], tie_breaker=TIE)
        for term in reading.terms
    ]
    needed = [Q("bool", should=strong, minimum_should_match=reading.least)] if strong else []
    least = 0 if strong else 1
    helpful = [_term(*place) for place in helping(reading)]
    return Q("bool", must=needed, should=helpful, minimum_should_match=least, boost=reading.weight)


def _term(field: str, value: str, boost: float) -> Clause:
    return Q("term", **{field: {"value": value, "boost": boost}})


def _filters(query: Asked, but: str = "") -> list[Clause]:
    return [Q("term", **{f"{facet}_key": key}) for facet, key in filters_of(query).items() if facet != but]


def _counts(facet: str, said: Mapping[str, Any]) -> list[Count]:
    buckets = said["values"]["buckets"]
    return counted(facet, ((one["key"], one["doc_count"]) for one in buckets))
