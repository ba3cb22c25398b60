"""Pages of a PDF as JPEGs, drawn by a process of its own with little memory and time.

Scripts in it never run: pdfium is built without them, and what is kept is only how the pages look.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from documents import apart

if TYPE_CHECKING:
    from collections.abc import Iterator

MEMORY = 1536 * 1024 * 1024
SECONDS = 60
DPI = 200
LONG, SHORT = 2339, 1654  # pixels of A4 at 200 dpi
QUALITY = 88


class TooHeavy(Exception):
    """The process that draws ran out of memory or time, or could not read the file."""


def drawn(content: bytes, first: int = 0, last: int | None = None) -> Iterator[bytes]:
    """JPEGs of the pages first … last (from 0, `last` with it), one in memory at a time. Raises TooHeavy."""
    with TemporaryDirectory(prefix="pages-") as folder:
        _draw({"folder": folder, "first": first, "last": last}, content)
        for page in sorted(Path(folder).glob("*.jpg")):
            yield page.read_bytes()


def _draw(asked: dict[str, object], content: bytes) -> None:
    try:
        apart.ask("documents.scanning.rasterise", asked, content, seconds=SECONDS).check_returncode()
    except subprocess.SubprocessError as failed:
        raise TooHeavy from failed


def main() -> None:
    """In the process of its own: the limits stand before anything large is imported."""
    asked, content = apart.told(memory=MEMORY, seconds=SECONDS)
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    document.init_forms()
    last = len(document) - 1 if asked["last"] is None else asked["last"]
    for number in range(asked["first"], last + 1):
        page = document[number]
        width, height = page.get_size()
        scale = min(DPI / 72, LONG / max(width, height, 1), SHORT / max(min(width, height), 1))
        picture = page.render(scale=scale).to_pil().convert("RGB")
        picture.save(Path(asked["folder"]) / f"{number:05d}.jpg", "JPEG", quality=QUALITY, dpi=(DPI, DPI))
        page.close()


if __name__ == "__main__":
    main()
