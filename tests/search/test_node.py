"""The node of tests and measurements is a real one: what is asked of a distributed engine works there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import elasticsearch
import pytest
from elasticsearch.dsl import Q, Search
from opensearchpy import OpenSearch
from opensearchpy.helpers import bulk

pytestmark = pytest.mark.opensearch
NAMES = {
    "1.004": "Cấp Giấy chứng nhận quyền sử dụng đất",
    "1.001": "Đăng ký khai sinh",
    "2.002": "Ðăng ký kết hôn",  # with the Icelandic Ð that some files carry
}
FOLDED = {"tokenizer": "standard", "char_filter": ["letters"], "filter": ["lowercase", "asciifolding"]}
ANALYSIS: dict[str, Any] = {
    "char_filter": {"letters": {"type": "mapping", "mappings": ["Ð => Đ", "ð => đ"]}},
    "filter": {
        "beginnings": {"type": "edge_ngram", "min_gram": 1, "max_gram": 10},
        "other_words": {"type": "synonym_graph", "synonyms": ["so do => giay chung nhan quyen su dung dat"]},
    },
    "analyzer": {
        "exact": FOLDED | {"filter": ["lowercase"]},
        "folded": FOLDED,
        "typing": FOLDED | {"filter": [*FOLDED["filter"], "beginnings"]},
        "asked": FOLDED | {"filter": [*FOLDED["filter"], "other_words"]},
    },
}
FIELDS = {
    "folded": {"type": "text", "analyzer": "folded", "search_analyzer": "asked"},
    "typing": {"type": "text", "analyzer": "typing", "search_analyzer": "folded"},
}
INDEX = {
    "settings": {"number_of_shards": 1, "number_of_replicas": 0, "analysis": ANALYSIS},
    "mappings": {"properties": {"name": {"type": "text", "analyzer": "exact", "fields": FIELDS}}},
}


@pytest.fixture
def client(opensearch: str) -> Iterator[OpenSearch]:
    with OpenSearch(opensearch.removeprefix("opensearch+")) as client:
        yield client
        client.indices.delete(index="node-*")


def fill(client: OpenSearch, index: str, names: dict[str, str]) -> None:
    client.indices.create(index=index, body=INDEX)
    rows = [{"_index": index, "_id": code, "name": name} for code, name in names.items()]
    assert bulk(client, rows, refresh=True) == (len(names), [])


def found(client: OpenSearch, text: str, *fields: str, index: str = "node-current") -> list[str]:
    search = Search().query(
        Q("multi_match", query=text, fields=list(fields), type="most_fields", operator="and")
    )
    answer = client.search(index=index, body=search.to_dict())
    return [hit["_id"] for hit in answer["hits"]["hits"]]


@pytest.fixture
def filled(client: OpenSearch) -> OpenSearch:
    fill(client, "node-1", NAMES)
    client.indices.put_alias(index="node-1", name="node-current")
    return client


@pytest.mark.parametrize(
    ("text", "code"),
    [("khai sinh", "1.001"), ("ddang ky", None), ("dang ky ket hon", "2.002"), ("sổ đỏ", "1.004")],
)
def test_words_are_found_folded_and_by_their_synonyms(
    filled: OpenSearch, text: str, code: str | None
) -> None:
    assert found(filled, text, "name^3", "name.folded") == ([code] if code else [])


def test_a_word_is_found_while_it_is_typed(filled: OpenSearch) -> None:
    assert found(filled, "kha si", "name.typing") == ["1.001"]
    assert found(filled, "kha si", "name.folded") == []


@pytest.mark.parametrize(("text", "code"), [("đăng ký", "c"), ("đăng kỳ", "b"), ("đăng ky", "a")])
def test_words_with_the_same_marks_come_first(client: OpenSearch, text: str, code: str) -> None:
    fill(client, "node-marks", {"a": "Đăng ky", "b": "Đăng kỳ", "c": "Đăng ký"})
    order = found(client, text, "name^3", "name.folded", index="node-marks")
    assert order[0] == code
    assert sorted(order) == ["a", "b", "c"]


def test_an_alias_moves_from_one_index_to_the_next_at_once(filled: OpenSearch) -> None:
    fill(filled, "node-2", {"3.003": "Đăng ký khai sinh lại"})
    actions = [
        {"remove": {"index": "node-1", "alias": "node-current"}},
        {"add": {"index": "node-2", "alias": "node-current"}},
    ]
    filled.indices.update_aliases(body={"actions": actions})
    assert found(filled, "khai sinh", "name") == ["3.003"]


def test_a_script_may_weigh_in(filled: OpenSearch) -> None:
    script = {"source": "_score * params.times", "params": {"times": 2}}
    plain = Q("match", **{"name.folded": "khai sinh"})
    body = Search().query(Q("script_score", query=plain, script=script)).to_dict()
    once = filled.search(index="node-current", body=Search().query(plain).to_dict())["hits"]["max_score"]
    twice = filled.search(index="node-current", body=body)["hits"]["max_score"]
    assert twice == pytest.approx(2 * once)


def test_the_official_client_of_elasticsearch_refuses_opensearch(opensearch: str) -> None:
    """Why the client follows the scheme of SEARCH_URL while bodies are the same."""
    client = elasticsearch.Elasticsearch(opensearch.removeprefix("opensearch+"))
    with client, pytest.raises(elasticsearch.UnsupportedProductError):
        client.info()
