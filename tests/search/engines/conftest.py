"""Every engine, one after the other: `engine` is empty, `filled` holds `entries.py` and is only read."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from search.engines.clients import Address
from search.engines.cluster import ClusterEngine
from search.engines.contract import Engine
from search.engines.embedded import EmbeddedEngine
from tests.search.engines.disguise import disguised
from tests.search.engines.entries import all_of_them

ENGINES = [
    "embedded",
    pytest.param("opensearch", marks=pytest.mark.opensearch),
    pytest.param("elasticsearch", marks=pytest.mark.opensearch),
]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with made(request, tmp_path) as one:
        yield one


@pytest.fixture(scope="module", params=ENGINES)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with made(request, tmp_path_factory.mktemp("filled")) as one:
        one.build(all_of_them())
        yield one


@contextmanager
def made(request: Any, folder: Path) -> Iterator[Engine]:
    if request.param == "embedded":
        yield EmbeddedEngine(folder / "search")
        return
    url = f"{request.getfixturevalue('opensearch')}/tests-{uuid.uuid4().hex}"
    if request.param == "elasticsearch":
        with disguised(url) as other:
            yield from _cluster(other)
    else:
        yield from _cluster(url)


def _cluster(url: str) -> Iterator[ClusterEngine]:
    engine = ClusterEngine(Address.of(url))
    try:
        yield engine
    finally:
        for name in indexes(engine):
            engine._patient.api.indices.delete(index=name)


def indexes(engine: Engine) -> list[str]:
    """The names of all that is kept, in use or left over."""
    if isinstance(engine, EmbeddedEngine):
        return [path.name for path in engine.folder.iterdir() if path.is_dir()]
    assert isinstance(engine, ClusterEngine)
    return list(engine._patient.api.indices.get(index=f"{engine.address.prefix}*"))
