"""Workers are killed and compete; every effect is still carried out, and what it writes is written once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds
OURS = "from effects_effect where kind = 'slow'"
"""Not what the worker's own duties promise meanwhile."""


class Stage:
    """A database of its own, and workers on it."""

    def __init__(self, folder: Path, url: str) -> None:
        self.log, self.url = folder / "log", url
        self.workers: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **os.environ,
            "VAR_DIR": str(folder),
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": url,
        }

    def _command(self, *args: str) -> list[str]:
        return [sys.executable, "-m", "tests.storms.outbox_worker", str(self.log), *args]

    def prepare(self, count: int) -> None:
        subprocess.run(self._command("prepare", str(count)), cwd=ROOT, env=self.environment, check=True)

    def start(self) -> subprocess.Popen[bytes]:
        self.workers.append(subprocess.Popen(self._command("work"), cwd=ROOT, env=self.environment))
        return self.workers[-1]

    def lines(self, begin: str) -> list[str]:
        text = self.log.read_text() if self.log.exists() else ""
        return [line.split()[1] for line in text.splitlines() if line.startswith(begin)]

    def rows(self, query: str) -> list[tuple]:
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(self.url.removeprefix("sqlite:///"), timeout=30)) as database:
                return database.execute(query).fetchall()
        with psycopg.connect(self.url) as server:
            return server.execute(query).fetchall()  # type: ignore[call-overload]

    def wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not until():
            assert time.monotonic() < end, f"waited too long; log: {self.lines('')}"
            time.sleep(0.1)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    on_sqlite = request.param == "sqlite"
    url = (
        f"sqlite:///{tmp_path}/storm.sqlite3" if on_sqlite else request.getfixturevalue("empty_postgres_url")
    )
    staged = Stage(tmp_path, url)
    yield staged
    for worker in staged.workers:
        worker.kill()
        worker.wait()


def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(stage: Stage) -> None:
    stage.prepare(1)
    victim = stage.start()
    stage.wait(lambda: stage.lines("begin") == ["e0"])
    os.kill(victim.pid, signal.SIGKILL)
    victim.wait()
    assert stage.rows(f"select state, attempts {OURS}") == [("running", 1)]
    assert stage.rows("select count(*) from effects_message") == [(0,)]  # half a job left nothing behind
    time.sleep(2)  # the lease
    stage.start()
    stage.wait(lambda: stage.rows(f"select state {OURS}") == [("done",)])
    assert stage.rows(f"select attempts, last_error {OURS}") == [(2, "")]
    assert stage.rows("select count(*) from effects_message") == [(1,)]
    assert (len(stage.lines("begin")), len(stage.lines("end"))) == (2, 1)


def test_several_workers_never_run_one_effect_twice(stage: Stage) -> None:
    stage.prepare(40)
    for _ in range(3):
        stage.start()
    stage.wait(lambda: stage.rows(f"select count(*) {OURS} and state = 'done'") == [(40,)])
    assert Counter(stage.lines("begin")) == Counter({f"e{number}": 1 for number in range(40)})
    assert stage.rows("select count(*) from effects_message") == [(40,)]


def test_a_worker_told_to_stop_finishes_and_ends(stage: Stage) -> None:
    stage.prepare(2)
    worker = stage.start()
    stage.wait(lambda: len(stage.lines("end")) == 2)
    worker.terminate()
    assert worker.wait(timeout=10) == 0
