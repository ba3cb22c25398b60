"""For programs: files one may read, documents anybody may check."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from documents import files
from documents.codes import shown_code
from documents.files import store
from documents.issue import issue
from tests import people

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.documents.addresses")]
AT = datetime(2026, 8, 21, 2, 30, tzinfo=UTC)


def test_a_program_reads_what_a_person_may_read(
    client: Client, pdf_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "READERS", {"draft": lambda user, _request, _id: user == people.lan()})
    stored = store(ContentFile(pdf_bytes), name="x.pdf", subject=("draft", "1"), owner=None, at=AT)
    assert client.get(f"/api/v1/files/{stored.pk}").status_code == 404
    people.sign_in(client, people.lan())
    answer = client.get(f"/api/v1/files/{stored.pk}")
    assert b"".join(answer.streaming_content) == pdf_bytes  # type: ignore[attr-defined]


def test_a_program_checks_a_document(client: Client, pdf_bytes: bytes) -> None:
    said = {"kind": "M01", "title": "Giấy tiếp nhận hồ sơ", "agency_name": "UBND phường Hải Châu"}
    document = issue(**said, content=pdf_bytes, subject=("dossier", "1"), key="slip:1", at=AT)
    answer = client.get(f"/api/v1/documents/{shown_code(document.verify_code)}")
    assert answer.json() == {
        **said,
        "verify_code": document.verify_code,
        "number": "",
        "issued_at": "2026-08-21T09:30:00+07:00",
        "sha256": document.file.sha256,
        "certifies": "",
        "state": "in_force",
        "ended_at": None,
        "reason": "",
        "replaced_by": None,
        "signatures": [],
    }
    assert client.get("/api/v1/documents/KHONGCO").status_code == 404
