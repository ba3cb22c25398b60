"""Anybody checks a document: by code, by the file alone, by program; in plain words, naming no applicant."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from pyhanko.sign.fields import SigSeedSubFilter

from documents.models import Authority, IssuedDocument, Signature, StoredFile
from documents.signing import demo, trust
from documents.signing.asking import Wanted
from documents.signing.giving import choose, give
from tests import people
from tests.documents import authority, heavy
from tests.documents.attacks import ATTACKS
from tests.documents.signed import AGENCY, AT, good, holder, root, signed, stranger

pytestmark = pytest.mark.django_db
ATTACKED = {"another page": "changed", "a note on the page": "changed", "signatures taken out": "changed"}


@pytest.fixture
def document() -> IssuedDocument:
    return authority.signed()


def upload(pdf: bytes) -> dict[str, Any]:
    return {"file": ContentFile(pdf, "giay.pdf")}


def by_program(client: Client, pdf: bytes) -> dict[str, Any]:
    answer = client.post("/api/v1/documents/verify", upload(pdf))
    assert answer.status_code == 200, answer.content
    return dict(answer.json())


def test_the_file_alone_leads_to_its_document(client: Client, document: IssuedDocument) -> None:
    page = client.post("/xac-minh/", upload(authority.content_of(document))).text
    assert "notice--success" in page
    assert document.title in page
    assert "Lê Minh" in page
    assert "Ủy ban nhân dân phường Quy Nhơn" in page
    said = by_program(client, authority.content_of(document))
    assert said["sound"]
    assert said["version"] == "same"
    assert said["document"]["verify_code"] == document.verify_code
    assert [one["state"] for one in said["report"]["signatures"]] == ["good", "good", "good"]
    assert [one["kind"] for one in said["report"]["signatures"]] == ["personal", "seal", "stamp"]


def test_the_english_address_leads_to_the_page_in_english(client: Client, document: IssuedDocument) -> None:
    assert "Check a document" in client.get("/verify/", follow=True).text
    answer = client.get(f"/verify/{document.verify_code}/", follow=True)
    assert answer.redirect_chain == [(f"/xac-minh/{document.verify_code}/", 302)]
    assert document.title in answer.text
    vietnamese = Client()
    vietnamese.cookies["django_language"] = "vi"
    assert "Check a document" not in vietnamese.get("/verify/", follow=True).text


def test_one_byte_makes_it_another_file_on_page_and_api(client: Client, document: IssuedDocument) -> None:
    pdf = authority.content_of(document)
    place = pdf.index(b"/Length")
    changed = pdf[: place + 8] + b" " + pdf[place + 9 :]
    said = by_program(client, changed)
    assert not said["sound"]
    assert said["report"]["verdict"] in ("signature_broken", "unreadable")
    assert "notice--error" in client.post("/xac-minh/", upload(changed)).text
    page = client.post(f"/xac-minh/{document.verify_code}/", upload(changed)).text
    assert "notice--error" in page
    assert "notice--success" not in page


def test_a_version_before_the_last_signature_is_called_earlier(
    client: Client, document: IssuedDocument
) -> None:
    first = Signature.objects.get(document=document, order=1)
    assert first.file
    with first.file.content.open() as kept:
        said = by_program(client, kept.read())
    assert (said["version"], said["sound"]) == ("earlier", False)
    unsigned = StoredFile.objects.filter(subject_kind="version").order_by("created_at").first()
    assert unsigned
    with unsigned.content.open() as kept:
        assert by_program(client, kept.read())["version"] == "earlier"


def test_what_is_not_signed_by_all_was_not_issued(client: Client) -> None:
    document = authority.waiting()
    assert client.get(f"/xac-minh/{document.verify_code}/").status_code == 404
    assert client.get(f"/api/v1/documents/{document.verify_code}").status_code == 404
    assert by_program(client, authority.content_of(document))["document"] is None


def test_a_signature_of_a_revoked_certificate_is_said_so(client: Client, document: IssuedDocument) -> None:
    from datetime import timedelta

    given = Signature.objects.get(document=document, order=1)
    assert given.signed_at
    demo.revoke(int(given.serial, 16), given.signed_at - timedelta(days=1))
    said = by_program(client, authority.content_of(document))
    assert said["report"]["verdict"] == "certificate_revoked"


def test_a_foreign_signature_is_sound_but_not_known(client: Client) -> None:
    authority.trusted()
    assert by_program(client, good())["report"]["verdict"] == "untrusted"
    page = client.post("/xac-minh/", upload(signed(who=stranger()))).text
    assert "notice--warning" in page


@pytest.mark.parametrize("variant", ATTACKED)
def test_attacks_are_reported_on_the_page(
    client: Client, variant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.documents.signed import root

    monkeypatch.setattr(trust, "roots", lambda: [root().cert])
    pdf = ATTACKS["incremental saving"]()[variant]
    assert by_program(client, pdf)["report"]["verdict"] == ATTACKED[variant]
    assert "notice--error" in client.post("/xac-minh/", upload(pdf)).text


@pytest.mark.parametrize("make", [heavy.locked, heavy.scripted, heavy.bomb_of_objects, heavy.loop])
def test_hostile_files_have_an_answer_on_the_page(client: Client, make: Any) -> None:
    answer = client.post("/xac-minh/", upload(make()))
    assert answer.status_code == 200
    assert "notice--" in answer.text
    assert StoredFile.objects.count() == 0


@pytest.mark.usefixtures("many_are_examined")
def test_while_many_are_examined_the_next_is_asked_to_wait(client: Client) -> None:
    assert client.post("/xac-minh/", upload(good())).status_code == 503
    assert client.post("/api/v1/documents/verify", upload(good())).status_code == 429


def test_an_empty_or_missing_file_is_said_beside_the_field(client: Client) -> None:
    assert client.post("/xac-minh/", upload(b"")).status_code == 422
    assert client.post("/xac-minh/", {}).status_code == 422
    assert client.post("/api/v1/documents/verify", {}).status_code in (400, 422)


def test_the_offline_page_knows_nobody_and_its_worker_comes_from_its_own_folder(client: Client) -> None:
    from tests import people

    people.sign_in(client, people.lan())
    page = client.get("/xac-minh/ngoai-tuyen/")
    assert "Nguyễn Thị Lan" not in page.text
    assert "lan@example.vn" not in page.text
    worker = client.get("/xac-minh/giu.js")
    assert worker["Content-Type"].startswith("text/javascript")
    assert "script-src 'self'" in page["Content-Security-Policy"]


def test_it_is_read_in_english_as_well(client: Client, document: IssuedDocument) -> None:
    client.cookies["django_language"] = "en"
    page = client.post("/xac-minh/", upload(authority.content_of(document))).text
    assert "Not one byte has been changed" in page


def test_of_documents_with_one_content_the_one_asked_for_is_meant(client: Client) -> None:
    """One decision for many: the same PDF was issued for several dossiers."""
    pdf = authority.page()
    both = [authority.waiting((), content=pdf, key=key) for key in ("one", "two")]
    for one in both:
        page = client.post(f"/xac-minh/{one.verify_code}/", upload(pdf)).text
        assert "notice--success" in page
        assert "notice--error" not in page


@pytest.mark.parametrize("ended", [False, True])
def test_one_of_them_that_ended_does_not_hide_the_other(client: Client, ended: bool) -> None:
    pdf = authority.page()
    both = [authority.waiting((), content=pdf, key=key) for key in ("one", "two")]
    IssuedDocument.objects.filter(pk=both[ended].pk).update(state="revoked")
    assert by_program(client, pdf)["document"]["verify_code"] == both[not ended].verify_code
    page = client.post(f"/xac-minh/{both[ended].verify_code}/", upload(pdf)).text
    assert "notice--error" in page


def test_a_file_that_only_some_have_signed_is_not_in_order(client: Client) -> None:
    document = authority.waiting(
        (Wanted(authority.PERSONAL, people.WARD), Wanted(authority.SEAL, people.WARD))
    )
    leader, at = authority.leader(), timezone.now()
    first = document.signatures.get(order=1)
    choose([first], authority.session(leader, at), at)
    give(first.pk, at)
    document.refresh_from_db()
    said = by_program(client, authority.content_of(document))
    assert (said["sound"], said["version"], said["document"]) == (False, "earlier", None)
    assert said["report"]["verdict"] == "signed_unchanged"
    assert "notice--success" not in client.post("/xac-minh/", upload(authority.content_of(document))).text


def test_an_expired_certificate_and_an_old_way_are_called_so_not_strangers(client: Client) -> None:
    Authority.objects.create(name="Thử", certificate=root().pem.decode())
    late = holder("Trần Văn Hùng", AGENCY, root(), until=AT)
    old = signed(md="sha1", subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED)
    for pdf, words in ((signed(who=late, stamped=False), "hết hạn"), (old, "không còn an toàn")):
        page = client.post("/xac-minh/", upload(pdf)).text
        assert "notice--warning" in page
        assert "không biết" not in page
        assert words in page.partition("</h1>")[2].partition("<dl")[0]
