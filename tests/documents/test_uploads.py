"""A file beyond the limit is counted, not kept; the rest of the form arrives."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.http import HttpRequest
from django.test import RequestFactory

from documents.errors import FileRefused
from documents.uploads import OversizedFile
from tests.documents.test_pages import Sparse


def posted(**fields: object) -> HttpRequest:
    return RequestFactory().post("/", fields)


def test_a_small_upload_arrives_as_it_is() -> None:
    request = posted(note="xin chào", file=ContentFile(b"abc" * 1000, "x.pdf"))
    upload = request.FILES["file"]
    assert (upload.name, upload.size, upload.read(), request.POST["note"]) == (
        "x.pdf",
        3000,
        b"abc" * 1000,
        "xin chào",
    )


def test_a_huge_upload_leaves_its_name_its_size_and_the_other_fields(
    tmp_path: Path, settings: object
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)  # type: ignore[attr-defined]
    request = posted(
        before="1", file=Sparse(60 * 1024 * 1024, "to.pdf"), other=ContentFile(b"x", "y.pdf"), after="2"
    )
    upload = request.FILES["file"]
    assert isinstance(upload, OversizedFile)
    assert (upload.name, upload.size) == ("to.pdf", 60 * 1024 * 1024)
    assert (request.POST["before"], request.POST["after"], request.FILES["other"].read()) == ("1", "2", b"x")
    assert sum(os.path.getsize(path) for path in tmp_path.iterdir()) <= 1
    for reading in (upload.read, lambda: list(upload.chunks()), lambda: list(upload), upload.open):
        with pytest.raises(FileRefused):
            reading()


def test_a_file_of_exactly_the_limit_is_kept(settings: object) -> None:
    settings.MAX_UPLOAD_MB = 1  # type: ignore[attr-defined]
    upload = posted(file=Sparse(1024 * 1024, "x.pdf")).FILES["file"]
    assert len(upload.read()) == 1024 * 1024
