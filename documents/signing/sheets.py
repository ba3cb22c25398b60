"""A page of a PDF as it is seen, whatever its size, turn and edges: where something lies on it.

"Seen" is measured from the top left of the page as readers show it, in points of paper (1/72 inch); a PDF
measures from the lower left of its own sheet, before the page is turned.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import RectangleObject

from documents.signing.pades import Box


@dataclass(frozen=True)
class Sheet:
    """edges: of what is seen, in the PDF's measure; turn: 0, 90, 180 or 270 degrees clockwise when shown;
    unit: points of paper that one of the PDF's are (UserUnit)."""

    edges: Box
    turn: int = 0
    unit: float = 1.0

    @property
    def width(self) -> float:
        """As seen."""
        left, bottom, right, top = self.edges
        return (top - bottom if self.turn in (90, 270) else right - left) * self.unit

    @property
    def height(self) -> float:
        """As seen."""
        left, bottom, right, top = self.edges
        return (right - left if self.turn in (90, 270) else top - bottom) * self.unit

    def to_pdf(self, seen: Box) -> Box:
        """(left, top, right, bottom) as seen -> (left, bottom, right, top) of the PDF."""
        return _box(*self._point(seen[0], seen[1]), *self._point(seen[2], seen[3]))

    def to_seen(self, box: Box) -> Box:
        """The way back: (left, top, right, bottom) as seen."""
        return _box(*self._seen(box[0], box[1]), *self._seen(box[2], box[3]))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.edges
        x, y = x / self.unit, y / self.unit
        return {
            0: (left + x, top - y),
            90: (left + y, bottom + x),
            180: (right - x, bottom + y),
            270: (right - y, top - x),
        }[self.turn]

    def _seen(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self.edges
        across, down = {
            0: (x - left, top - y),
            90: (y - bottom, x - left),
            180: (right - x, y - bottom),
            270: (top - y, right - x),
        }[self.turn]
        return across * self.unit, down * self.unit


def sheets_of(pdf: bytes) -> list[Sheet]:
    """Every page. Raises what pypdf raises for what is no sound PDF."""
    return [sheet_of(page) for page in PdfReader(io.BytesIO(pdf)).pages]


def sheet_of(page: PageObject) -> Sheet:
    """What readers show: the crop box as far as it lies in the media box, else the media box."""
    paper, cut = _edges(page.mediabox), _edges(page.cropbox)
    seen = (max(paper[0], cut[0]), max(paper[1], cut[1]), min(paper[2], cut[2]), min(paper[3], cut[3]))
    if seen[0] >= seen[2] or seen[1] >= seen[3]:
        seen = paper
    unit: Any = page.get("/UserUnit", 1)
    return Sheet(seen, int(page.rotation or 0) % 360 // 90 * 90, float(unit) or 1.0)


def _edges(box: RectangleObject) -> Box:
    left, bottom, right, top = (float(one) for one in box)
    return _box(left, bottom, right, top)


def _box(x1: float, y1: float, x2: float, y2: float) -> Box:
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
