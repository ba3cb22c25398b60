"""A rebuild that is killed (SIGKILL) leaves the old index serving; the next one tidies up."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from search.engines.embedded import EmbeddedEngine
from tests.house.rooms import ROOT
from tests.search.engines.entries import all_of_them, codes


def test_a_killed_rebuild_leaves_the_old_index_serving(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    engine = EmbeddedEngine(folder)
    engine.build(all_of_them())
    before = codes(engine, "khai sinh")
    command = [sys.executable, "-m", "tests.search.engines.killed_build", str(folder)]
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "VAR_DIR": str(tmp_path)}, stdout=subprocess.PIPE
    ) as building:
        assert building.stdout is not None
        assert building.stdout.readline() == b"building\n"
        assert codes(engine, "khai sinh") == before
        assert len(_indexes(folder)) == 2
        building.kill()
    assert codes(EmbeddedEngine(folder), "khai sinh") == before
    engine.build(all_of_them())
    assert codes(engine, "khai sinh") == before
    assert len(_indexes(folder)) <= 2, "the one in use and at most the one before"
    engine.build(all_of_them())
    assert len(_indexes(folder)) <= 2


def _indexes(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_dir()]
