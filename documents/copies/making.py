"""The certified copy as a document: the pages of the scan, and the certification on the last or on its own.

NĐ 45/2020/NĐ-CP, Thông tư 01/2020/TT-BTP: words, number, book, day, who signs, the agency's seal.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from PIL import Image

from documents.codes import Marks
from documents.errors import FileRefused
from documents.models import SignatureKind
from documents.render import pdf
from documents.scanning.binding import fitted, is_wide, packed, room_for
from documents.scanning.rasterise import TooHeavy, drawn
from documents.signing.asking import Wanted

KIND = "BSCT"
MOST_PAGES = 200
AREA = (567.0, 785.0)
"""Points a page's picture may take, above the line with marks."""
BLOCK = 262.0
"""Points the certification takes at the foot of a page."""
SIGNED = [376, 62, 504, 132]
SEALED = [316, 46, 418, 148]
"""Boxes in points from the lower left, as documents/signing/looks.py lays them: 45 mm of signature, the seal
of 36 mm over its left third."""
INK = 70
"""How much darker than the brightest spot a row of a page must be to count as written on."""


@dataclass(frozen=True)
class Said:
    """What the certification says. words: its paragraphs. signer, name: above and below the signature."""

    title: str
    agency: str
    number: str
    book: str
    words: list[str]
    signer: str
    place: str
    day: str
    name: str = ""


@dataclass(frozen=True)
class Pages:
    """The pages of a scan, ready to be drawn; own: the certification stands on a page of its own."""

    pictures: list[tuple[str, bytes]] = field(repr=False)
    own: bool

    @property
    def count(self) -> int:
        return len(self.pictures)

    @property
    def of(self) -> int:
        """Pages of the whole document."""
        return self.count + self.own


def pages_of(scan: bytes, name: str, count: int) -> Pages:
    """Drawn anew at 200 dpi, whatever else the PDF holds. Raises FileRefused (too_many_pages, too_heavy)."""
    if count > MOST_PAGES:
        raise FileRefused("too_many_pages", name=name, pages=count, most=MOST_PAGES)
    room, blank = room_for(count), 0.0
    pictures = []
    try:
        for content in drawn(scan):
            with Image.open(io.BytesIO(content)) as opened:
                picture = fitted(opened.convert("RGB"))
            blank = blank_below(picture)
            pictures.append(packed(picture, room))
    except TooHeavy:
        raise FileRefused("too_heavy", name=name) from None
    return Pages(pictures, own=blank < BLOCK)


def blank_below(picture: Image.Image) -> float:
    """Points of the page below the last thing written on it, as it will be placed; 0 for one that lies."""
    if picture.width > picture.height:
        return 0.0
    scale = min(AREA[0] / picture.width, AREA[1] / picture.height)
    grey = picture.convert("L").resize((picture.width // 8, picture.height // 4), Image.Resampling.BOX)
    paper = grey.getextrema()[1]
    marked = grey.point(lambda value: 255 if value < paper - INK else 0).getbbox()  # type: ignore[operator]
    lowest = marked[3] / grey.height if marked else 0.0
    return AREA[1] - lowest * picture.height * scale


def wanted(pages: Pages, agency_code: str) -> Sequence[Wanted]:
    """The leader's signature, then by itself the agency's seal, on the page with the certification."""
    last = pages.of - 1
    return (
        Wanted(SignatureKind.PERSONAL, agency_code, look={"page": last, "box": SIGNED}),
        Wanted(SignatureKind.SEAL, agency_code, automatic=True, look={"page": last, "box": SEALED}),
    )


def made(pages: Pages, said: Said, printed: Marks, at: datetime) -> bytes:
    """The PDF/A-2b, not signed yet. Raises TemplateBroken."""
    images = {f"{number:04d}.{ending}": content for number, (ending, content) in enumerate(pages.pictures)}
    data: dict[str, Any] = {
        "title": said.title,
        "agency": said.agency,
        "number": said.number,
        "book": said.book,
        "words": said.words,
        "signer": said.signer,
        "name": said.name,
        "place": said.place,
        "day": said.day,
        "pages": [{"key": key, "wide": is_wide(content)} for key, content in images.items()],
        "own": pages.own,
        "code": printed.shown,
    }
    images["qr.svg"] = printed.qr
    return pdf("documents/certified_copy.typ", data, images=images, at=at)
