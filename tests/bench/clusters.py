"""A search cluster filled for measuring, ours and as it comes."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from search import index
from search.engines.contract import Engine
from tests.search.plain import DefaultAnalyser


@contextmanager
def told(what: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    print(f"  … {what}: {time.perf_counter() - began:.1f} s", file=sys.stderr, flush=True)


@contextmanager
def cluster() -> Iterator[tuple[Engine, DefaultAnalyser]]:
    from opensearchpy import OpenSearch

    from search.engines.clients import Address
    from search.engines.cluster import ClusterEngine
    from tests.search.node.server import started

    with started(heap="1g", quick=False) as node:
        ours, plain = ClusterEngine(Address.of(node.url)), DefaultAnalyser(OpenSearch(node.http))
        with told("OpenSearch, our index"):
            ours.build(index.visible().iterator(1000))
        with told("OpenSearch, plain index"):
            plain.build(index.visible().iterator(1000))
        yield ours, plain
