"""Databases with every migration applied: migrating takes half a minute, so it is done once and copied."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fasteners import InterProcessLock

from tests.house.rooms import ROOT


def once(folders: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder `make` filled, once for all test processes of a run; to be copied, never changed."""
    shared = folders.getbasetemp().parent / f"{name}-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
    with InterProcessLock(f"{shared}.lock"):
        if not shared.exists():
            begun = shared.with_suffix(".begun")
            begun.mkdir()
            make(begun)
            begun.rename(shared)
    return shared


def migrate(folder: Path, database: str) -> None:
    environment = {**os.environ, "VAR_DIR": str(folder), "DATABASE_URL": database, "LOG_LEVEL": "ERROR"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-4000:]


@pytest.fixture(scope="session")
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database to be copied."""
    name, known = "migrated.sqlite3", request.config.cache.mkdir("migrated") / f"{_said()}.sqlite3"

    def make(folder: Path) -> None:
        """What the last run migrated is the beginning: what the rooms write after migrating is done anew."""
        if known.exists():
            shutil.copy(known, folder / name)
        migrate(folder, f"sqlite:///{folder}/{name}")
        if not known.exists():
            shutil.rmtree(known.parent)
            known.parent.mkdir()
            shutil.copy(folder / name, known)

    return once(tmp_path_factory, "migrated", make) / name


def _said() -> str:
    """Another word as soon as a migration or a pinned package says anything else."""
    files = sorted(ROOT.glob("*/migrations/*.py"))
    return hashlib.sha256(b"".join(map(Path.read_bytes, [ROOT / "requirements.txt", *files]))).hexdigest()[
        :16
    ]


@pytest.fixture
def sqlite_url(migrated: Path, tmp_path: Path) -> str:
    """DATABASE_URL of a migrated database in a file of its own."""
    return f"sqlite:///{shutil.copy(migrated, tmp_path / 'storm.sqlite3')}"


@pytest.fixture
def served(transactional_db: None, migrated: Path, tmp_path: Path) -> Iterator[str]:
    """Address of a server in this process, for tests that write while it does.

    Its database is a file: in memory all threads share one connection, and get into each other's way.
    """
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.db import connection
    from django.test.testcases import LiveServerThread

    before = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(before, uri=True)):  # memory lasts while it is open somewhere
        connection.settings_dict["NAME"] = str(shutil.copy(migrated, tmp_path / "served.sqlite3"))
        connection.close()
        server = LiveServerThread("localhost", StaticFilesHandler)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        yield f"http://localhost:{server.port}"
        server.terminate()
        connection.close()
        connection.settings_dict["NAME"] = before


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """The database of tests that run in this process; SQLite's is in memory."""
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            _fill(connection, request.getfixturevalue("migrated"))
            yield
            return
        before = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(before, verbosity=0)


def _fill(connection: Any, migrated: Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = connection.creation._get_test_db_name()
    connection.ensure_connection()
    with closing(sqlite3.connect(migrated)) as source:
        source.backup(connection.connection)
