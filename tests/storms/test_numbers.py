"""A hundred acceptances at once give a hundred consecutive numbers, on both databases (fact A46)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.storms.run import storm

STORM = "tests.storms.accept_storm"
EXPECTED = [f"H08.16-250707-{number:04d}" for number in range(1, 101)]


def check(result: dict[str, Any]) -> None:
    assert result["errors"] == []
    assert sorted(result["codes"]) == EXPECTED
    assert result["faults"] == []


def test_on_sqlite(tmp_path: Path, sqlite_url: str) -> None:
    check(storm(STORM, tmp_path, sqlite_url))


@pytest.mark.postgres
def test_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    check(storm(STORM, tmp_path, postgres_url))
