"""`make bench-search`: search in PROCEDURES=100000 made-up procedures, beside the plain alternatives in one run.

CATALOGUE=procedures.jsonl adds real ones, without which few of the judged queries find anything.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="motcua-bench-search-"))
os.environ["VAR_DIR"] = str(FOLDER)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ["LOG_LEVEL"] = "ERROR"
os.environ["SEARCH_URL"] = "embedded:"

import django

django.setup()

import pytest
from django.core.management import call_command
from django.utils import timezone

from search import index
from search.engines import engine
from search.engines.contract import Engine
from search.finding import SUGGESTED, find_with
from search.knowledge import knowledge
from search.query import query_of
from tests.bench.clusters import cluster, told
from tests.browser.portal import free_port
from tests.search import catalogue
from tests.search.judging import judged
from tests.search.plain import Fts5Engine, wagtail_search

Ask = Callable[[str], object]
WARM = 30
SLOW = 12
"""So many of the judged queries, evenly chosen, for what takes seconds each."""


def main() -> int:
    fill()
    rows = [("tantivy: first page, with counts", asking(engine(), counted=True))]
    rows += [
        ("tantivy: first page", asking(engine())),
        ("tantivy: suggestions", asking(engine(), begun=True)),
    ]
    fts5 = Fts5Engine(FOLDER / "fts5.sqlite3")
    with told("SQLite FTS5 index"):
        fts5.build(index.visible().iterator(1000))
    rows.append(("SQLite FTS5, our reading", asking(fts5)))
    print(f"\n{'what':<44}{'asked':>7}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'queries/s':>11}")
    for name, ask in rows:
        show(name, ask)
    show("Wagtail, database", wagtail_search, most=SLOW)
    with suppress(pytest.skip.Exception), cluster() as (ours, plain):
        show("OpenSearch, our mapping, with counts", asking(ours, counted=True))
        show("OpenSearch, our mapping", asking(ours))
        show("OpenSearch, its standard analyser", plain)
    with served() as address:
        show("HTTP: results page, one worker", over_http(f"{address}/tim-kiem/"))
        show("HTTP: suggestions, one worker", over_http(f"{address}/tim-kiem/goi-y/"))
        show("HTTP: API, one worker", over_http(f"{address}/api/v1/procedures"))
    return 0


def fill() -> None:
    number = int(os.environ.get("PROCEDURES", "100000"))
    call_command("migrate", verbosity=0)
    with told(f"{number} procedures"):
        catalogue.write(catalogue.made_up(number))
        if path := os.environ.get("CATALOGUE"):
            catalogue.write(catalogue.of_file(Path(path)))
    with told("tantivy index and vocabulary"):
        index.rebuild()
    with told("Wagtail's index"):
        call_command("update_index", verbosity=0)


def asking(one: Engine, *, counted: bool = False, begun: bool = False) -> Ask:
    known, day = knowledge(), timezone.localdate()
    size = SUGGESTED if begun else 20

    def ask(text: str) -> object:
        return find_with(one, query_of(text, on=day, begun=begun, size=size, counted=counted), known)

    return ask


def show(name: str, ask: Ask, *, most: int = 0) -> None:
    queries = [one.query for one in judged()]
    if most:
        queries = queries[:: len(queries) // most][:most]
    for query in queries[: min(WARM, len(queries) // 8)]:
        ask(query)
    taken = []
    for query in queries:
        began = time.perf_counter()
        ask(query)
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    p50, p95, p99 = (taken[int(len(taken) * part)] for part in (0.50, 0.95, 0.99))
    speed = 1000 * len(taken) / sum(taken)
    print(f"{name:<44}{len(taken):>7}{p50:>9.1f}{p95:>9.1f}{p99:>9.1f}{speed:>11.1f}", flush=True)


@contextmanager
def served() -> Iterator[str]:
    """One synchronous worker of the web server."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "portal.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "1",
    ]
    with (FOLDER / "web.log").open("wb") as log:
        web = subprocess.Popen(command, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            with suppress(OSError):
                urllib.request.urlopen(f"{address}/suc-khoe/", timeout=5).read()
                break
            time.sleep(0.5)
        yield address
    finally:
        web.terminate()
        web.wait()


def over_http(address: str) -> Ask:
    def ask(text: str) -> object:
        return urllib.request.urlopen(f"{address}?{urllib.parse.urlencode({'q': text})}", timeout=30).read()

    return ask


if __name__ == "__main__":
    sys.exit(main())
