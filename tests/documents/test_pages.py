"""Uploads through the door, files read back, documents checked by strangers."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile, File
from django.test import Client

from documents import files
from documents.codes import Marks, plain_code, shown_code, verify_address
from documents.files import store
from documents.issue import issue
from documents.models import IssuedDocument, StoredFile
from tests import people

pytestmark = pytest.mark.django_db
AT = datetime(2026, 8, 21, 2, 30, tzinfo=UTC)


class Sparse(File):
    """A file of any size that takes no room: zeros, made while they are read."""

    def __init__(self, size: int, name: str) -> None:
        super().__init__(None, name)
        self.left = self.size = size  # type: ignore[misc]

    def read(self, number: int = -1) -> bytes:
        count = self.left if number < 0 else min(number, self.left)
        self.left -= count
        return bytes(count)

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self.read(65536):
            yield chunk

    def __bool__(self) -> bool:
        return True


@pytest.fixture
def document(pdf_bytes: bytes) -> IssuedDocument:
    return issue(
        kind="M01",
        title="Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        content=pdf_bytes,
        subject=("dossier", "1"),
        agency_name="UBND phường Hải Châu",
        key="slip:1",
        at=AT,
    )


@pytest.fixture
def stored(pdf_bytes: bytes, monkeypatch: pytest.MonkeyPatch) -> StoredFile:
    monkeypatch.setattr(files, "READERS", {"draft": lambda user, _request, _id: user == people.lan()})
    name = "Giấy chứng sinh.pdf"
    return store(ContentFile(pdf_bytes), name=name, subject=("draft", "1"), owner=people.lan(), at=AT)


def test_the_owner_downloads_a_file_under_its_name(
    client: Client, stored: StoredFile, pdf_bytes: bytes
) -> None:
    people.sign_in(client, people.lan())
    answer = client.get(f"/tep/{stored.pk}/")
    assert b"".join(answer.streaming_content) == pdf_bytes  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''Gi%E1%BA%A5y")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"


def test_a_pdf_may_be_shown_in_the_page(client: Client, stored: StoredFile) -> None:
    people.sign_in(client, people.lan())
    answer = client.get(f"/tep/{stored.pk}/?inline=1")
    assert answer["Content-Disposition"].startswith("inline")
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_to_everybody_else_a_file_does_not_exist(client: Client, stored: StoredFile) -> None:
    assert client.get(f"/tep/{stored.pk}/").status_code == 404
    people.sign_in(client, people.hoa())
    assert client.get(f"/tep/{stored.pk}/").status_code == 404
    assert client.get(f"/tep/{uuid.uuid4()}/").status_code == 404


def test_a_stranger_checks_a_document_by_its_code(client: Client, document: IssuedDocument) -> None:
    typed = shown_code(document.verify_code).lower()
    answer = client.get("/xac-minh/", {"code": f" {typed} "})
    assert answer["Location"] == f"/xac-minh/{document.verify_code}/"
    page = client.get(answer["Location"]).text
    assert "Giấy tiếp nhận hồ sơ" in page
    assert "UBND phường Hải Châu" in page
    assert "21/08/2026 09:30" in page
    assert document.file.sha256 in page


@pytest.mark.parametrize("address", ["/xac-minh/?code=SAI-SAI-SAI", "/xac-minh/KHONGCO/", "/xac-minh/'--/"])
def test_a_code_nobody_issued_is_said_so(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert 'name="code"' in answer.text


def test_a_stranger_compares_the_file_they_hold(
    client: Client, document: IssuedDocument, pdf_bytes: bytes
) -> None:
    address = f"/xac-minh/{document.verify_code}/"
    same = client.post(address, {"file": ContentFile(pdf_bytes, "x.pdf")})
    other = client.post(address, {"file": ContentFile(pdf_bytes + b"\n", "x.pdf")})
    assert "notice--success" in same.text
    assert "notice--error" in other.text
    assert StoredFile.objects.count() == 1


def test_a_file_of_200_mb_gets_an_answer_with_its_size(client: Client, document: IssuedDocument) -> None:
    answer = client.post(f"/xac-minh/{document.verify_code}/", {"file": Sparse(200 * 1024 * 1024, "to.pdf")})
    assert answer.status_code == 422
    assert "200,0" in answer.text
    assert "20\xa0MB" in answer.text


def test_an_empty_or_missing_file_gets_an_answer(client: Client, document: IssuedDocument) -> None:
    address = f"/xac-minh/{document.verify_code}/"
    assert client.post(address, {"file": ContentFile(b"", "x.pdf")}).status_code == 422
    assert client.post(address, {}).status_code == 422


def test_a_document_is_issued_once_per_key(document: IssuedDocument) -> None:
    def never(_marks: Marks) -> bytes:
        raise AssertionError("the first one stands")

    again = issue(
        kind="M01", title="x", content=never, subject=("dossier", "1"), agency_name="x", key="slip:1", at=AT
    )
    assert again == document


def test_the_code_can_be_printed_on_the_document_itself(pdf_bytes: bytes) -> None:
    printed: list[str] = []

    def draw(marks: Marks) -> bytes:
        printed.append(marks.code)
        return pdf_bytes

    made = issue(
        kind="M01",
        title="05/2026 Giấy",
        content=draw,
        subject=("dossier", "1"),
        agency_name="x",
        key="k",
        at=AT,
    )
    assert printed == [made.verify_code]
    assert verify_address(made.verify_code).endswith(f"/xac-minh/{made.verify_code}/")
    assert plain_code(shown_code(made.verify_code)) == made.verify_code
    assert made.file.name == "05-2026 Giấy.pdf"
