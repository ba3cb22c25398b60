"""Fifty numbers of certified copies at once have no gap and no double, on both databases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.storms.run import storm

STORM = "tests.storms.copies_storm"


def check(result: dict[str, Any]) -> None:
    assert result["errors"] == []
    assert sorted(set(result["numbers"])) == list(range(1, 51))
    assert len(result["numbers"]) == 60  # ten asked twice got the number they had
    assert result["entered"] == [[number, (number - 1) // 20 + 1] for number in range(1, 51)]


def test_on_sqlite(tmp_path: Path, sqlite_url: str) -> None:
    check(storm(STORM, tmp_path, sqlite_url))


@pytest.mark.postgres
def test_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    check(storm(STORM, tmp_path, postgres_url))
