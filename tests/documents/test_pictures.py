"""Pictures and scans: measured, turned, cut to 3×4, made small; the kept file stays as it was."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject

from documents import pictures
from documents.errors import FileRefused
from documents.files import open_file, remade, store
from documents.models import StoredFile

NOW = datetime(2025, 9, 3, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def picture(width: int, height: int, kind: str = "JPEG", **more: Any) -> bytes:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    target = io.BytesIO()
    image.save(target, kind, **more)
    return target.getvalue()


def pdf(*, signed: bool = False) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 100)
    writer.add_blank_page(200, 100)
    if signed:
        form = DictionaryObject({NameObject("/SigFlags"): NumberObject(3)})
        writer.root_object[NameObject("/AcroForm")] = form
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def kept(name: str, content: bytes) -> StoredFile:
    return store(ContentFile(content, name=name), name=name, subject=("draft", "1"), owner=None, at=NOW)


def changed(stored: StoredFile, change: Any) -> StoredFile:
    with open_file(stored) as content:
        return remade(stored, change(stored, content), by=None, at=NOW)


def seen(stored: StoredFile) -> Image.Image:
    with open_file(stored) as content:
        image = Image.open(io.BytesIO(content.read()))
    return image.convert("RGB")


def test_a_list_knows_the_size_of_a_picture_and_the_pages_of_a_pdf() -> None:
    assert kept("a.jpg", picture(300, 200)).about == {"width": 300, "height": 200}
    assert kept("a.pdf", pdf()).about == {"pages": 2}
    assert kept("a.pdf", pdf(signed=True)).about == {"pages": 2, "signed": True}


def test_a_phone_held_upright_is_measured_and_turned_as_it_is_seen() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera lay on its side: shown turned clockwise
    exif[0x010F] = "a maker"
    stored = kept("a.jpg", picture(400, 300, exif=exif.tobytes()))
    assert stored.about == {"width": 300, "height": 400}
    turned = changed(stored, pictures.turned)
    assert turned.about == {"width": 400, "height": 300}
    with open_file(turned) as content:
        assert not Image.open(content).getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_turning_makes_a_new_file_of_the_same_name_and_kind(kind: str) -> None:
    stored = kept("a.png" if kind == "PNG" else "a.jpg", picture(300, 200, kind))
    turned = changed(stored, pictures.turned)
    assert (turned.name, turned.media_type) == (stored.name, stored.media_type)
    assert turned.about == {"width": 200, "height": 300}
    red, green, blue = seen(turned).getpixel((100, 10))  # the left side is the top now
    assert red > 200 > 60 > blue
    assert StoredFile.objects.get(pk=stored.pk).sha256 == stored.sha256


def test_every_page_of_a_scan_is_turned_but_not_of_a_signed_paper() -> None:
    turned = changed(kept("a.pdf", pdf()), pictures.turned)
    with open_file(turned) as content:
        assert [page.rotation for page in PdfReader(content).pages] == [90, 90]
    signed = kept("a.pdf", pdf(signed=True))
    assert not pictures.may_turn(signed)
    with pytest.raises(FileRefused):
        changed(signed, pictures.turned)


@pytest.mark.parametrize("size", [(800, 600), (600, 1200), (303, 401), (90, 90)])
def test_the_middle_of_a_picture_is_3_by_4(size: tuple[int, int]) -> None:
    about = changed(kept("a.jpg", picture(*size)), pictures.cut).about
    assert abs(about["width"] / about["height"] - 3 / 4) < 0.02


def test_a_small_picture_is_small_and_there_is_none_of_a_pdf() -> None:
    stored = kept("a.png", picture(3000, 2000, "PNG"))
    with open_file(stored) as content:
        small = Image.open(io.BytesIO(pictures.small(stored, content)))
        middle = Image.open(io.BytesIO(pictures.small(stored, content, middle=True)))
    assert small.format == "JPEG"
    assert max(small.size) == pictures.SIDE
    assert middle.size == (180, 240)
    with pytest.raises(FileRefused):
        pictures.small(kept("a.pdf", pdf()), io.BytesIO(pdf()))


def test_a_picture_of_an_iphone_becomes_a_jpeg() -> None:
    stored = kept("IMG_1.HEIC", picture(300, 200, "HEIF"))
    assert (stored.name, stored.media_type) == ("IMG_1.jpg", "image/jpeg")
    with pytest.raises(FileRefused) as refused:
        kept("IMG_2.heic", b"ftypheic nothing")
    assert refused.value.code == "damaged"


def test_a_drawing_that_lets_the_ground_through_gets_a_white_one() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(target, "PNG")
    stored = kept("a.png", target.getvalue())
    with open_file(stored) as content:
        small = Image.open(io.BytesIO(pictures.small(stored, content))).convert("RGB")
    assert small.getpixel((5, 5)) == (255, 255, 255)
