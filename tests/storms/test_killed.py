"""Web server and worker are killed at random moments while citizens file and officers work over HTTP.

Whoever got an answer finds it kept; whoever got none asks again with the same key. STORM=500 is the full
measure (`make storm`); fewer dossiers are enough to see what breaks.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import pytest
import requests

from tests.browser.portal import free_port
from tests.dossiers.cases import ANSWERS, PDF
from tests.house.rooms import ROOT
from tests.storms.run import environment

DOSSIERS = int(os.environ.get("STORM", "15"))
CLIENTS = 6
PATIENCE = 90  # seconds for one request, asked again and again


class Stage:
    """A web server and a worker on one database, each killed and started again at random."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder, self.port = folder, free_port()
        self.environment = {**environment(folder, database), "ALLOWED_HOSTS": "127.0.0.1"}
        self.kills = 0
        self.world = self.run("prepare")

    def run(self, *arguments: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "tests.storms.killed_world", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return dict(json.loads(done.stdout))

    def start(self, what: str) -> subprocess.Popen[bytes]:
        web = [
            "-m",
            "gunicorn",
            "portal.wsgi",
            "--bind",
            f"127.0.0.1:{self.port}",
            "--threads",
            "8",
            "--log-level",
            "error",
        ]
        command = [sys.executable, *(web if what == "web" else ["manage.py", "worker", "--interval", "0.2"])]
        log = (self.folder / f"{what}.log").open("ab")
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
        )

    @contextmanager
    def dying(self, seed: int) -> Iterator[None]:
        """Both processes live, die and live again until the block ends."""
        over, chance = threading.Event(), random.Random(seed)
        keepers = [
            threading.Thread(target=self._keep, args=(what, over, chance.random()))
            for what in ("web", "worker")
        ]
        for keeper in keepers:
            keeper.start()
        try:
            yield
        finally:
            over.set()
            for keeper in keepers:
                keeper.join()

    def _keep(self, what: str, over: threading.Event, seed: float) -> None:
        chance = random.Random(seed)
        while not over.is_set():
            process = self.start(what)
            self._up(what, over)
            over.wait(chance.uniform(1, 6))
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            self.kills += 1

    def _up(self, what: str, over: threading.Event) -> None:
        """Started far enough to do harm: the web server answers; a worker takes a few seconds."""
        if what == "worker":
            over.wait(3)
            return
        while not over.wait(0.2):
            with suppress(requests.RequestException):
                requests.get(f"http://127.0.0.1:{self.port}/suc-khoe/", timeout=5)
                return

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None, **body: Any) -> Any:
        """Until an answer comes: a dead server is asked again. A refusal is an answer, and fails the test."""
        end = time.monotonic() + PATIENCE
        address = f"http://127.0.0.1:{self.port}/api/v1/{path}"
        while True:
            try:
                answer = requests.request(method, address, headers=headers, timeout=20, **body)
            except requests.RequestException:
                assert time.monotonic() < end, f"{method} {path}: no answer for {PATIENCE} s"
                time.sleep(0.3)
                continue
            assert answer.status_code < 400, f"{method} {path}: {answer.status_code} {answer.text[:500]}"
            return answer.json()


Acknowledged = dict[str, list[str]]


def live(stage: Stage, number: int, acknowledged: Acknowledged) -> None:
    """One dossier from an empty form to its result; what was answered is written down."""
    world = stage.world
    begun = {"procedure": world["procedure"], "agency": world["agency"]}
    draft = stage.ask("POST", "drafts", json=begun)
    path, secret = f"drafts/{draft['id']}", {"Draft-Secret": draft["secret"]}
    stage.ask("PUT", f"{path}/steps/nguoi_khai", secret, json=ANSWERS)
    paper = {"file": ("giay.pdf", PDF, "application/pdf")}
    stage.ask("POST", f"{path}/files", secret, data={"field": "chung_sinh"}, files=paper)
    stage.ask("PUT", f"{path}/steps/giay_to", secret, json={})
    stage.ask("POST", f"{path}/submit", {**secret, "Idempotency-Key": f"file{number}"})
    dossier = stage.ask("GET", f"{path}/receipt", secret)["dossier"]
    said = acknowledged[dossier]
    for role, action, body in ways(number, world["assignee"]):
        key = f"{action}{number}"
        headers = {"Authorization": f"Bearer {world['tokens'][role]}", "Idempotency-Key": key}
        stage.ask("POST", f"desk/dossiers/{dossier}/actions/{action}", headers, json=body)
        said.append(key)


def ways(number: int, assignee: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Who does what to a dossier; every second one pays."""
    yield "reception", "accept", {}
    yield "dispatcher", "assign", {"assignee": assignee}
    if number % 2:
        yield "specialist", "ask_payment", {"amount": 8000, "reason": "Lệ phí"}
        yield "cashier", "pay", {}
    yield "approver", "finish", {}


def crowd(jobs: SimpleQueue[Callable[[], None]], errors: list[str]) -> None:
    """Clients at work until nothing is left to do."""

    def client() -> None:
        while True:
            try:
                job = jobs.get_nowait()
            except Empty:
                return
            try:
                job()
            except Exception as error:  # noqa: BLE001  whatever goes wrong in a thread is the result
                errors.append(repr(error))

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def weathered(folder: Path, database: str) -> None:
    stage, errors, acknowledged = Stage(folder, database), list[str](), defaultdict(list)
    jobs: SimpleQueue[Callable[[], None]] = SimpleQueue()
    for number in range(DOSSIERS):
        jobs.put(lambda number=number: live(stage, number, acknowledged))  # type: ignore[misc]
    with stage.dying(seed=DOSSIERS):
        crowd(jobs, errors)
    assert errors == []
    file = folder / "acknowledged.json"
    file.write_text(json.dumps(acknowledged))
    found = stage.run("check", str(file))
    (folder / "report.json").write_text(json.dumps({**found, "kills": stage.kills}))
    paid = DOSSIERS // 2
    assert stage.kills >= 2
    assert {name: found[name] for name in ("lost", "twice", "gaps", "papers_twice", "faults")} == {
        "lost": [], "twice": [], "gaps": [], "papers_twice": [], "faults": [],
    }  # fmt: skip
    assert found["dossiers"] == len(acknowledged) == DOSSIERS
    assert found["events"] == {
        "submit": DOSSIERS, "accept": DOSSIERS, "assign": DOSSIERS, "finish": DOSSIERS,
        "ask_payment": paid, "pay": paid,
    }  # fmt: skip
    assert set(found["effects"]) == {"done"}
    assert found["papers"] == DOSSIERS + paid  # a slip each, and a receipt for what was paid
    assert (found["messages"], found["messages_twice"]) == (found["told"], 0)
    assert len(set(found["receipts"])) == len(found["receipts"]) == paid


def test_nothing_acknowledged_is_lost_on_sqlite(tmp_path: Path, sqlite_url: str) -> None:
    weathered(tmp_path, sqlite_url)


@pytest.mark.postgres
def test_nothing_acknowledged_is_lost_on_postgresql(tmp_path: Path, postgres_url: str) -> None:
    weathered(tmp_path, postgres_url)
