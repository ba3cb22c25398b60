"""Whatever is sent to be checked: a clear answer, in bounded time and memory."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from documents.proving.guarded import MEMORY, SECONDS, examine_guarded
from documents.proving.report import Verdict
from tests.documents import heavy, signed
from tests.documents.attacks import byte_changed
from tests.documents.signed import AT, good, root

NOW = AT + timedelta(days=1)
CASES: dict[str, tuple[Callable[[], bytes], set[Verdict]]] = {
    "sound": (good, {Verdict.UNCHANGED}),
    "changed": (lambda: byte_changed(good()), {Verdict.BROKEN}),
    "2,000 pages": (lambda: signed.signed(heavy.many_pages()), {Verdict.UNCHANGED}),
    "40 megapixels": (lambda: signed.signed(heavy.large_picture()), {Verdict.UNCHANGED}),
    "a script": (heavy.scripted, {Verdict.NOT_SIGNED}),
    "encrypted": (heavy.locked, {Verdict.LOCKED}),
    "a bomb": (lambda: signed.signed(heavy.bomb()), {Verdict.UNCHANGED, Verdict.TOO_HEAVY}),
    "a bomb of objects": (heavy.bomb_of_objects, {Verdict.TOO_HEAVY, Verdict.UNREADABLE}),
    "loops": (heavy.loop, {Verdict.NOT_SIGNED, Verdict.UNREADABLE}),
    "deep": (heavy.deep, {Verdict.NOT_SIGNED, Verdict.UNREADABLE}),
    "nothing": (lambda: b"", {Verdict.UNREADABLE}),
}


@pytest.mark.parametrize("case", CASES)
def test_every_file_has_a_clear_answer_within_bounds(case: str) -> None:
    make, expected = CASES[case]
    pdf = make()
    begun = time.monotonic()
    said = examine_guarded(pdf, [root().pem], [], NOW)
    print(case, said.verdict, said.why, f"{len(pdf)} B", f"{time.monotonic() - begun:.1f} s")
    assert said.verdict in expected, said
    assert time.monotonic() - begun < SECONDS + 10


PEAK = """
import resource, sys
from datetime import datetime
from pathlib import Path
from documents.proving.guarded import examine_guarded
examine_guarded(Path(sys.argv[1]).read_bytes(), [], [], datetime.fromisoformat(sys.argv[2]))
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


@pytest.mark.parametrize("case", ["2,000 pages", "40 megapixels", "a bomb", "a bomb of objects"])
def test_memory_is_bounded(case: str, tmp_path: Path) -> None:
    """Asked by a small process: a child's figure begins with its parent's, and the tests' own is large."""
    file = tmp_path / "sent.pdf"
    file.write_bytes(CASES[case][0]())
    command = [sys.executable, "-c", PEAK, str(file), NOW.isoformat()]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    assert 0 < int(done.stdout) < MEMORY


def test_a_script_is_told_of() -> None:
    assert examine_guarded(heavy.scripted(), [], [], NOW).notes == ["javascript"]


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.proving.guarded.SECONDS", -4.9)
    assert examine_guarded(good(), [], [], NOW).verdict == Verdict.TOO_HEAVY
