"""Run as a process of its own, and killed: builds a new index in a folder, and never comes to an end."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import django


def endless(entries: Iterable[Any]) -> Iterator[Any]:
    kept = list(entries)
    yield from kept
    sys.stdout.write("building\n")
    sys.stdout.flush()
    while True:
        yield from kept
        time.sleep(0.01)


def main(folder: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from search.engines.embedded import EmbeddedEngine
    from tests.search.engines.entries import all_of_them

    EmbeddedEngine(folder).build(endless(all_of_them()))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
