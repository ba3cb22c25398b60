"""Papers scanned at the counter: signed by who took them in, kept for the applicant once accepted."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from documents.keeping.keeping import papers
from documents.models import IssuedDocument, SigningSession
from documents.signing import demo
from dossiers import taking_in
from dossiers.models import Dossier
from dossiers.submit import Person
from effects.worker import drain
from tests import people
from tests.documents import authority
from tests.dossiers.cases import do
from tests.dossiers.test_reception import begun

pytestmark = pytest.mark.django_db
NOW = timezone.now
WHO = Person("Nguyễn Thị Lan", "0912345678", "lan@example.vn", "052190012345", "12 Lê Lợi")


def reception_with_key() -> Any:
    authority.trusted()
    officer = people.minh()
    demo.certify_officer(officer, NOW())
    return officer


def proved(email: str = "lan@example.vn") -> None:
    EmailAddress.objects.create(user=people.lan(), email=email, verified=True, primary=True)


def scanned(**scan: Any) -> Dossier:
    filing = begun(at=NOW())
    file = SimpleUploadedFile("quet.pdf", authority.page(), "application/pdf")
    counts = [{"name": "Giấy chứng sinh", "originals": 1}]
    taking_in.note_papers(filing, counts, {0: [scan.get("file", file)]}, at=NOW())
    return taking_in.file_plain(filing, scan.get("who", WHO), at=NOW())


def test_a_scan_is_signed_by_who_took_it_in_and_kept_once_the_dossier_is_accepted() -> None:
    officer = reception_with_key()
    proved()
    authority.session(officer)
    dossier = scanned()
    drain(NOW())
    document = IssuedDocument.objects.get(kind="SH")
    signature = document.signatures.get()
    assert (document.state, document.title) == ("in_force", "Giấy chứng sinh")
    assert (signature.state, signature.by) == ("given", officer)
    assert not papers(people.lan()).exists()
    do(dossier, "accept", at=NOW())
    drain(NOW())
    (paper,) = papers(people.lan())
    assert (paper.kind, paper.digitised_by, paper.document) == ("SH", officer, document)


def test_without_a_session_or_a_key_scans_stay_as_they_came() -> None:
    reception_with_key()
    scanned()
    authority.session(people.holder("reception"))
    drain(NOW())
    assert not IssuedDocument.objects.filter(kind="SH").exists()


def test_nobody_gets_papers_by_writing_anothers_number_into_their_account() -> None:
    officer = reception_with_key()
    authority.session(officer)
    for lies in ("other@example.vn", ""):
        if lies:
            proved(lies)
        dossier = scanned()
        drain(NOW())
        do(dossier, "accept", at=NOW())
        drain(NOW())
        assert not papers(people.lan()).exists()


def test_a_photographed_paper_becomes_a_page_that_is_signed(jpeg: bytes) -> None:
    authority.session(reception_with_key())
    scanned(file=SimpleUploadedFile("quet.jpg", jpeg, "image/jpeg"))
    drain(NOW())
    assert IssuedDocument.objects.get(kind="SH").state == "in_force"


@pytest.fixture
def jpeg() -> bytes:
    from tests.documents.conftest import picture

    return picture("JPEG", (300, 200))


def test_the_officer_opens_the_key_beside_the_papers(settings: Any) -> None:
    officer, filing = reception_with_key(), begun(at=NOW())
    client = Client()
    people.sign_in(client, officer)
    where = reverse("dossiers:paper_filing", args=[filing.pk])
    assert "sign-code" in client.get(where).content.decode()
    wrong = client.post(where, {"do": "keep", "sign-code": "000000"})
    assert (wrong.status_code, SigningSession.objects.count()) == (422, 0)
    authority.session(officer)
    assert "sign-code" not in client.get(where).content.decode()
