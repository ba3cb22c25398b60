"""A module of ours as a process of its own, with so much memory and time: whatever a hostile file does to the
program that reads it, only this process is lost. Runs where there is no portal.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent
LONGER = 5
"""Seconds of waiting beyond those of work the process may take: it also begins and ends."""


def ask(
    module: str, asked: dict[str, Any], content: bytes, *, seconds: float
) -> subprocess.CompletedProcess[bytes]:
    """`python -m module`, which reads by `told`; its answer is what it wrote, if it ended with 0.

    Raises subprocess.TimeoutExpired.
    """
    return subprocess.run(  # noqa: S603  our own module
        [sys.executable, "-m", module],
        input=json.dumps(asked).encode() + b"\n" + content,
        capture_output=True,
        cwd=HOUSE,
        check=False,
        timeout=seconds + LONGER,
    )


def told(*, memory: int, seconds: int) -> tuple[dict[str, Any], bytes]:
    """In that process: limits (bytes of addresses, seconds of work), then what is asked, and the file."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return json.loads(sys.stdin.buffer.readline()), sys.stdin.buffer.read()
