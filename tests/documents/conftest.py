"""Files as people really send them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest
from PIL import Image
from pypdf import PdfWriter

from documents.proving import guarded
from tests.documents.s3 import s3_url

__all__ = ["s3_url"]


@pytest.fixture
def many_are_examined(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As many files of strangers are being read as may be at once, and nobody waits long."""
    monkeypatch.setattr(guarded, "SECONDS", 0.01)
    for _ in range(guarded.AT_ONCE):
        guarded._places.acquire()
    yield
    for _ in range(guarded.AT_ONCE):
        guarded._places.release()


@pytest.fixture(scope="session")
def pdf_bytes() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


@pytest.fixture(scope="session")
def locked_pdf_bytes() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret")
    writer.write(out)
    return out.getvalue()


def picture(kind: str, size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(out, kind)
    return out.getvalue()


@pytest.fixture(scope="session")
def png_bytes() -> bytes:
    return picture("PNG")


@pytest.fixture(scope="session")
def jpeg_bytes() -> bytes:
    return picture("JPEG", (300, 200))


@pytest.fixture(scope="session")
def docx_bytes() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()
