"""What can be done with a picture or a scan: measured, turned, cut to 3×4, made small for a look.

Nothing here changes a file that is kept: each function gives new content, which is stored beside the old.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from documents.errors import FileRefused
from documents.models import StoredFile
from documents.stumbles import STUMBLES

try:  # phones of some makers take pictures as HEIC, which few programs open
    from pillow_heif import register_heif_opener

    register_heif_opener()
    HEIC: tuple[str, ...] = ("heic", "heif")
except ImportError:  # pragma: no cover
    HEIC = ()

PICTURES = ("image/jpeg", "image/png")
TURNABLE = (*PICTURES, "application/pdf")
MOST_PIXELS = 64_000_000  # unpacked whole in memory: what phones of today take
SIDE = 240  # of the small picture shown in lists
RATIO = (3, 4)
QUALITY = 90
TURNED_BY_CAMERA = (5, 6, 7, 8)  # EXIF: width and height change places


def measures(stream: IO[bytes], media_type: str) -> dict[str, Any]:
    """Of a file that opens: {"width", "height"} of a picture as seen, {"pages", "signed", "locked"}, {}."""
    stream.seek(0)
    try:
        if media_type in PICTURES:
            with Image.open(stream, formats=("PNG", "JPEG")) as picture:
                width, height = picture.size
                if picture.getexif().get(0x0112) in TURNED_BY_CAMERA:
                    width, height = height, width
                return {"width": width, "height": height}
        if media_type == "application/pdf":
            reader = PdfReader(stream)
            said = {"signed": _signed(reader), "locked": reader.is_encrypted}
            return {"pages": len(reader.pages), **{name: True for name, so in said.items() if so}}
    except (PyPdfError, *STUMBLES):
        return {}
    finally:
        stream.seek(0)
    return {}


def turned(stored: StoredFile, content: IO[bytes]) -> ContentFile[bytes]:
    """The file turned clockwise by a quarter. Raises FileRefused: signed, of another kind, too large."""
    if stored.media_type not in TURNABLE or not may_turn(stored):
        raise FileRefused("not_turnable", name=stored.name)
    if stored.media_type == "application/pdf":
        return _turned_pdf(stored, content)
    with opened(content, stored.name) as picture:
        return _saved(picture.transpose(Image.Transpose.ROTATE_270), picture.info, stored.media_type)


def may_turn(stored: StoredFile) -> bool:
    """Whether a button for it is offered: turning a signed PDF would break its signature."""
    about = stored.about
    return stored.media_type in TURNABLE and not about.get("signed") and not _huge(about)


def cut(stored: StoredFile, content: IO[bytes]) -> ContentFile[bytes]:
    """The middle of the picture in the ratio 3×4. Raises FileRefused."""
    with opened(content, stored.name) as picture:
        return _saved(_middle(picture), picture.info, stored.media_type)


def small(stored: StoredFile, content: IO[bytes], *, middle: bool = False) -> bytes:
    """A small JPEG of a picture, or of its middle in 3×4. Raises FileRefused when it cannot be made."""
    if stored.media_type not in PICTURES or _huge(stored.about):
        raise FileRefused("damaged", name=stored.name)
    with opened(content, stored.name, side=SIDE) as picture:
        shown = _middle(picture) if middle else picture
        shown.thumbnail((SIDE, SIDE))
        return bytes(_saved(shown, {}, "image/jpeg").read())


def as_jpeg(upload: File[bytes], name: str) -> ContentFile[bytes]:
    """A phone's HEIC picture as JPEG, upright. Raises FileRefused."""
    with opened(upload, name, formats=("HEIF",)) as picture:
        return _saved(picture, picture.info, "image/jpeg")


@contextmanager
def opened(
    content: IO[bytes], name: str, *, side: int = 0, formats: tuple[str, ...] = ("PNG", "JPEG")
) -> Iterator[Image.Image]:
    """The picture, upright as the camera was held; `side`: only so large. Raises FileRefused."""
    try:
        content.seek(0)
        with Image.open(content, formats=formats) as picture:
            if picture.width * picture.height > MOST_PIXELS and not (side and picture.format == "JPEG"):
                raise FileRefused("too_many_pixels", name=name, size=getattr(content, "size", 0))
            if side:
                picture.draft(None, (side * 2, side * 2))
            upright = ImageOps.exif_transpose(picture)
            upright.load()
            yield upright
    except Image.DecompressionBombError:
        raise FileRefused("too_many_pixels", name=name, size=getattr(content, "size", 0)) from None
    except STUMBLES as damage:
        raise FileRefused("damaged", name=name) from damage


def _huge(about: dict[str, Any]) -> bool:
    return int(about.get("width", 0)) * int(about.get("height", 0)) > MOST_PIXELS


def _middle(picture: Image.Image) -> Image.Image:
    wide, high = picture.size
    width = min(wide, high * RATIO[0] // RATIO[1])
    height = min(high, width * RATIO[1] // RATIO[0])
    left, top = (wide - width) // 2, (high - height) // 2
    return picture.crop((left, top, left + width, top + height))


def _saved(picture: Image.Image, info: Mapping[Any, Any], media_type: str) -> ContentFile[bytes]:
    """As JPEG or PNG, with its colours but without what the camera wrote of place and time."""
    kept = {"icc_profile": info["icc_profile"]} if info.get("icc_profile") else {}
    target = io.BytesIO()
    if media_type == "image/png":
        picture.save(target, "PNG", **kept)
    else:
        if picture.mode not in ("L", "RGB", "CMYK"):
            picture, kept = _on_white(picture), {}
        picture.save(target, "JPEG", quality=QUALITY, **kept)
    return ContentFile(target.getvalue())


def _on_white(picture: Image.Image) -> Image.Image:
    layer = picture.convert("RGBA")
    ground = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(ground, layer).convert("RGB")


def _signed(reader: PdfReader) -> bool:
    root: Any = reader.trailer["/Root"]
    form = root.get("/AcroForm")
    return bool(form and int(form.get_object().get("/SigFlags", 0)) & 1)


def _turned_pdf(stored: StoredFile, content: IO[bytes]) -> ContentFile[bytes]:
    target = io.BytesIO()
    try:
        writer = PdfWriter(clone_from=PdfReader(content))
        for page in writer.pages:
            page.rotate(90)
        writer.write(target)
    except (PyPdfError, *STUMBLES) as damage:
        raise FileRefused("not_turnable", name=stored.name) from damage
    return ContentFile(target.getvalue())
