"""`make relevance CATALOGUE=procedures.jsonl`: the judged queries asked of every engine and of plain ones.

Everything in a folder of its own; OpenSearch where Maven can be reached (tests/search/node).
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="motcua-relevance-")
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
from search.finding import find_with
from search.knowledge import knowledge
from search.query import query_of
from search.trying import Figures
from tests.bench.clusters import cluster
from tests.search import catalogue
from tests.search.judging import judge, judged, table
from tests.search.plain import wagtail_search

Ask = Callable[[str], Sequence[str]]


def main(path: Path) -> int:
    call_command("migrate", verbosity=0)
    number = catalogue.write(catalogue.of_file(path))
    index.rebuild()
    call_command("update_index", verbosity=0)
    scores: dict[str, dict[str, Figures]] = {}

    def score(name: str, ask: Ask) -> None:
        print(f"  … {name}", file=sys.stderr, flush=True)
        scores[name] = judge(ask, judged())

    score("embedded", asking(engine()))
    with suppress(pytest.skip.Exception), cluster() as (ours, plain):
        score("OpenSearch, our mapping", asking(ours))
        score("OpenSearch, standard", plain)
    score("Wagtail, database", wagtail_search)
    print(f"{number} procedures, {len(judged())} queries: success@1, success@3, MRR\n\n{table(scores)}")
    return 0


def asking(one: Engine) -> Ask:
    """Our search on an engine."""

    def ask(text: str) -> list[str]:
        query = query_of(text, on=timezone.localdate(), begun=False, size=10, counted=False)
        return [entry.code for entry in find_with(one, query, knowledge()).entries]

    return ask


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
