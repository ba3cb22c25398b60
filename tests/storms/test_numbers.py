"""A hundred acceptances at once give a hundred consecutive numbers, on both databases (fact A46)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.house.rooms import ROOT

EXPECTED = [f"H08.16-250707-{number:04d}" for number in range(1, 101)]


def storm(var: Path, database: str) -> dict[str, Any]:
    environment = {**os.environ, "VAR_DIR": str(var), "DATABASE_URL": database, "LOG_LEVEL": "ERROR"}
    command = [sys.executable, "-m", "tests.storms.accept_storm"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-4000:]
    return dict(json.loads(result.stdout))


def test_on_sqlite(tmp_path: Path) -> None:
    result = storm(tmp_path, f"sqlite:///{tmp_path}/storm.sqlite3")
    assert result["errors"] == []
    assert sorted(result["codes"]) == EXPECTED
    assert result["faults"] == []


@pytest.mark.postgres
def test_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    result = storm(tmp_path, postgres_url)
    assert result["errors"] == []
    assert sorted(result["codes"]) == EXPECTED
    assert result["faults"] == []
