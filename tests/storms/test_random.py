"""Fifty people do anything to the same dossiers: only the table's ways are gone, nothing is lost."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tests.storms.run import storm

STORM = "tests.storms.random_storm"


def check(report: dict[str, Any]) -> None:
    assert {name: report[name] for name in ("strange", "lost", "pairs", "faults")} == {
        "strange": [],
        "lost": [],
        "pairs": [],
        "faults": [],
    }
    assert report["done"] > 20
    assert report["refused"] > 50
    for _day, codes in groupby(report["codes"], key=lambda code: code.rsplit("-", 1)[0]):
        numbers = [int(code.rsplit("-", 1)[1]) for code in codes]
        assert numbers == list(range(1, len(numbers) + 1))


def test_on_sqlite(tmp_path: Path, sqlite_url: str) -> None:
    check(storm(STORM, tmp_path, sqlite_url))


@pytest.mark.postgres
def test_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    check(storm(STORM, tmp_path, postgres_url))
