"""A person's store: kept once, read by its owner only, lent by a link, forgotten in time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.tokens import issue_token
from documents.again import SHELVES, Paper, papers_of
from documents.errors import PaperHeld
from documents.files import store
from documents.issue import issue
from documents.keeping import keeping, retention, sharing
from documents.models import IssuedDocument, KeepingRules, KeptPaper, PaperKind, Share, StoredFile
from effects.models import Message
from tests import people

pytestmark = pytest.mark.django_db
NOW = timezone.now


def own(pdf: bytes, **facts: Any) -> KeptPaper:
    upload = SimpleUploadedFile("giay.pdf", pdf, "application/pdf")
    return keeping.add_own(people.lan(), upload, at=NOW(), **{"title": "Giấy khai sinh", **facts})


def result(pdf: bytes, key: str = "k") -> IssuedDocument:
    return issue(
        kind="KQ", title="Giấy khai sinh", content=pdf, subject=("dossier", "1"), agency_name="UBND phường",
        key=key, at=NOW(),
    )  # fmt: skip


def kept(document: IssuedDocument, **facts: Any) -> KeptPaper:
    given = {"kind": PaperKind.RESULT, "title": document.title, "document": document, "at": NOW(), **facts}
    return keeping.keep(people.lan(), file=document.file, **given)


def signed_in(user: Any) -> Client:
    client = Client()
    people.sign_in(client, user)
    return client


def test_the_same_content_is_kept_once_and_what_is_vouched_for_takes_the_place_of_ones_own(
    pdf_bytes: bytes,
) -> None:
    first = own(pdf_bytes)
    assert own(pdf_bytes, title="Khác").pk == first.pk
    assert keeping.state_of(first, date(2030, 1, 1)) == "own"
    now = kept(result(pdf_bytes))
    assert (now.pk, now.kind) == (first.pk, "KQ")
    assert keeping.state_of(now, date(2030, 1, 1)) == "in_force"
    assert kept(result(pdf_bytes)).added_at == now.added_at


def test_what_its_owner_deleted_stays_deleted_until_they_add_it_themselves(pdf_bytes: bytes) -> None:
    document = result(pdf_bytes)
    keeping.remove(kept(document), at=NOW())
    kept(document)
    assert not keeping.papers(people.lan()).exists()
    assert IssuedDocument.objects.filter(pk=document.pk).exists()
    assert Client().get(reverse("documents:verify_code", args=[document.verify_code])).status_code == 200
    own(pdf_bytes)
    assert keeping.papers(people.lan()).count() == 1


def test_a_deleted_paper_of_ones_own_is_gone_from_the_disk(
    pdf_bytes: bytes, django_capture_on_commit_callbacks: Any
) -> None:
    paper = own(pdf_bytes)
    assert paper.file
    storage, name = paper.file.content.storage, paper.file.content.name
    with django_capture_on_commit_callbacks(execute=True):
        keeping.remove(paper, at=NOW())
    assert not storage.exists(name)
    assert not StoredFile.objects.exists()


def test_a_paper_a_matter_in_process_uses_cannot_be_deleted(
    pdf_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = own(pdf_bytes)
    monkeypatch.setitem(keeping.HOLDS, "test", lambda _paper: True)
    with pytest.raises(PaperHeld):
        keeping.remove(paper, at=NOW())
    page = (
        signed_in(people.lan())
        .post(reverse("documents:store_remove", args=[paper.pk]), follow=True)
        .content.decode()
    )
    assert "đang được giải quyết" in page


@pytest.mark.parametrize("ends", ["revoked", "replaced", "expired", "removed"])
def test_only_papers_that_hold_are_offered_to_forms(pdf_bytes: bytes, ends: str) -> None:
    document = result(pdf_bytes)
    paper = kept(document, valid_until=date(2020, 1, 1) if ends == "expired" else None)
    if ends == "removed":
        keeping.remove(paper, at=NOW())
    elif ends != "expired":
        IssuedDocument.objects.filter(pk=document.pk).update(state=ends)
    assert papers_of(people.lan()) == []
    other = store(
        ContentFile(pdf_bytes + b"\n"), name="x.pdf", subject=("kept", "1"), owner=None, at=NOW(),
        accept=("pdf",),
    )  # fmt: skip
    keeping.keep(people.lan(), file=other, kind="GT", title="Giấy chứng sinh", at=NOW(), answers="p1")
    (offered,) = papers_of(people.lan())
    assert (offered.title, offered.answers) == ("Giấy chứng sinh", "p1")
    assert offered.origin
    assert papers_of(people.minh()) == []


def test_every_address_of_a_store_is_closed_to_everybody_but_its_owner(pdf_bytes: bytes) -> None:
    paper = own(pdf_bytes)
    made, _secret = sharing.share(paper, days=1, most=1, at=NOW())
    assert paper.file
    pages = [
        ("get", reverse("documents:store_paper", args=[paper.pk])),
        ("get", reverse("documents:store_file", args=[paper.pk])),
        ("get", reverse("documents:file", args=[paper.file.pk])),
        ("post", reverse("documents:store_remove", args=[paper.pk])),
        ("post", reverse("documents:store_share", args=[paper.pk])),
        ("post", reverse("documents:store_end_share", args=[made.pk])),
    ]
    programs = [
        ("get", f"/api/v1/papers/{paper.pk}"),
        ("delete", f"/api/v1/papers/{paper.pk}"),
        ("get", f"/api/v1/papers/{paper.pk}/file"),
        ("get", f"/api/v1/papers/{paper.pk}/shares"),
        ("post", f"/api/v1/papers/{paper.pk}/shares"),
        ("delete", f"/api/v1/papers/shares/{made.pk}"),
    ]
    for other in (people.hoa(), people.minh("approver"), people.administrator()):
        client = signed_in(other)
        _token, text = issue_token(other, at=NOW(), with_code=True)
        for method, address in pages:
            assert getattr(client, method)(address).status_code == 404, address
        for method, address in programs:
            answer = getattr(Client(), method)(address, headers={"Authorization": f"Bearer {text}"})
            assert answer.status_code == 404, address
        assert "card--link" not in client.get(reverse("documents:store")).content.decode()
        listed = Client().get("/api/v1/papers", headers={"Authorization": f"Bearer {text}"}).json()
        assert listed["results"] == []
    for method, address in pages:
        assert getattr(Client(), method)(address).status_code in (302, 404), address
    assert keeping.papers(people.lan()).count() == 1
    assert Share.objects.get().ended_at is None


def test_a_link_opens_so_often_and_so_long_and_its_owner_sees_each_opening(pdf_bytes: bytes) -> None:
    client, paper = signed_in(people.lan()), own(pdf_bytes)
    answer = client.post(
        reverse("documents:store_share", args=[paper.pk]),
        {"share-days": 3, "share-most": 2, "share-note": "Ngân hàng"},
    )
    found = re.search(r"/chia-se/[\w-]{20,}/", answer.content.decode())
    assert found
    link, stranger = found[0], Client()
    assert link.split("/")[2] not in Share.objects.get().token_hash
    again = client.get(reverse("documents:store_share", args=[paper.pk]))
    assert (again.status_code, again["Location"]) == (302, reverse("documents:store_paper", args=[paper.pk]))
    page = stranger.get(link)
    assert (page.status_code, page["X-Robots-Tag"][:7]) == (200, "noindex")
    assert "Nguyễn Thị Lan" in page.content.decode()
    assert "052190012345" not in page.content.decode()
    for purpose in ("prefetch", "prefetch;prerender"):
        assert stranger.get(f"{link}tep/", headers={"Sec-Purpose": purpose}).status_code == 503
    assert stranger.head(f"{link}tep/").status_code == 405
    for _time in range(2):
        assert stranger.get(f"{link}tep/").status_code == 200
    assert stranger.get(f"{link}tep/").status_code == 302
    assert stranger.get(link).status_code == 404
    own_page = client.get(reverse("documents:store_paper", args=[paper.pk])).content.decode()
    assert own_page.count("không có tài khoản") == 2
    assert link not in own_page


def test_a_link_ends_by_time_by_its_owner_and_with_the_paper(pdf_bytes: bytes) -> None:
    paper = own(pdf_bytes)
    _late, first = sharing.share(paper, days=1, most=9, at=NOW())
    assert sharing.find(first, NOW())
    assert sharing.find(first, NOW() + timedelta(days=2)) is None
    made, second = sharing.share(paper, days=5, most=9, at=NOW())
    sharing.end(made, at=NOW())
    assert sharing.find(second, NOW()) is None
    keeping.remove(paper, at=NOW())
    assert sharing.find(first, NOW()) is None


def test_papers_go_when_their_time_is_over_and_their_owner_heard_of_it(pdf_bytes: bytes) -> None:
    paper, rules = own(pdf_bytes), KeepingRules.load()
    rules.own, rules.warning_days = 1, 30
    rules.save()
    start = NOW()
    for days, done, there in ((200, {}, 1), (340, {"warned": 1}, 1), (341, {}, 1), (380, {"removed": 1}, 0)):
        with time_machine.travel(start + timedelta(days=days), tick=False):
            assert dict(retention.look(NOW())) == done, days
            assert keeping.papers(people.lan()).count() == there
    letter = Message.objects.get()
    assert (letter.to, paper.title in letter.body) == ("lan@example.vn", False)
    assert KeptPaper.objects.get().removed_why == "retention"


def test_years_of_keeping_are_years_of_the_calendar(pdf_bytes: bytes) -> None:
    """Ten years have two or three days more than ten times 365: no paper is destroyed before its day."""
    rules = KeepingRules.load()
    rules.own, rules.warning_days = 10, 7
    rules.save()
    with time_machine.travel(datetime(2026, 11, 29, 3, tzinfo=UTC), tick=False):
        paper = own(pdf_bytes)
    for month, day, done in ((11, 20, {}), (11, 23, {"warned": 1}), (11, 29, {}), (12, 1, {"removed": 1})):
        with time_machine.travel(datetime(2036, month, day, 3, tzinfo=UTC), tick=False):
            assert dict(retention.look(NOW())) == done, day
    paper.refresh_from_db()
    assert paper.removed_why == "retention"


def test_the_list_finds_by_words_and_kind_in_a_fixed_number_of_queries(
    pdf_bytes: bytes, django_assert_num_queries: Any
) -> None:
    for number in range(6):
        own(pdf_bytes + b"\n" * number, title=f"Giấy khai sinh {number}")
    kept(result(pdf_bytes + b"\n" * 9))
    assert keeping.papers(people.lan(), text="khai sinh 3").count() == 1
    assert keeping.papers(people.lan(), kind="KQ").count() == 1
    client = signed_in(people.lan())
    page = client.get(reverse("documents:store"), {"kind": "TL", "q": "giay KHAI"}).content.decode()
    assert page.count("card--link") == 6
    client.get(reverse("documents:store"))
    with django_assert_num_queries(2):
        list(keeping.papers(people.lan())[:20])


def test_programs_add_share_and_delete(pdf_bytes: bytes) -> None:
    _token, text = issue_token(people.lan(), at=NOW(), with_code=True)
    program, headers = Client(), {"Authorization": f"Bearer {text}"}
    upload = SimpleUploadedFile("giay.pdf", pdf_bytes, "application/pdf")
    added = program.post("/api/v1/papers", {"title": "Giấy khai sinh", "file": upload}, headers=headers)
    assert (added.status_code, added.json()["state"]) == (201, "own")
    where = f"/api/v1/papers/{added.json()['id']}"
    assert program.get(added.json()["file"], headers=headers).status_code == 200
    made = program.post(f"{where}/shares", {"days": 2}, content_type="application/json", headers=headers)
    assert made.status_code == 201
    assert program.get(f"{where}/shares", headers=headers).json()[0]["lives"]
    assert program.delete(f"/api/v1/papers/shares/{made.json()['id']}", headers=headers).status_code == 204
    assert program.delete(where, headers=headers).status_code == 204
    assert program.get("/api/v1/papers", headers=headers).json()["results"] == []


def test_of_one_content_one_file_lies_on_the_disk_and_goes_with_the_paper(
    pdf_bytes: bytes, django_capture_on_commit_callbacks: Any
) -> None:
    """Added twice, or vouched for later: nothing stays that its owner can no longer delete."""
    with django_capture_on_commit_callbacks(execute=True):
        paper = own(pdf_bytes)
        own(pdf_bytes, title="Lần hai")
    assert StoredFile.objects.filter(subject_kind="kept").count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        keeping.remove(paper, at=NOW())
    assert not StoredFile.objects.filter(subject_kind="kept").exists()
    own(pdf_bytes)
    kept(result(pdf_bytes))
    assert not StoredFile.objects.filter(subject_kind="kept").exists()
    assert keeping.papers(people.lan()).get().file


def test_what_ended_is_not_offered_however_much_came_since(
    pdf_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = result(pdf_bytes)
    kept(document)
    IssuedDocument.objects.update(state="revoked")
    monkeypatch.setattr(keeping, "MOST_OFFERED", 1)
    own(pdf_bytes + b"\n")
    monkeypatch.setitem(SHELVES, "test", lambda _user: [Paper(document.file, "Cũ", NOW())])
    assert [one.title for one in papers_of(people.lan())] == ["Giấy khai sinh"]


def test_its_holder_reads_why_a_paper_ended_in_words_of_the_list(pdf_bytes: bytes) -> None:
    paper = kept(result(pdf_bytes))
    for said, words in (("wrong", "Nội dung có sai sót"), ("Ông Hùng khai sai", "")):
        IssuedDocument.objects.update(state="revoked", end_reason=said)
        page = signed_in(people.lan()).get(reverse("documents:store_paper", args=[paper.pk])).text
        assert words in page
        assert f" {said}<" not in page
