"""Paper as people photograph it, and files meant to do harm, made for the tests."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject

ORIENTATION = 0x0112
WORDS = "Cộng hòa xã hội chủ nghĩa Việt Nam"


def paper(number: int = 1, size: tuple[int, int] = (1200, 1600)) -> Image.Image:
    """A page with words, a red seal and a shadow over its right half."""
    picture = Image.new("RGB", size, (235, 232, 225))
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=size[0] // 26)
    for line in range(12):
        draw.text(
            (size[0] // 12, size[1] // 16 * (line + 1)), f"{WORDS} {number}", fill=(30, 30, 40), font=font
        )
    ring = [size[0] // 2, size[1] * 3 // 4, size[0] * 3 // 4, size[1] * 3 // 4 + size[0] // 4]
    draw.ellipse(ring, outline=(200, 30, 30), width=size[0] // 80)
    shade = Image.new("L", size, 0)
    ImageDraw.Draw(shade).rectangle([size[0] // 2, 0, *size], fill=90)
    return Image.composite(Image.new("RGB", size, (60, 60, 60)), picture, shade.point(lambda v: v))


def photo(number: int = 1, *, turned: int = 1, size: tuple[int, int] = (1200, 1600)) -> bytes:
    """A JPEG as a phone writes it; `turned`: EXIF orientation (6: held upright, stored lying)."""
    picture = paper(number, size)
    if turned == 6:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=85, exif=exif)
    return target.getvalue()


def in_kind(kind: str, mode: str = "RGB", size: tuple[int, int] = (600, 800)) -> bytes:
    target = io.BytesIO()
    paper(1, size).convert(mode).save(target, kind)
    return target.getvalue()


def pdf(pages: int = 1, *, script: bool = False, password: str = "", size: float = 0) -> bytes:
    """Blank pages of A4, or so many points wide and high."""
    writer, target = PdfWriter(), io.BytesIO()
    for _number in range(pages):
        writer.add_blank_page(size or 595, size or 842)
    if script:
        action = {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.beep(0)"),
        }
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    if password:
        writer.encrypt(password)
    writer.write(target)
    return target.getvalue()


def bomb_in_pdf(side: int = 40_000) -> bytes:
    """A page with a picture of 4.8 GB unpacked in a few kilobytes, packed twice."""
    import zlib

    packer = zlib.compressobj(9)
    row = bytes(side * 3)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    picture = StreamObject()
    picture._data = zlib.compress(data, 9)
    picture.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(side),
            NameObject("/Height"): NumberObject(side),
            NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
            NameObject("/BitsPerComponent"): NumberObject(8),
            NameObject("/Filter"): _filters(),
        }
    )
    held = writer._add_object(picture)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/Im0"): held})}
    )
    drawing = StreamObject()
    drawing._data = b"q 595 0 0 842 0 0 cm /Im0 Do Q"
    page[NameObject("/Contents")] = writer._add_object(drawing)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _filters() -> object:
    from pypdf.generic import ArrayObject

    return ArrayObject([NameObject("/FlateDecode"), NameObject("/FlateDecode")])
