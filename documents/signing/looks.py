"""What is seen of a signature on the page (NĐ 30/2020/NĐ-CP, Phụ lục I).

A person: the picture of the written signature, blue, between title and name. The seal: red, in its real size,
over the left third of the signature. An appendix in a file of its own: number and symbol of its document and
the time, in black at the top right of the first page.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from documents.models import Signature, SignatureKind, SigningKey
from documents.render import marks, pdf
from documents.signing.pades import Box, Seen
from documents.signing.sheets import Sheet, sheets_of

MM = 72 / 25.4
WRITTEN = 45 * MM  # how wide the written signature is at most
SEAL = 36 * MM  # diameter of an agency's round seal
SEAL_LEFT = SEAL - WRITTEN / 3  # how far it stands out to the left of the signature
CORNER = (62 * MM, 12 * MM)
EDGE = 10 * MM  # of the corner's text from the edges of the page
A4 = Sheet((0.0, 0.0, 595.28, 841.89))
CORNER_KEY = "corner"

Look = dict[str, Any]


def places(
    template: str, data: Mapping[str, Any], images: Mapping[str, bytes] | None = None
) -> list[dict[str, Look]]:
    """{kind of signature: look} for each `#sign-here()` of a template, in order. Raises TemplateBroken."""
    return [at_place(one) for one in marks(template, data, "sign-here", images=images)]


def at_place(place: Mapping[str, float]) -> dict[str, Look]:
    """`place`: page from 1, x of the middle, y of the top and height, in points from the top left of A4."""
    high = float(place["height"])
    return looks_at(int(place["page"]) - 1, A4, (place["x"], place["y"] + high / 2), high)


def looks_at(
    page: int, sheet: Sheet, middle: tuple[float, float], high: float, scale: float = 1.0
) -> dict[str, Look]:
    """`middle` of the written signature as seen, `high` in points; scale: of widths, on too small a page."""
    (x, y), half, seal = middle, WRITTEN * scale / 2, SEAL * scale
    left = x - half - SEAL_LEFT * scale
    seen = {
        SignatureKind.PERSONAL: (x - half, y - high / 2, x + half, y + high / 2),
        SignatureKind.SEAL: (left, y - seal / 2, left + seal, y + seal / 2),
    }
    turned = {"turn": sheet.turn} if sheet.turn else {}
    return {kind: {"page": page, "box": list(sheet.to_pdf(box)), **turned} for kind, box in seen.items()}


def corner(number: str) -> Look:
    """Of an appendix: `number`: number and symbol of the document it belongs to."""
    return {CORNER_KEY: number}


def seen(signature: Signature, key: SigningKey, content: bytes, at: datetime) -> Seen | None:
    """None: the signature is invisible."""
    look = signature.look
    if CORNER_KEY in look:
        lines = [look[CORNER_KEY], told(at)] if look[CORNER_KEY] else [told(at)]
        box, turn = _corner(content)
        return Seen(0, box, _text(box, turn, lines, right=True))
    if "box" not in look:
        return None
    left, bottom, right, top = look["box"]
    box, turn = (float(left), float(bottom), float(right), float(top)), int(look.get("turn", 0))
    page = int(look.get("page", 0))
    if key.image:
        return Seen(page, box, _image(bytes(key.image), *_size(box), turn))
    return Seen(page, box, _text(box, turn, [told(at)], right=False))


def told(at: datetime) -> str:
    """dd/MM/yyyy HH:mm:ss +07:00"""
    here = timezone.localtime(at, timezone.get_default_timezone())
    offset = f"{here:%z}"
    return f"{here:%d/%m/%Y %H:%M:%S} {offset[:3]}:{offset[3:]}"


def _corner(content: bytes) -> tuple[Box, int]:
    sheet = sheets_of(content)[0]
    right = sheet.width - EDGE
    return sheet.to_pdf((right - CORNER[0], EDGE, right, EDGE + CORNER[1])), sheet.turn


def _size(box: Box) -> tuple[float, float]:
    return (round(box[2] - box[0], 2), round(box[3] - box[1], 2))


@lru_cache(maxsize=64)  # a batch puts the same picture on every document
def _image(image: bytes, width: float, height: float, turn: int) -> bytes:
    said = {"width": width, "height": height, "turn": turn}
    return pdf("documents/look_image.typ", said, images={"look.png": image})


def _text(box: Box, turn: int, lines: list[str], *, right: bool) -> bytes:
    width, height = _size(box)
    said = {"width": width, "height": height, "turn": turn, "lines": lines, "right": right}
    return pdf("documents/look_text.typ", said)
