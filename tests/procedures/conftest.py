"""Work that follows publication belongs to the room search; without it, the promise is kept and nothing is done."""

from __future__ import annotations

import pytest
from effects import handlers


@pytest.fixture(autouse=True)
def _somebody_indexes_releases() -> None:
    if "release_published" not in handlers.HANDLERS:
        handlers.handler("release_published")(lambda *, key, release: None)
