"""A batch while the worker is killed, and fifty officers at the same documents: each is signed once.

STORM=1000 is the full measure; fewer documents are enough to see what breaks.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.house.rooms import ROOT
from tests.storms.run import environment

DOCUMENTS = int(os.environ.get("STORM", "12"))
KILLS = 3
PATIENCE = 60  # seconds until a worker signs for the first time
OFFICERS = 50


def run(var: Path, database: str, *arguments: object) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.storms.signing_world", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(var, database), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return dict(json.loads(done.stdout))


def kept(var: Path) -> int:
    """Files in storage: one more for each signature."""
    return sum(1 for one in (var / "media").rglob("*") if one.is_file())


def killed_worker(var: Path, database: str, seconds: float) -> None:
    """So many seconds after it has signed the first time."""
    command = [sys.executable, "manage.py", "worker", "--interval", "0.2"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(var, database),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    before, end = kept(var), time.monotonic() + PATIENCE
    while kept(var) == before and process.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def weathered(var: Path, database: str) -> None:
    assert run(var, database, "prepare", DOCUMENTS) == {"chosen": DOCUMENTS}
    chance = random.Random(DOCUMENTS)
    for _ in range(KILLS):
        killed_worker(var, database, chance.uniform(0, 1.2))
    found = run(var, database, "check")
    assert found["effects"] == {"done": DOCUMENTS}
    assert found["states"] == {"in_force": DOCUMENTS}
    assert found["signatures"] == {"given": 2 * DOCUMENTS}
    assert found["shapes"] == {"2+1": DOCUMENTS}
    assert found["former"] == 2 * DOCUMENTS
    assert 0 < found["before"], "the workers were killed before they signed anything"


def test_a_killed_worker_loses_nothing_and_signs_nothing_twice_on_sqlite(
    tmp_path: Path, sqlite_url: str
) -> None:
    weathered(tmp_path, sqlite_url)


@pytest.mark.postgres
def test_a_killed_worker_loses_nothing_and_signs_nothing_twice_on_postgresql(
    tmp_path: Path, postgres_url: str
) -> None:
    weathered(tmp_path, postgres_url)


@pytest.mark.postgres
def test_fifty_officers_at_the_same_documents_sign_each_once(tmp_path: Path, postgres_url: str) -> None:
    found = run(tmp_path, postgres_url, "together", OFFICERS)
    number = sum(found["states"].values())
    assert found["states"] == {"in_force": number}
    assert found["chosen"] == number
    assert found["signatures"] == {"given": 2 * number}
    assert found["shapes"] == {"2+1": number}
    assert set(found["errors"]) <= {"RuntimeError('The document was signed in the meantime.')"}
