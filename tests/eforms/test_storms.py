"""Many at once, and a process killed at the worst moment: what was saved stays, filed is filed once."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.house.rooms import ROOT
from tests.storms.run import environment, storm

STORM = "tests.eforms.storm"


def check(result: dict[str, Any]) -> None:
    assert result["errors"] == []
    assert result["answers"] == {"a": "x", "b": "x", "c": "x"}
    assert len(result["references"]) == 20
    assert len(set(result["references"])) == 1


def test_many_at_once_on_sqlite(tmp_path: Path, sqlite_url: str) -> None:
    check(storm(STORM, tmp_path, sqlite_url))


@pytest.mark.postgres
def test_many_at_once_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    check(storm(STORM, tmp_path, postgres_url))


def test_a_step_saved_survives_a_killed_process(tmp_path: Path, sqlite_url: str) -> None:
    settings = environment(tmp_path, sqlite_url)
    with subprocess.Popen(
        [sys.executable, "-m", STORM, "save"], cwd=ROOT, env=settings, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()  # the step was saved
        process.send_signal(signal.SIGKILL)
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        [(answers, done)] = connection.execute("SELECT answers, done_steps FROM eforms_draft").fetchall()
    assert json.loads(answers) == {"a": "x"}
    assert json.loads(done) == ["mot"]
