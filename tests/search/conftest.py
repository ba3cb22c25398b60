"""Tests of search have an index of their own, and nothing remembered of the words of the test before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from search import knowledge


@pytest.fixture(autouse=True)
def _index_of_its_own(_settings_of_tests: None, settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_URL = f"embedded:{tmp_path}/search"
    knowledge._kept.clear()
