"""`make bench`: what the first path costs, each beside the plain alternative in the same run.

PROCEDURES=FILE imports that file instead of 500 made-up procedures.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="motcua-bench-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")

import django

django.setup()

from tests.bench.measures import MEASURES
from tests.bench.table import Figure, print_table
from tests.bench.world import prepare


def main() -> int:
    world = prepare(Path(os.environ["VAR_DIR"]), os.environ.get("PROCEDURES", ""))
    figures: list[Figure] = list(world.figures)
    for measure in MEASURES:
        figures.append(measure(world))
        print(f"  … {figures[-1].what}", file=sys.stderr, flush=True)
    print_table(figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
