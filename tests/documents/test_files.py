"""What may be taken in, what is refused and in which words."""

from __future__ import annotations

import hashlib
import io
import struct
import unicodedata
import zipfile
import zlib
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.test import RequestFactory
from django.utils.translation import override

from documents import files
from documents.errors import MESSAGES, FileRefused, ReaderTaken
from documents.files import hand_over, open_file, readable, register_reader, store
from documents.kinds import MOST_PIXELS
from documents.models import StoredFile
from documents.names import clean_name
from tests import people

pytestmark = pytest.mark.django_db
AT = datetime(2026, 8, 21, 2, 30, tzinfo=UTC)
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(2000)


def keep(content: bytes, name: str = "giay-chung-sinh.pdf", **more: object) -> StoredFile:
    chosen = {"subject": ("draft", "1"), "owner": None, "at": AT, **more}
    return store(ContentFile(content, name="upload"), name=name, **chosen)  # type: ignore[arg-type]


def refusal(content: bytes, name: str = "giay.pdf", **more: object) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        keep(content, name, **more)
    assert not StoredFile.objects.exists()
    return caught.value


def test_a_file_is_kept_with_its_hash_type_and_size(pdf_bytes: bytes) -> None:
    stored = keep(pdf_bytes, owner=people.lan())
    assert stored.sha256 == hashlib.sha256(pdf_bytes).hexdigest()
    assert (stored.media_type, stored.size, stored.owner) == ("application/pdf", len(pdf_bytes), people.lan())
    with open_file(stored) as content:
        assert content.read() == pdf_bytes


def test_the_path_in_storage_is_our_own(pdf_bytes: bytes) -> None:
    stored = keep(pdf_bytes, "../../etc/x.pdf")
    assert (stored.name, stored.content.name) == ("x.pdf", f"files/2026/08/21/{stored.id}")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../x.pdf", "x.pdf"),
        ("C:\\Users\\Lan\\x.pdf", "x.pdf"),
        ("  Giấy   chứng sinh .pdf ", "Giấy chứng sinh.pdf"),
        (unicodedata.normalize("NFD", "Giấy khai sinh.pdf"), "Giấy khai sinh.pdf"),
        ("a\x00b\r\nc\x1b.pdf", "abc.pdf"),
        ("anh\u202efdp.exe", "anhfdp.exe"),
        ('a<b>"c"?.pdf', "abc.pdf"),
        ("...", ""),
        ("/", ""),
        (".pdf", "pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_is_cleaned(given: str, name: str) -> None:
    assert clean_name(given) == name


def test_every_accepted_kind_is_taken(
    pdf_bytes: bytes, png_bytes: bytes, jpeg_bytes: bytes, docx_bytes: bytes
) -> None:
    kept = [
        keep(pdf_bytes, "a.PDF"),
        keep(png_bytes, "a.png"),
        keep(jpeg_bytes, "a.jpeg"),
        keep(docx_bytes, "a.docx"),
    ]
    assert [stored.media_type.split("/")[-1][-12:] for stored in kept] == [
        "pdf",
        "png",
        "jpeg",
        "mlsdocument",
    ][:3] + ["ngml.document"[-12:]]


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"").code == "empty"


def test_a_file_over_the_limit_is_refused_with_both_sizes(settings: object, pdf_bytes: bytes) -> None:
    settings.MAX_UPLOAD_MB = 1  # type: ignore[attr-defined]
    refused = refusal(pdf_bytes + bytes(1024 * 1024))
    assert refused.code == "too_large"
    with override("en"):
        assert "1.0\xa0MB" in refused.messages[0]


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [
        ("virus.exe", "type", "type"),
        ("virus.pdf", "type", "disguised"),
        ("virus.png", "type", "disguised"),
        ("virus", "type", "type"),
    ],
)
def test_a_program_is_refused_whatever_it_calls_itself(name: str, code: str, reason: str) -> None:
    refused = refusal(EXE, name)
    assert (refused.code, refused.reason) == (code, reason)


def test_a_picture_renamed_pdf_is_refused(png_bytes: bytes) -> None:
    assert refusal(png_bytes, "x.pdf").reason == "disguised"


def test_a_web_page_renamed_pdf_is_refused() -> None:
    assert refusal(b"<html><script>alert(1)</script>%PDF-1.7", "x.pdf").reason == "disguised"


def test_a_damaged_pdf_is_refused(pdf_bytes: bytes) -> None:
    assert refusal(b"%PDF-1.7\n" + bytes(500), "x.pdf").reason == "damaged"
    assert refusal(pdf_bytes[:60], "x.pdf").reason == "damaged"


def test_a_pdf_behind_a_password_is_refused(locked_pdf_bytes: bytes) -> None:
    refused = refusal(locked_pdf_bytes)
    assert (refused.code, refused.reason) == ("damaged", "locked")


def test_a_picture_cut_short_is_refused(jpeg_bytes: bytes, png_bytes: bytes) -> None:
    assert refusal(jpeg_bytes[: len(jpeg_bytes) // 2], "x.jpg").reason == "damaged"
    assert refusal(png_bytes[: len(png_bytes) // 2], "x.png").reason == "damaged"


def png_of(width: int, height: int) -> bytes:
    """A few hundred bytes that claim to be a huge picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(100)))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [MOST_PIXELS // 14_000, 60_000])
def test_a_picture_that_would_burst_the_memory_is_refused(side: int) -> None:
    refused = refusal(png_of(side, 15_000), "x.png")
    assert (refused.code, refused.reason) == ("too_large", "too_many_pixels")


def test_a_document_with_macros_or_without_text_is_refused() -> None:
    for inside in (["word/document.xml", "word/vbaProject.bin"], ["readme.txt"]):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name in inside:
                package.writestr(name, "x")
        assert refusal(out.getvalue(), "x.docx").reason == "disguised"


def test_a_field_may_accept_fewer_kinds(pdf_bytes: bytes, png_bytes: bytes) -> None:
    assert refusal(pdf_bytes, "a.pdf", accept=[".jpg", ".PNG"]).reason == "type"
    assert keep(png_bytes, "a.png", accept=[".jpg", ".PNG"]).name == "a.png"


def test_every_refusal_has_its_words() -> None:
    sizes = {"name": "x.pdf", "size": 5, "limit": 1, "accepted": "PDF", "pages": 9, "most": 5}
    for reason in MESSAGES:
        with override("vi"):
            assert "%(" not in FileRefused(reason, **sizes).messages[0]


def test_files_are_handed_over_to_another_subject_once(pdf_bytes: bytes) -> None:
    mine, other = keep(pdf_bytes), keep(pdf_bytes, subject=("draft", "2"))
    ids = [str(mine.pk), str(other.pk)]
    assert hand_over(ids, ("draft", "1"), ("dossier", "9")) == 1
    assert hand_over(ids, ("draft", "1"), ("dossier", "9")) == 0
    other.refresh_from_db()
    assert (other.subject_kind, other.subject_id) == ("draft", "2")


def test_only_the_room_that_has_the_file_lets_read_it(
    pdf_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "READERS", {})
    stored, request = keep(pdf_bytes), RequestFactory().get("/")
    request.user = people.lan()
    assert not readable(request, stored)
    register_reader("draft", lambda user, _request, subject_id: user == people.lan() and subject_id == "1")
    assert readable(request, stored)
    request.user = people.hoa()
    assert not readable(request, stored)
    with pytest.raises(ReaderTaken):
        register_reader("draft", lambda *_args: True)
