"""Runs a storm: a program of its own on a database of its own, whose report it prints as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.house.rooms import ROOT


def environment(var: Path, database: str) -> dict[str, str]:
    return {**os.environ, "VAR_DIR": str(var), "DATABASE_URL": database, "LOG_LEVEL": "ERROR"}


def storm(module: str, var: Path, database: str) -> dict[str, Any]:
    """The report of `python -m module` on a migrated database."""
    command = [sys.executable, "-m", module]
    result = subprocess.run(
        command, cwd=ROOT, env=environment(var, database), capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr[-4000:]
    return dict(json.loads(result.stdout))
