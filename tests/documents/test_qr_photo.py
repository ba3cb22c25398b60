"""A QR code is read from a photograph where the browser reads none."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from documents.models import IssuedDocument
from tests.documents import authority, heavy
from themes.marks import qr_png

pytestmark = pytest.mark.django_db


def code(text: str) -> Image.Image:
    return Image.open(io.BytesIO(qr_png(text))).convert("RGB")


def photo(text: str, kind: str = "JPEG", turned: float = 11) -> bytes:
    """A sheet with the code on it, somewhat turned, as a phone takes it."""
    sheet = Image.new("RGB", (2400, 3200), "white")
    sheet.paste(code(text), (1300, 2200))
    taken = io.BytesIO()
    sheet.rotate(turned, fillcolor="gray").save(taken, kind)
    return taken.getvalue()


def read(client: Client, picture: bytes) -> Any:
    return client.post("/xac-minh/", {"read": "qr", "photo": ContentFile(picture, "anh.jpg")})


@pytest.fixture
def document() -> IssuedDocument:
    return authority.waiting(())


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_a_photo_of_the_code_leads_to_its_document(
    client: Client, document: IssuedDocument, kind: str
) -> None:
    address = f"https://motcua.example.vn/xac-minh/{document.verify_code}/#{document.token}"
    answer = read(client, photo(address, kind))
    assert answer.status_code == 302
    assert answer["Location"] == f"/xac-minh/{document.verify_code}/"


def test_of_several_codes_the_document_s_is_taken(client: Client, document: IssuedDocument) -> None:
    both = Image.new("L", (1400, 700), 255)
    for left, text in ((0, "000201010212"), (700, f"https://x.vn/verify/{document.verify_code}")):
        both.paste(code(text), (left + 50, 100))
    taken = io.BytesIO()
    both.save(taken, "PNG")
    assert read(client, taken.getvalue())["Location"] == f"/xac-minh/{document.verify_code}/"


def test_a_code_nobody_knows_is_said_not_to_be_issued_here(client: Client) -> None:
    answer = read(client, photo("https://motcua.example.vn/xac-minh/K7QM2XPD9RTA/#a.b.c"))
    assert answer.status_code == 404
    assert "Không có văn bản nào mang mã này" in answer.text


@pytest.mark.parametrize(
    "picture", [photo("https://example.vn/"), b"", b"GIF89a", heavy.locked(), photo("x")[:3000]]
)
def test_a_picture_without_a_code_of_ours_is_said_beside_the_field(client: Client, picture: bytes) -> None:
    answer = read(client, picture)
    assert answer.status_code == 422
    assert "Không tìm thấy mã QR của cổng này trong ảnh" in answer.text
    assert read(client, b"").status_code == 422
    assert client.post("/xac-minh/", {"read": "qr"}).status_code == 422


def test_a_picture_that_unpacks_to_gigabytes_reads_as_none(client: Client) -> None:
    packed = io.BytesIO()
    Image.new("1", (30_000, 30_000), 1).save(packed, "PNG")
    assert read(client, packed.getvalue()).status_code == 422


@pytest.mark.usefixtures("many_are_examined")
def test_while_many_files_are_read_the_next_photo_waits(client: Client) -> None:
    assert read(client, photo("x")).status_code == 503
