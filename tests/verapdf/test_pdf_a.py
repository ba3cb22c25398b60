"""What we issue is PDF/A-2b in the eyes of veraPDF: before it is signed and after."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from documents.models import IssuedDocument
from effects.worker import drain
from tests.documents import authority
from tests.documents.signed import plain_pdf
from tests.dossiers import cases
from tests.verapdf.checker import problems

pytestmark = pytest.mark.django_db


def test_slips_and_signed_documents_are_pdf_a_2b(tmp_path: Path) -> None:
    files = {
        "plain.pdf": plain_pdf(),
        "page.pdf": authority.page(),
        "signed.pdf": authority.content_of(authority.signed()),
    }
    cases.brought("accept")
    drain(timezone.now())
    for number, slip in enumerate(IssuedDocument.objects.filter(subject_kind="dossier")):
        files[f"slip-{number}.pdf"] = authority.content_of(slip)
    assert "slip-0.pdf" in files
    for name, pdf in files.items():
        (tmp_path / name).write_bytes(pdf)
    try:
        found = problems(tmp_path / name for name in files)
    except LookupError as error:
        pytest.skip(str(error))
    assert found.keys() == files.keys()
    assert found.pop("plain.pdf"), "veraPDF finds fault with what is no PDF/A"
    assert found == dict.fromkeys(found, [])
