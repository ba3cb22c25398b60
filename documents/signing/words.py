"""Where a PDF's own words say that somebody signs, found by a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from documents import apart
from documents.signing.pades import Box

MEMORY = 768 * 1024 * 1024
SECONDS = 20
NOTE = "ghi rõ họ tên"
"""Below it somebody signs; above their name, too."""
LAST_PAGES = 5
"""Whoever signs, signs at the end; an appendix may follow."""


@dataclass(frozen=True)
class Words:
    """page: from 0; box: around the words, in points of the PDF; below: somebody signs below, not above."""

    page: int
    box: Box
    below: bool


def found(pdf: bytes, names: Sequence[str], page: int | None = None) -> Words | None:
    """The last place where one of the names stands, else the last NOTE; `page`: there only. None: nowhere,
    or the file was too heavy to read."""
    asked = {"names": [one for one in names if one.strip()], "page": page}
    try:
        done = apart.ask("documents.signing.words", asked, pdf, seconds=SECONDS)
        done.check_returncode()
        said = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return None
    return Words(said["page"], tuple(said["box"]), said["below"]) if said else None


def main() -> None:
    """In the process of its own: the limits stand before anything large is imported."""
    asked, pdf = apart.told(memory=MEMORY, seconds=SECONDS)
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    pages = range(max(len(document) - LAST_PAGES, 0), len(document))
    if asked["page"] is not None:
        pages = range(asked["page"], asked["page"] + 1)
    texts = [(number, document[number].get_textpage()) for number in reversed(pages)]
    for wanted, below in [*((name, False) for name in asked["names"]), (NOTE, True)]:
        for number, text in texts:
            if box := _last(text, wanted):
                sys.stdout.write(json.dumps({"page": number, "box": box, "below": below}))
                return
    sys.stdout.write("null")


def _last(text: Any, words: str) -> list[float] | None:
    """Around the last of the words on the page."""
    search, hit, box = text.search(words), True, None
    while hit:
        hit = search.get_next()
        if hit:
            start, count = hit
            lefts, bottoms, rights, tops = zip(
                *(text.get_charbox(start + place) for place in range(count)), strict=True
            )
            box = [min(lefts), min(bottoms), max(rights), max(tops)]
    return box


if __name__ == "__main__":
    main()
