"""“Waiting for signature”: what officers see, sign with one code, refuse; pages and API by the same verbs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts import second_factor
from accounts.models import User
from documents.models import IssuedDocument, Signature, SigningSession
from documents.signing.asking import Wanted
from effects.worker import drain
from tests import people
from tests.documents import authority

pytestmark = pytest.mark.django_db
LIST = "/can-bo/ky-so/"
State = Signature.State


@pytest.fixture
def minh(client: Client) -> User:
    found = authority.leader()
    authority.seal()
    people.sign_in(client, found)
    return found


def code_of(user: User) -> str:
    at = timezone.now()
    return second_factor.code_of(second_factor.enrol(user, at=at), at)


def test_many_are_signed_with_one_code(client: Client, minh: User) -> None:
    documents = [authority.waiting(key=f"sample:{n}", title=f"Giấy mẫu {n}") for n in range(3)]
    page = client.get(LIST).content.decode()
    assert page.count('name="signature"') == 3
    ids = [one.signatures.get(order=1).pk for one in documents[:2]]
    said = client.post(LIST, {"signature": ids, "code": code_of(minh)})
    assert said.status_code == 302
    page = client.get(LIST).content.decode()
    assert "Đã ký: 0/2" in page
    assert 'hx-trigger="every 2s"' in page
    drain(timezone.now())
    page = client.get(LIST).content.decode()
    assert page.count('name="signature"') == 1
    assert 'hx-trigger="every 2s"' not in page
    assert "Giấy mẫu 2" in page
    assert {IssuedDocument.objects.get(pk=one.pk).state for one in documents[:2]} == {"in_force"}


def test_while_the_session_is_open_no_code_is_asked_and_it_can_be_ended(client: Client, minh: User) -> None:
    document = authority.waiting()
    authority.session(minh)
    assert 'name="code"' not in client.get(LIST).content.decode()
    client.post(LIST + "ket-thuc/")
    assert SigningSession.objects.filter(user=minh, closed_at=None).count() == 0
    assert 'name="code"' in client.get(LIST).content.decode()
    first = document.signatures.get(order=1)
    assert client.post(LIST, {"signature": first.pk, "code": ""}).status_code == 422
    first.refresh_from_db()
    assert first.state == State.WANTED


def test_a_wrong_code_is_said_beside_it_and_the_ticks_stay(client: Client, minh: User) -> None:
    document = authority.waiting()
    second_factor.enrol(minh, at=timezone.now())
    first = document.signatures.get(order=1)
    said = client.post(LIST, {"signature": first.pk, "code": "000000"})
    assert said.status_code == 422
    assert said.context["form"].errors["code"]
    assert f'id="sign-{first.pk}" checked' in said.content.decode()
    assert not SigningSession.objects.exists()


def test_nothing_ticked_is_said(client: Client, minh: User) -> None:
    authority.waiting()
    authority.session(minh)
    assert client.post(LIST, {}).status_code == 422


def test_what_another_window_signs_already_is_said(client: Client, minh: User) -> None:
    first = authority.waiting().signatures.get(order=1)
    authority.session(minh)
    assert client.post(LIST, {"signature": first.pk}).status_code == 302
    said = client.post(LIST, {"signature": first.pk})
    assert said.status_code == 422
    assert "không còn chờ ký nữa" in said.content.decode()


def test_all_pages_at_once(client: Client, minh: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.desk.signing.PER_PAGE", 2)
    for n in range(3):
        authority.waiting(key=f"sample:{n}")
    authority.session(minh)
    assert 'name="all"' in client.get(LIST).content.decode()
    client.post(LIST, {"all": "1"})
    assert Signature.objects.filter(state=State.CHOSEN).count() == 3


def test_the_document_is_read_by_who_may_sign_it_only(client: Client, minh: User) -> None:
    first = authority.waiting().signatures.get(order=1)
    said = client.get(f"{LIST}{first.pk}/van-ban/")
    assert said["Content-Type"] == "application/pdf"
    people.sign_in(client, people.hoa("approver"))
    assert client.get(f"{LIST}{first.pk}/van-ban/").status_code == 404
    assert client.get(f"{LIST}{first.pk}/khong-ky/").status_code == 404
    assert client.post(f"{LIST}{first.pk}/khong-ky/", {"reason": "x"}).status_code == 404


def test_who_does_not_sign_says_why(client: Client, minh: User) -> None:
    document = authority.waiting()
    first = document.signatures.get(order=1)
    assert client.post(f"{LIST}{first.pk}/khong-ky/", {"reason": " "}).status_code == 422
    assert client.post(f"{LIST}{first.pk}/khong-ky/", {"reason": "Sai số"}).status_code == 302
    document.refresh_from_db()
    assert (document.state, document.end_reason) == ("refused", "Sai số")


def test_what_failed_says_why_and_is_tried_again(client: Client, minh: User) -> None:
    first = authority.waiting().signatures.get(order=1)
    minh.signing_keys.update(on=False)
    Signature.objects.filter(pk=first.pk).update(state=State.FAILED, note="no_key")
    page = client.get(LIST, headers={"accept-language": "vi"}).content.decode()
    assert "Chưa có khóa" in page
    authority.session(minh)
    assert client.post(LIST, {"signature": first.pk}).status_code == 422
    minh.signing_keys.update(on=True)
    assert client.post(LIST, {"signature": first.pk}).status_code == 302


def test_a_list_of_many_takes_as_many_queries_as_one_of_few(
    client: Client, minh: User, django_assert_max_num_queries: Any
) -> None:
    authority.waiting(key="sample:0")
    client.get(LIST)
    for n in range(1, 12):
        authority.waiting(key=f"sample:{n}")
    with django_assert_max_num_queries(22):
        client.get(LIST)


def test_programs_sign_by_the_same_verbs(client: Client, minh: User) -> None:
    document = authority.waiting()
    first = document.signatures.get(order=1)
    api = "/api/v1/desk/"
    (row,) = client.get(f"{api}signatures").json()
    assert (row["id"], row["kind"], row["document"]["title"]) == (first.pk, "personal", "Giấy mẫu")
    said = client.post(f"{api}signatures", {"signatures": [first.pk]}, content_type="application/json")
    assert said.status_code == 400, said.content
    code = code_of(minh)
    said = client.post(f"{api}signing-session", {"code": code}, content_type="application/json")
    assert said.status_code == 201, said.content
    said = client.post(f"{api}signatures", {"signatures": [first.pk]}, content_type="application/json")
    assert (said.status_code, said.json()) == (202, {"chosen": 1})
    assert client.delete(f"{api}signing-session").status_code == 204
    drain(timezone.now())
    document.refresh_from_db()
    assert document.state == "in_force"
    assert client.get(f"{api}signatures/{first.pk}/document")["Content-Type"] == "application/pdf"


def test_programs_refuse_by_the_same_verbs(client: Client, minh: User) -> None:
    document = authority.waiting([Wanted(authority.PERSONAL, people.WARD)])
    first = document.signatures.get(order=1)
    address = f"/api/v1/desk/signatures/{first.pk}/refuse"
    assert client.post(address, {"reason": "Sai"}, content_type="application/json").status_code == 204
    people.sign_in(client, people.hoa("approver"))
    assert client.post(address, {"reason": "Sai"}, content_type="application/json").status_code == 404


def test_an_applicant_and_an_officer_without_the_role_see_nothing(client: Client) -> None:
    people.sign_in(client, people.lan())
    assert client.get(LIST).status_code == 403
    people.sign_in(client, people.holder("reception"))
    assert client.get(LIST).status_code == 403


def test_the_address_of_a_button_opened_by_hand_does_nothing_and_says_so(client: Client, minh: User) -> None:
    authority.session(minh)
    said = client.get(LIST + "ket-thuc/", follow=True)
    assert said.redirect_chain == [(LIST, 302)]
    assert "Chưa có gì được thực hiện" in said.text
    assert SigningSession.objects.filter(user=minh, closed_at=None).count() == 1
    assert client.head(LIST + "ket-thuc/").status_code == 302
    assert client.put(LIST + "ket-thuc/").status_code == 405
