"""Papers scanned at the counter: signed by who took them in, kept for the applicant once accepted."""

from __future__ import annotations

import io
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter

from documents.errors import FileRefused
from documents.keeping.keeping import papers
from documents.models import IssuedDocument, Signature, SigningKey, SigningSession
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
LIST = "/can-bo/ky-so/"
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


def test_who_scanned_tries_again_what_their_key_did_not_sign() -> None:
    officer, colleague = reception_with_key(), people.holder("reception")
    authority.session(officer)
    scanned()
    key = SigningKey.objects.get(owner=officer)
    secret = key.secret
    SigningKey.objects.filter(pk=key.pk).update(secret="x")  # cannot be read just now
    drain(NOW())
    signature = Signature.objects.get()
    assert (signature.state, signature.by) == ("failed", officer)
    SigningKey.objects.filter(pk=key.pk).update(secret=secret)
    mine, other = Client(), Client()
    people.sign_in(mine, officer)
    people.sign_in(other, colleague)
    assert other.get(LIST).status_code == 403
    assert f"/{signature.pk}/van-ban/" in mine.get(LIST).content.decode()
    assert LIST in mine.get("/can-bo/").content.decode()
    assert mine.get(f"{LIST}{signature.pk}/van-ban/").status_code == 200
    assert mine.post(LIST, {"signature": signature.pk}).status_code == 302
    drain(NOW())
    signature.refresh_from_db()
    assert (signature.state, signature.document.state) == ("given", "in_force")
    assert mine.get(LIST).status_code == 403


def test_a_pdf_that_takes_no_signature_stays_as_it_came_beside_the_others() -> None:
    locked, target = PdfWriter(clone_from=io.BytesIO(authority.page())), io.BytesIO()
    locked.encrypt("", "owner", algorithm="AES-256")
    locked.write(target)
    authority.session(reception_with_key())
    filing = begun(at=NOW())
    counts = [{"name": "Giấy chứng sinh", "originals": 1}]
    files = [
        SimpleUploadedFile(f"{name}.pdf", content, "application/pdf")
        for name, content in (("khoa", target.getvalue()), ("quet", authority.page()))
    ]
    taking_in.note_papers(filing, counts, {0: files}, at=NOW())
    taking_in.file_plain(filing, WHO, at=NOW())
    drain(NOW())
    assert [one.state for one in IssuedDocument.objects.filter(kind="SH")] == ["in_force"]
    with pytest.raises(FileRefused) as refused:
        authority.waiting(content=target.getvalue(), key="result")
    assert refused.value.reason == "locked"
