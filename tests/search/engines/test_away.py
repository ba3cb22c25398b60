"""A cluster that is not there, says nothing or says no: the plain database answers, and soon."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client
from django.utils import timezone

from effects.worker import drain
from search import alarm
from search.engines.clients import Address
from search.engines.cluster import PAUSE, QUICK, ClusterEngine
from search.engines.contract import EngineAway
from search.finding import find
from search.models import SearchEntry
from search.query import query_of
from tests.procedures import catalogue
from tests.search.engines.entries import search

PRODUCTS = pytest.mark.parametrize("product", ["opensearch", "elasticsearch"])


@pytest.fixture
def silent() -> Iterator[int]:
    """A port that takes a call and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as server:
        yield server.getsockname()[1]


@pytest.fixture
def nobody() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.mark.django_db
@PRODUCTS
def test_the_page_and_the_api_answer_from_the_database_and_operators_are_told(
    product: str, nobody: int, settings: Any, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SEARCH_URL = f"{product}+http://motcua:mat-khau@127.0.0.1:{nobody}/portal"
    alarm._last = None
    page = catalogue.published()
    with caplog.at_level(logging.DEBUG):
        drain(timezone.now())
        assert SearchEntry.objects.count() == 1
        results = find(query_of("nuôi ong", on=timezone.localdate()))
        assert ([one.code for one in results.entries], results.degraded) == ([page.code], True)
        html = client.get("/tim-kiem/", {"q": "nuôi ong"})
        assert (html.status_code, page.code in html.content.decode()) == (200, True)
        assert client.get("/api/v1/procedures", {"q": "nuôi ong"}).json()["count"] == 1
    told = [one for one in caplog.records if one.name == "search.alarm" and one.levelno == logging.ERROR]
    assert told
    assert "mat-khau" not in caplog.text


@PRODUCTS
def test_nobody_waits_long_for_a_cluster_that_says_nothing_nor_again_for_a_while(
    product: str, silent: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = ClusterEngine(Address.of(f"{product}+http://127.0.0.1:{silent}/portal"))
    began = time.monotonic()
    with pytest.raises(EngineAway):
        search(engine, "ong")
    first = time.monotonic() - began
    assert first < 2 * QUICK
    with pytest.raises(EngineAway, match="a moment ago"):
        search(engine, "ong")
    assert time.monotonic() - began - first < QUICK
    engine._paused_until -= PAUSE
    with pytest.raises(EngineAway, match="Timeout"):
        search(engine, "ong")


@pytest.mark.opensearch
def test_a_product_under_the_other_scheme_is_away(opensearch: str) -> None:
    address = opensearch.replace("opensearch+", "elasticsearch+")
    with pytest.raises(EngineAway, match="406"):
        search(ClusterEngine(Address.of(address)), "ong")


@pytest.mark.opensearch
def test_what_was_asked_is_not_quoted_where_it_fails(opensearch: str) -> None:
    engine = ClusterEngine(Address.of(f"{opensearch}/portal"))
    with pytest.raises(EngineAway) as error:
        engine._asked(engine._quick, lambda api: api.search(index="*", body={"query": {"nguyenvana": {}}}))
    assert "nguyenvana" not in str(error.value)


# -- the address ------------------------------------------------------------------------------------


def test_an_address_is_read_from_the_url_and_keeps_its_password_to_itself(tmp_path: Path) -> None:
    address = Address.of("opensearch+https://mot%40cua:m%C3%A2%3At@[::1]:9201/cong/", "/etc/ca.pem")
    assert (address.product, address.server, address.prefix) == ("opensearch", "https://[::1]:9201", "cong")
    assert (address.user, address.password, address.tls) == ("mot@cua", "mâ:t", {"ca_certs": "/etc/ca.pem"})
    assert "mâ:t" not in repr(address)
    plain = Address.of("elasticsearch+http://tim.example")
    assert (plain.server, plain.prefix, plain.tls) == ("http://tim.example:9200", "mot-cua", {})


@pytest.mark.parametrize(
    "url",
    ["opensearch+http://", "opensearch+http://u:p@/x", "opensearch+http://h/A*", "opensearch+http://h:x/a"],
)
def test_an_address_that_cannot_be_is_told_at_start_up(url: str, settings: Any) -> None:
    settings.SEARCH_URL = url
    assert [error.id for error in run_checks() if error.id.startswith("search.")] == ["search.E002"]
