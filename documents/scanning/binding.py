"""The pages of a scan as one PDF/A-2b: each turned and cleaned, none above 200 dpi of A4."""

from __future__ import annotations

import io
from datetime import datetime

from django.conf import settings
from PIL import Image

from documents.errors import FileRefused
from documents.files import open_file
from documents.models import Scan, ScanPage
from documents.pictures import opened
from documents.render import pdf
from documents.scanning.cleaning import cleaned
from documents.scanning.rasterise import DPI, LONG, SHORT

QUALITIES = (85, 70, 55, 40, 25)
ROOM = 0.6
"""Of the largest file: what pages may take together, so that text and signatures fit beside them."""
PREVIEW = 640
TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}


def bind(scan: Scan, title: str, at: datetime) -> bytes:
    """One page in memory at a time. Raises FileRefused (no_pages, damaged)."""
    pages = list(scan.pages.select_related("file"))
    if not pages:
        raise FileRefused("no_pages")
    room = room_for(len(pages))
    return bound([packed(looked(page), room) for page in pages], title, at)


def bound(pages: list[tuple[str, bytes]], title: str, at: datetime) -> bytes:
    """Packed pictures as pages of a PDF/A-2b."""
    images = {f"{number:04d}.{ending}": content for number, (ending, content) in enumerate(pages)}
    data = {
        "title": title,
        "pages": [{"key": key, "wide": is_wide(content)} for key, content in images.items()],
    }
    return pdf("documents/scan.typ", data, images=images, at=at)


def looked(page: ScanPage, side: int = 0) -> Image.Image:
    """The page as it will be bound; `side`: a small one, for a look. Raises FileRefused."""
    with open_file(page.file) as content, opened(content, page.file.name) as picture:
        if side:
            picture.thumbnail((side, side))
        turned = picture.transpose(TURNS[page.turn]) if page.turn in TURNS else picture
        return cleaned(fitted(turned.convert("RGB")), page.cleaning)


def preview(page: ScanPage) -> bytes:
    """A small JPEG of the page as it will be bound. Raises FileRefused."""
    target = io.BytesIO()
    looked(page, PREVIEW).convert("RGB").save(target, "JPEG", quality=80)
    return target.getvalue()


def fitted(picture: Image.Image) -> Image.Image:
    """At most 200 dpi of A4, whichever way it lies."""
    wide = picture.width > picture.height
    picture.thumbnail((LONG, SHORT) if wide else (SHORT, LONG))
    return picture


def packed(picture: Image.Image, room: int) -> tuple[str, bytes]:
    """(ending, content): black and white as PNG, the rest as JPEG, as good as the room for a page allows."""
    target = io.BytesIO()
    if picture.mode == "1":
        fitted(picture).save(target, "PNG", optimize=True, dpi=(DPI, DPI))
        return "png", target.getvalue()
    picture = fitted(picture)
    for quality in QUALITIES:
        target = io.BytesIO()
        picture.save(target, "JPEG", quality=quality, dpi=(DPI, DPI))
        if target.tell() <= room:
            break
    return "jpg", target.getvalue()


def room_for(pages: int) -> int:
    """Bytes a page may have when so many go into one file."""
    return int(settings.MAX_UPLOAD_MB * 1024 * 1024 * ROOM / max(pages, 1))


def is_wide(content: bytes) -> bool:
    with Image.open(io.BytesIO(content)) as picture:
        return picture.width > picture.height
