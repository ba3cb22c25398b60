"""A store of an organisation: its own papers, open to who speaks for it now and to nobody else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import representing
from accounts.models import User
from accounts.permissions import day_of
from accounts.tokens import issue_token
from documents.again import papers_of
from documents.files import store
from documents.keeping import keeping, looks, retention, sharing
from documents.models import KeepingRules, KeptPaper, PaperKind, Share
from effects.models import Message
from tests import organizations as orgs
from tests import people

pytestmark = pytest.mark.django_db
NOW = timezone.now


def soon() -> date:
    return day_of(NOW() + timedelta(days=30))


def signed_in(user: User) -> Client:
    client = Client()
    people.sign_in(client, user)
    return client


def token(user: User) -> dict[str, str]:
    return {"Authorization": f"Bearer {issue_token(user, at=NOW(), with_code=True)[1]}"}


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("giay.pdf", content, "application/pdf")


def theirs(content: bytes, **facts: Any) -> KeptPaper:
    """A paper of the company, brought by Vinh."""
    about = {"title": "Điều lệ công ty", **facts}
    return keeping.add_own(orgs.vinh(), upload(content), at=NOW(), organization=orgs.company(), **about)


def filed_by_hung(content: bytes, **facts: Any) -> KeptPaper:
    """In Hùng's own store, from a dossier he filed with the company's tax code."""
    file = store(
        ContentFile(content), name="x.pdf", subject=("dossier", "1"), owner=None, at=NOW(), accept=("pdf",)
    )
    about = {"kind": PaperKind.CHECKED, "title": "Giấy phép", "tax_code": orgs.TAX_CODE, **facts}
    return keeping.keep(orgs.hung(), file=file, at=NOW(), **{"source": ("dossier", "1"), **about})


def test_a_content_is_kept_once_in_each_store(pdf_bytes: bytes) -> None:
    first = theirs(pdf_bytes)
    assert theirs(pdf_bytes).pk == first.pk
    orgs.authorised(orgs.hung(), soon())
    again = keeping.add_own(
        orgs.hung(), upload(pdf_bytes), title="Điều lệ", at=NOW(), organization=orgs.company()
    )
    assert again.pk == first.pk
    own = keeping.add_own(orgs.vinh(), upload(pdf_bytes), title="Điều lệ", at=NOW())
    assert own.pk != first.pk
    assert [one.pk for one in keeping.papers(orgs.vinh())] == [own.pk]
    assert [one.pk for one in keeping.papers(orgs.company())] == [first.pk]
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptPaper.objects.filter(pk=own.pk).update(organization=orgs.company())


def test_every_address_is_closed_to_who_does_not_speak_for_it(pdf_bytes: bytes) -> None:
    paper = theirs(pdf_bytes)
    company, made = orgs.company(), sharing.share(paper, days=1, most=1, at=NOW())[0]
    assert paper.file
    pages = [
        ("get", reverse("documents:organization_store", args=[company.pk])),
        ("post", reverse("documents:organization_store", args=[company.pk])),
        ("get", reverse("documents:organization_store_looks", args=[company.pk])),
        ("get", reverse("documents:store_paper", args=[paper.pk])),
        ("get", reverse("documents:store_file", args=[paper.pk])),
        ("get", reverse("documents:file", args=[paper.file.pk])),
        ("post", reverse("documents:store_remove", args=[paper.pk])),
        ("post", reverse("documents:store_share", args=[paper.pk])),
        ("post", reverse("documents:store_end_share", args=[made.pk])),
    ]
    programs = [
        ("get", f"/api/v1/papers?organization={company.pk}"),
        ("get", f"/api/v1/papers/looks?organization={company.pk}"),
        ("get", f"/api/v1/papers/{paper.pk}"),
        ("delete", f"/api/v1/papers/{paper.pk}"),
        ("get", f"/api/v1/papers/{paper.pk}/file"),
        ("get", f"/api/v1/papers/{paper.pk}/shares"),
        ("post", f"/api/v1/papers/{paper.pk}/shares"),
        ("delete", f"/api/v1/papers/shares/{made.pk}"),
        ("get", f"/api/v1/organizations/{company.pk}/representations"),
        ("post", f"/api/v1/organizations/{company.pk}/representations"),
    ]
    with time_machine.travel(NOW() - timedelta(days=9)):
        gone = orgs.confirmed(orgs.hung(), NOW(), basis="authorised", valid_to=day_of(NOW()))
    representing.end_at_desk(
        orgs.authorised(people_proved(), soon()), by=people.holder("reception"), agency_code=people.WARD,
        at=NOW(), reason="Hết ủy quyền",
    )  # fmt: skip
    for other in (gone.user, people.lan(), people.hoa(), people.minh("approver"), people.administrator()):
        client, headers = signed_in(other), token(other)
        for method, address in pages:
            assert getattr(client, method)(address).status_code == 404, (other, address)
        for method, address in programs:
            assert getattr(Client(), method)(address, headers=headers).status_code == 404, (other, address)
        sent = {"title": "x", "file": upload(pdf_bytes), "organization": company.pk}
        assert Client().post("/api/v1/papers", sent, headers=headers).status_code == 404
        assert Client().get("/api/v1/organizations", headers=headers).json() == []
        assert "Điều lệ công ty" not in client.get(reverse("documents:store")).content.decode()
    assert keeping.papers(company).count() == 1
    assert Share.objects.get().ended_at is None


def people_proved() -> User:
    return orgs.proved(people.lan())


def test_who_speaks_for_it_reads_lends_ends_and_adds(pdf_bytes: bytes) -> None:
    paper = theirs(pdf_bytes)
    company, hung = orgs.company(), orgs.hung()
    one = orgs.authorised(hung, soon())
    client, home = signed_in(hung), reverse("documents:organization_store", args=[company.pk])
    assert "Điều lệ công ty" in client.get(home).content.decode()
    assert home in client.get(reverse("documents:store")).content.decode()
    assert client.get(reverse("documents:store_file", args=[paper.pk])).status_code == 200
    link = reverse("documents:store_share", args=[paper.pk])
    client.post(link, {"share-days": 3, "share-most": 2, "share-note": "Ngân hàng"})
    share = Share.objects.get()
    shown = signed_in(orgs.vinh()).get(reverse("documents:store_paper", args=[paper.pk])).content.decode()
    assert "Trần Văn Hùng tạo" in shown
    assert "Ngân hàng" in shown
    signed_in(orgs.vinh()).post(reverse("documents:store_end_share", args=[share.pk]))
    assert Share.objects.get().ended_at
    added = client.post(home, {"add-title": "Giấy phép con", "add-file": upload(pdf_bytes + b"\n")})
    assert added.status_code == 302
    assert {one.title for one in keeping.papers(company)} == {"Điều lệ công ty", "Giấy phép con"}
    assert not keeping.papers(hung).exists()
    new = keeping.papers(company)[0]
    assert new.file
    assert signed_in(orgs.vinh()).get(reverse("documents:file", args=[new.file.pk])).status_code == 200
    representing.end(one, by=orgs.vinh(), at=NOW())
    for address in (home, added["Location"], reverse("documents:file", args=[new.file.pk])):
        assert client.get(address).status_code == 404, "also what he brought himself"


def test_a_stranger_with_the_link_reads_whose_paper_it_is(pdf_bytes: bytes) -> None:
    _made, secret = sharing.share(theirs(pdf_bytes), days=1, most=1, at=NOW(), by=orgs.vinh())
    page = Client().get(reverse("documents:shared", args=[secret])).content.decode()
    assert orgs.NAME in page
    assert "Lê Quang Vinh" not in page


def test_papers_filed_for_it_go_over_and_private_ones_do_not(pdf_bytes: bytes) -> None:
    orgs.company()
    filed = filed_by_hung(pdf_bytes)
    other = filed_by_hung(pdf_bytes + b"\n", tax_code="4100990005")
    private = keeping.add_own(
        orgs.hung(), upload(pdf_bytes + b"\n\n"), title="Thư riêng", at=NOW(), tax_code=orgs.TAX_CODE
    )
    twice = filed_by_hung(pdf_bytes + b"\n\n\n")
    theirs(pdf_bytes + b"\n\n\n")
    made, _secret = sharing.share(twice, days=1, most=1, at=NOW())
    orgs.authorised(orgs.hung(), soon())
    assert {one.pk for one in keeping.papers(orgs.hung())} == {other.pk, private.pk}
    assert {one.sha256 for one in keeping.papers(orgs.company())} == {filed.sha256, twice.sha256}
    filed.refresh_from_db()
    twice.refresh_from_db()
    made.refresh_from_db()
    assert (filed.organization, filed.owner) == (orgs.company(), orgs.hung())
    assert (twice.removed_why, bool(made.ended_at)) == ("moved", True)


def test_its_papers_are_offered_when_filing_for_it_and_never_in_private(pdf_bytes: bytes) -> None:
    theirs(pdf_bytes)
    one = orgs.authorised(orgs.hung(), soon())
    assert [paper.title for paper in papers_of(orgs.hung(), orgs.TAX_CODE)] == ["Điều lệ công ty"]
    assert papers_of(orgs.hung()) == []
    assert papers_of(orgs.hung(), "4100990005") == []
    assert papers_of(people.lan(), orgs.TAX_CODE) == []
    representing.end(one, by=orgs.hung(), at=NOW())
    assert papers_of(orgs.hung(), orgs.TAX_CODE) == []


def test_who_speaks_for_it_that_day_hears_that_papers_go_and_without_anybody_they_stay(
    pdf_bytes: bytes,
) -> None:
    paper, rules, start = theirs(pdf_bytes), KeepingRules.load(), NOW()
    rules.own, rules.warning_days = 1, 30
    rules.save()
    legal = orgs.company().representations.get()
    Message.objects.all().delete()
    representing.end(legal, by=orgs.vinh(), at=NOW())
    Message.objects.all().delete()
    with time_machine.travel(start + timedelta(days=400), tick=False):
        assert dict(retention.look(NOW())) == {}
        orgs.confirmed(orgs.hung(), NOW())
        Message.objects.all().delete()
        assert dict(retention.look(NOW())) == {"warned": 1}
    letter = Message.objects.get()
    assert (letter.to, orgs.NAME in letter.body, paper.title in letter.body) == (
        "hung@example.vn", True, False,
    )  # fmt: skip
    assert reverse("documents:organization_store", args=[orgs.company().pk]) in letter.body
    with time_machine.travel(start + timedelta(days=440), tick=False):
        assert dict(retention.look(NOW())) == {"removed": 1}


def test_what_officers_looked_for_is_read_by_who_speaks_for_it(pdf_bytes: bytes) -> None:
    theirs(pdf_bytes)
    looks.note(
        people.minh(), orgs.company(), action=looks.LISTED, role="reception", agency=people.WARD,
        purpose="H08.16-1: Tìm điều lệ", at=NOW(),
    )  # fmt: skip
    page = reverse("documents:organization_store_looks", args=[orgs.company().pk])
    assert "Tìm điều lệ" in signed_in(orgs.vinh()).get(page).content.decode()
    own = signed_in(orgs.vinh()).get(reverse("documents:store_looks")).content.decode()
    assert "Tìm điều lệ" not in own
    said = Client().get(f"/api/v1/papers/looks?organization={orgs.company().pk}", headers=token(orgs.vinh()))
    assert [one["purpose"] for one in said.json()] == ["H08.16-1: Tìm điều lệ"]


def test_an_account_goes_and_the_organisation_keeps_what_it_brought(pdf_bytes: bytes) -> None:
    company, lan = orgs.company(), people.lan()
    kept = keeping.add_own(lan, upload(pdf_bytes), title="Điều lệ", at=NOW(), organization=company)
    own = keeping.add_own(lan, upload(pdf_bytes), title="Thư riêng", at=NOW())
    lan.delete()
    assert not KeptPaper.objects.filter(pk=own.pk).exists()
    assert KeptPaper.objects.get(pk=kept.pk).owner is None
    assert (
        "Điều lệ"
        in signed_in(orgs.vinh()).get(reverse("documents:store_paper", args=[kept.pk])).content.decode()
    )


def test_programs_open_the_stores_their_person_may_open_and_say_who_speaks(pdf_bytes: bytes) -> None:
    headers, company = token(orgs.vinh()), orgs.company()
    (listed,) = Client().get("/api/v1/organizations", headers=headers).json()
    assert (listed["id"], listed["tax_code"], listed["basis"]) == (company.pk, orgs.TAX_CODE, "legal")
    sent = {"title": "Điều lệ", "file": upload(pdf_bytes), "organization": company.pk}
    added = Client().post("/api/v1/papers", sent, headers=headers)
    assert (added.status_code, added.json()["organization"]) == (201, company.pk)
    found = Client().get(f"/api/v1/papers?organization={company.pk}", headers=headers).json()["results"]
    assert [one["title"] for one in found] == ["Điều lệ"]
    assert Client().get("/api/v1/papers", headers=headers).json()["results"] == []
    assert Client().get("/api/v1/papers?organization=x", headers=headers).status_code == 404
    where = f"/api/v1/organizations/{company.pk}/representations"
    said = {
        "email": orgs.hung().email, "personal_number": orgs.hung().personal_number,
        "paper": "Giấy ủy quyền", "valid_to": str(soon()),
    }  # fmt: skip
    made = Client().post(where, said, content_type="application/json", headers=headers)
    assert (made.status_code, made.json()["basis"]) == (201, "authorised")
    refused = Client().post(where, said, content_type="application/json", headers=headers)
    assert refused.status_code == 400
    assert (
        Client().post(where, said, content_type="application/json", headers=token(orgs.hung())).status_code
        == 403
    )
    assert len(Client().get(where, headers=headers).json()) == 2
    one = f"{where}/{made.json()['id']}"
    assert Client().delete(one, headers=token(people.lan())).status_code == 404
    assert Client().delete(one, headers=headers).status_code == 204
    assert not representing.represents(orgs.hung(), company, NOW())
