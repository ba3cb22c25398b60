"""`opensearch`: SEARCH_URL of a real node, one for each test process. Tests take index names of their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.search.node.jars import jars
from tests.search.node.server import started


@pytest.fixture(scope="session")
def opensearch() -> Iterator[str]:
    try:
        jars()
    except LookupError as error:
        pytest.skip(str(error))
    with started() as node:
        yield node.url
