"""A document is taken out of force: by two people and a code, for everybody who asks by code to see."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from accounts import second_factor
from accounts.errors import WrongCode
from accounts.models import User
from documents.issue import issue
from documents.models import IssuedDocument, Revocation
from documents.proving import revoking
from documents.proving.revoking import RevocationRefused, approve, ask, deny, register_teller, seen_by
from tests import people

pytestmark = pytest.mark.django_db
WORDS = "Sai năm sinh của ông Hùng"


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def clerk() -> User:
    return people.holder("clerk")


@pytest.fixture
def leader() -> User:
    return people.holder("approver")


def issued(pdf: bytes, key: str = "1", agency: str = people.WARD) -> IssuedDocument:
    said: dict[str, Any] = {"kind": "KQ", "title": "Giấy xác nhận", "agency_name": "UBND phường Quy Nhơn"}
    return issue(
        **said,
        content=pdf,
        subject=("sample", "1"),
        key=key,
        at=timezone.now(),
        agency_code=agency,
        number="7/XN",
    )


@pytest.fixture
def document(pdf_bytes: bytes) -> IssuedDocument:
    return issued(pdf_bytes)


def asked(document: IssuedDocument, by: User, **more: Any) -> Revocation:
    return ask(document, **{"by": by, "reason": "wrong", "words": WORDS, "at": timezone.now(), **more})


def code_of(user: User) -> str:
    return str(second_factor.unused_code(second_factor.factor_of(user), timezone.now()))


def test_two_people_and_a_code_take_it_out_of_force(
    client: Client, document: IssuedDocument, clerk: User, leader: User, now: datetime, pdf_bytes: bytes
) -> None:
    revocation = asked(document, clerk)
    assert "notice--success" in client.get(f"/xac-minh/{document.verify_code}/").text
    with pytest.raises(WrongCode):
        approve(revocation, by=leader, code="000000", at=now)
    approve(revocation, by=leader, code=code_of(leader), at=now)
    document.refresh_from_db()
    assert document.state == IssuedDocument.State.REVOKED
    page = client.get(f"/xac-minh/{document.verify_code}/").text
    assert "notice--error" in page
    assert "Nội dung có sai sót" in page
    assert WORDS not in page
    assert clerk.full_name not in page
    said = client.get(f"/api/v1/documents/{document.verify_code}").json()
    assert (said["state"], said["reason"]) == ("revoked", "wrong")
    held = client.post("/xac-minh/", {"file": ContentFile(pdf_bytes, "x.pdf")}).text
    assert "notice--error" in held
    assert "notice--success" not in held


def test_a_replaced_one_leads_to_the_new_one(
    client: Client, document: IssuedDocument, clerk: User, leader: User, now: datetime, pdf_bytes: bytes
) -> None:
    new = issued(pdf_bytes + b"\n", "2")
    approve(asked(document, clerk, replacement=new), by=leader, code=code_of(leader), at=now)
    page = client.get(f"/xac-minh/{document.verify_code}/").text
    assert f"/xac-minh/{new.verify_code}/" in page
    assert client.get(f"/api/v1/documents/{document.verify_code}").json()["replaced_by"] == new.verify_code
    assert "notice--success" in client.get(f"/xac-minh/{new.verify_code}/").text


def test_whoever_asks_does_not_decide(document: IssuedDocument, leader: User, now: datetime) -> None:
    revocation = asked(document, leader)
    for decide in (
        lambda: approve(revocation, by=leader, code=code_of(leader), at=now),
        lambda: deny(revocation, by=leader, why="x", at=now),
    ):
        with pytest.raises(RevocationRefused) as refused:
            decide()
        assert refused.value.code == "two_people"


def test_only_officers_of_the_agency_ask_and_decide(
    document: IssuedDocument, clerk: User, leader: User, now: datetime
) -> None:
    for other in (people.lan(), people.hoa("approver"), people.minh("reception")):
        with pytest.raises(PermissionDenied):
            asked(document, other)
    revocation = asked(document, clerk)
    for other in (people.lan(), people.hoa("approver"), clerk):
        with pytest.raises(PermissionDenied):
            approve(revocation, by=other, code="", at=now)
    assert list(seen_by(leader, now)) == [revocation]
    assert not seen_by(people.hoa("approver"), now).exists()


def test_it_is_asked_for_once_and_decided_once(
    document: IssuedDocument, clerk: User, leader: User, now: datetime
) -> None:
    revocation = asked(document, clerk)
    with pytest.raises(RevocationRefused):
        asked(document, clerk)
    with pytest.raises(RevocationRefused):
        deny(revocation, by=leader, why=" ", at=now)
    deny(revocation, by=leader, why="Giấy đúng", at=now)
    with pytest.raises(RevocationRefused):
        approve(revocation, by=leader, code=code_of(leader), at=now)
    document.refresh_from_db()
    assert document.state == IssuedDocument.State.IN_FORCE
    asked(document, clerk)


def test_a_replacement_is_another_document_in_force_of_the_same_agency(
    document: IssuedDocument, clerk: User, pdf_bytes: bytes
) -> None:
    for wrong in (document, issued(pdf_bytes, "3", agency="H08.1")):
        with pytest.raises(RevocationRefused) as refused:
            asked(document, clerk, replacement=wrong)
        assert refused.value.code == "replacement"


def test_the_room_that_has_it_is_told(
    document: IssuedDocument, clerk: User, leader: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    monkeypatch.setattr(revoking, "TELLERS", {})
    register_teller("sample", lambda one, at: told.append((one.pk, one.state, at)))
    approve(asked(document, clerk), by=leader, code=code_of(leader), at=now)
    assert told == [(document.pk, "revoked", now)]


def test_at_the_desk_one_officer_asks_and_another_approves(
    client: Client, document: IssuedDocument, clerk: User, leader: User
) -> None:
    people.sign_in(client, clerk)
    assert client.get("/can-bo/thu-hoi/").status_code == 200
    assert client.get("/can-bo/thu-hoi/xin/").status_code == 200
    assert client.get("/can-bo/thu-hoi/xin/?code=KHONGCO").status_code == 422
    address = f"/can-bo/thu-hoi/xin/?code={document.verify_code}"
    assert client.post(address, {"reason": "wrong", "words": ""}).status_code == 422
    answer = client.post(address, {"reason": "wrong", "words": WORDS, "replacement": "KHONGCO"})
    assert answer.status_code == 422
    assert WORDS in answer.text
    answer = client.post(address, {"reason": "wrong", "words": WORDS, "replacement": ""})
    one = answer["Location"]
    assert client.post(one, {"do": "approve", "code": code_of(clerk)}).status_code == 403
    people.sign_in(client, leader)
    assert document.title in client.get("/can-bo/thu-hoi/").text
    assert client.post(one, {"do": "approve", "code": "1"}).status_code == 422
    assert client.post(one, {"do": "approve", "code": code_of(leader)})["Location"] == one
    document.refresh_from_db()
    assert document.state == IssuedDocument.State.REVOKED
    people.sign_in(client, people.hoa("approver"))
    assert client.get(one).status_code == 404


def test_the_list_costs_the_same_however_long_it_is(
    client: Client, clerk: User, pdf_bytes: bytes, django_assert_max_num_queries: Any
) -> None:
    people.sign_in(client, clerk)
    for number in range(5):
        asked(issued(pdf_bytes, f"n{number}"), clerk)
    client.get("/can-bo/thu-hoi/")
    with django_assert_max_num_queries(12):
        client.get("/can-bo/thu-hoi/")


def test_programs_ask_and_decide_by_the_same_rules(
    client: Client, document: IssuedDocument, clerk: User, leader: User
) -> None:
    people.sign_in(client, clerk)
    said = {"document": document.verify_code, "reason": "wrong", "words": WORDS}
    answer = client.post("/api/v1/documents/revocations", said, content_type="application/json")
    assert answer.status_code == 201, answer.content
    address = f"/api/v1/documents/revocations/{answer.json()['id']}/decision"
    approved = {"approve": True, "code": code_of(leader)}
    assert client.post(address, approved, content_type="application/json").status_code == 403
    people.sign_in(client, leader)
    wrong = client.post(address, {"approve": True, "code": "1"}, content_type="application/json")
    assert wrong.status_code == 400
    assert client.post(address, approved, content_type="application/json").json()["outcome"] == "approved"
    assert len(client.get("/api/v1/documents/revocations").json()) == 1


def test_it_is_not_undone_by_time(document: IssuedDocument, clerk: User, leader: User, now: datetime) -> None:
    approve(asked(document, clerk), by=leader, code=code_of(leader), at=now)
    with pytest.raises(RevocationRefused) as refused:
        asked(document, clerk, at=now + timedelta(days=400))
    assert refused.value.code == "not_in_force"


def test_strangers_read_no_words_of_officers(client: Client, document: IssuedDocument) -> None:
    """A result that was corrected keeps why, in the words of whoever sent it back."""
    IssuedDocument.objects.update(state="replaced", end_reason=WORDS)
    assert client.get(f"/api/v1/documents/{document.verify_code}").json()["reason"] == ""
    assert WORDS not in client.get(f"/xac-minh/{document.verify_code}/").text
