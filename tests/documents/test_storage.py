"""One contract for every place files may lie: what is stored comes back the same, and only through us."""

from __future__ import annotations

import urllib.error
import urllib.request
import uuid
from datetime import UTC, datetime

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from documents import files
from documents.files import open_file, store
from documents.models import StoredFile
from portal.settings import _file_storage

pytestmark = pytest.mark.django_db
AT = datetime(2026, 8, 21, 2, 30, tzinfo=UTC)


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.s3)], autouse=True)
def place(request: pytest.FixtureRequest, settings: object, monkeypatch: pytest.MonkeyPatch) -> str:
    url = request.getfixturevalue("s3_url") if request.param == "s3" else ""
    settings.STORAGES = {**settings.STORAGES, "default": _file_storage(url)}  # type: ignore[attr-defined]
    monkeypatch.setattr(files, "READERS", {"draft": lambda *_args: True})
    return str(request.param)


def kept(content: bytes) -> StoredFile:
    name = "Giấy chứng sinh.pdf"
    return store(ContentFile(content), name=name, subject=("draft", "1"), owner=None, at=AT)


def test_a_file_comes_back_as_it_was(pdf_bytes: bytes) -> None:
    stored = StoredFile.objects.get(pk=kept(pdf_bytes + b"%" * 6_000_000).pk)
    with open_file(stored) as content:
        assert content.read() == pdf_bytes + b"%" * 6_000_000


def test_the_same_name_twice_is_two_files(pdf_bytes: bytes) -> None:
    first, second = kept(pdf_bytes), kept(pdf_bytes + b"\n")
    assert first.content.name != second.content.name
    with open_file(first) as content:
        assert content.read() == pdf_bytes


def test_a_file_is_served_by_the_portal(client: Client, pdf_bytes: bytes) -> None:
    answer = client.get(f"/tep/{kept(pdf_bytes).pk}/")
    assert b"".join(answer.streaming_content) == pdf_bytes  # type: ignore[attr-defined]


def test_a_file_missing_from_its_place_is_not_found(client: Client, pdf_bytes: bytes) -> None:
    stored = kept(pdf_bytes)
    stored.content.storage.delete(stored.content.name)
    assert client.get(f"/tep/{stored.pk}/").status_code == 404
    assert client.get(f"/tep/{uuid.uuid4()}/").status_code == 404


def test_nobody_reads_around_the_portal(place: str, pdf_bytes: bytes) -> None:
    if place == "folder":
        pytest.skip("a folder has no address of its own")
    address = kept(pdf_bytes).content.url.split("?")[0]
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(address)
