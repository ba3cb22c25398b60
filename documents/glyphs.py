"""Which letters the documents' fonts have: PDF/A refuses a page with one letter that cannot be drawn.

People write emoji and other scripts into forms; their slips and forms must be printed nevertheless.
"""

from __future__ import annotations

import unicodedata
from typing import Any

INSTEAD = "□"
# In the fonts inside typst (Libertinus Serif, New Computer Modern, DejaVu Sans
# Mono); the tests draw them all.
DRAWN = (
    (0x20, 0x7E), (0xA0, 0x377), (0x384, 0x38A), (0x38E, 0x3A1), (0x3A3, 0x4FF), (0x1D00, 0x1F15),
    (0x2000, 0x200A), (0x2010, 0x2029), (0x202F, 0x2040), (0x2044, 0x2052), (0x2054, 0x205F),
    (0x2070, 0x2071), (0x2074, 0x208E), (0x2090, 0x209C), (0x20A0, 0x20C0), (0x2100, 0x211E),
    (0x2126, 0x2151), (0x2153, 0x2184), (0x2190, 0x23FF), (0x2460, 0x2606), (0x2609, 0x262F),
    (0x2701, 0x2704), (0x270C, 0x2714), (0x2717, 0x2726),
)  # fmt: skip
KEPT = frozenset("\n")


def printable(data: Any) -> Any:
    """The same data with every letter that cannot be drawn as an empty square; blanks for tabs."""
    if isinstance(data, str):
        return _printable(data)
    if isinstance(data, dict):
        return {key: printable(part) for key, part in data.items()}
    return [printable(part) for part in data] if isinstance(data, list | tuple) else data


def _printable(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        letter if _is_drawn(letter) else INSTEAD
        for letter in unicodedata.normalize("NFC", lines)
        if not unicodedata.category(letter).startswith("C") or letter in KEPT or ord(letter) > 0xFFFF
    )


def _is_drawn(letter: str) -> bool:
    return letter in KEPT or any(first <= ord(letter) <= last for first, last in DRAWN)
