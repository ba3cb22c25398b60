"""The two databases one after the other, and the table with the ratio of large to small."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from tests.bench.table import Figure, print_table
from tests.house.rooms import ROOT
from tests.postgres import started

SMALL = 10_000
LARGE = int(os.environ.get("DOSSIERS", "1000000"))
TIMES = 50


def filled(database: str, count: int) -> dict[str, Any]:
    """One process for each database: what it measured."""
    environment = {
        **os.environ,
        "DATABASE_URL": database,
        "VAR_DIR": tempfile.mkdtemp(prefix="motcua-bench-"),
    }
    command = [sys.executable, "-m", "tests.bench.province.fill", str(count), str(TIMES)]
    run = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(run.stdout))


def main() -> int:
    with started() as server:
        small = filled(server.create("small"), SMALL)
        large = filled(server.create("large"), LARGE)
    print(
        f"\n{large['dossiers']:,} dossiers with {large['events']:,} events, filled in {large['filled']:.0f} s\n"
    )
    print_table(
        [
            Figure(what, *measured, small["measures"][what][0], f"the same at {SMALL:,} dossiers")
            for what, measured in large["measures"].items()
        ]
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
