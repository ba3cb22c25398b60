"""Examining a file nobody vouches for: in a process of its own that may take only so much memory and time.

What the child does not manage has an answer as well: too_heavy, or unreadable when it fell over the file.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import threading
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from documents import apart
from documents.proving.report import Report, Verdict, from_json

MEMORY = 768 * 1024 * 1024  # of addresses, with the interpreter's own
SECONDS = 20
AT_ONCE = 2
_places = threading.BoundedSemaphore(AT_ONCE)


class Busy(Exception):
    """Others are being examined; the same file may be sent again in a moment."""


def examine_guarded(pdf: bytes, roots: Sequence[bytes], crls: Sequence[bytes], at: datetime) -> Report:
    """As examining.examine, in a child process. Raises Busy after waiting for one to end."""
    with one_of_few():
        return _asked(pdf, roots, crls, at)


@contextmanager
def one_of_few() -> Iterator[None]:
    """Only so many files of strangers are read at once. Raises Busy after waiting for one to end."""
    if not _places.acquire(timeout=SECONDS):
        raise Busy
    try:
        yield
    finally:
        _places.release()


def _asked(pdf: bytes, roots: Sequence[bytes], crls: Sequence[bytes], at: datetime) -> Report:
    asked = {
        "at": at.isoformat(),
        "roots": [b64encode(one).decode() for one in roots],
        "crls": [b64encode(one).decode() for one in crls],
    }
    try:
        done = apart.ask("documents.proving.guarded", asked, pdf, seconds=SECONDS)
    except subprocess.TimeoutExpired:
        return _without_answer(pdf, Verdict.TOO_HEAVY, "time")
    try:
        return from_json(done.stdout.decode())
    except (ValueError, KeyError, TypeError):
        # Killed by the limit of time (a negative number), or out of memory in the middle of C code.
        heavy = done.returncode < 0 or b"MemoryError" in done.stderr
        return _without_answer(
            pdf, Verdict.TOO_HEAVY if heavy else Verdict.UNREADABLE, f"ended {done.returncode}"
        )


def _without_answer(pdf: bytes, verdict: Verdict, why: str) -> Report:
    return Report(verdict, hashlib.sha256(pdf).hexdigest(), len(pdf), why=why)


def main() -> int:
    """In the process of its own: the limits stand before anything large is imported."""
    asked, pdf = apart.told(memory=MEMORY, seconds=SECONDS)
    from documents.proving.examining import examine

    try:
        roots, crls = ([b64decode(one) for one in asked[name]] for name in ("roots", "crls"))
        found = examine(pdf, roots, crls, datetime.fromisoformat(asked["at"]))
    except MemoryError:
        found = _without_answer(pdf, Verdict.TOO_HEAVY, "memory")
    sys.stdout.write(found.as_json())
    return 0


if __name__ == "__main__":
    sys.exit(main())
