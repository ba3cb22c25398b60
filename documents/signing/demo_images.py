"""Pictures of signatures and seals for the demo, drawn here and marked MẪU THỬ; nobody's real ones."""

from __future__ import annotations

import math
import zlib

from documents.render import png

MARK = "MẪU THỬ"
PPI = 220
STEPS = 160


def signature(name: str) -> bytes:
    """A blue scrawl, another for each name, on transparent ground (PNG)."""
    seed = zlib.crc32(name.encode())
    waves, phase, ripple = 3 + seed % 3, seed % 7, seed // 7 % 5
    points = [
        (
            110 * step / STEPS,
            22
            - 15 * math.sin(step / STEPS * waves * 2 * math.pi + phase) * (1 - 0.7 * step / STEPS)
            - 6 * math.sin(step / 12 + ripple),
        )
        for step in range(STEPS + 1)
    ]
    return png("documents/demo_signature.typ", {"points": points, "mark": MARK}, ppi=PPI)


def seal(name: str) -> bytes:
    """A round red seal of 36 mm with the agency's name around a star, on transparent ground (PNG)."""
    letters = list(f"{name.upper()} ★ {MARK} ★ ")
    return png("documents/demo_seal.typ", {"letters": letters, "mark": MARK}, ppi=PPI)
