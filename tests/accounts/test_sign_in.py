from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.assign import assign
from accounts.models import RoleAssignment, User
from tests import people

pytestmark = pytest.mark.django_db
NEW = {
    "full_name": "  Trần  Văn\tHùng ",
    "email": "Hung@Example.vn",
    "phone": "+84 987 654 321",
    "password1": "mua-xuan-2026-an-lanh",
}


def test_somebody_opens_an_account_and_is_signed_in(client: Client, mailoutbox: list[Any]) -> None:
    answer = client.post("/tai-khoan/signup/", NEW)
    assert answer.status_code == 302, answer.context["form"].errors
    hung = User.objects.get(email="hung@example.vn")
    assert (hung.full_name, hung.phone) == ("Trần Văn Hùng", "0987654321")
    assert client.session["_auth_user_id"] == str(hung.pk)
    link = re.search(r"https?://\S+/confirm-email/\S+", mailoutbox[-1].body)
    assert link is not None
    page = client.get(link[0])
    assert page.status_code == 200
    client.post(link[0])
    assert EmailAddress.objects.get(user=hung).verified


def test_what_is_wrong_is_said_beside_the_field_and_the_rest_is_kept(client: Client) -> None:
    answer = client.post("/tai-khoan/signup/", {**NEW, "phone": "12", "password1": "12345678"})
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"phone", "password1"}
    assert "Trần" in answer.content.decode()
    assert not User.objects.filter(email="hung@example.vn").exists()


def test_an_applicant_signs_in_by_password_and_lands_on_the_dossiers(client: Client) -> None:
    lan = people.lan()
    answer = client.post("/tai-khoan/login/", {"login": "LAN@example.vn", "password": people.PASSWORD})
    assert answer["Location"] == "/tai-khoan/"
    assert client.get("/tai-khoan/")["Location"] == "/ho-so/"
    assert client.session["_auth_user_id"] == str(lan.pk)


def test_signing_in_leads_back_to_the_page_that_was_wanted(client: Client) -> None:
    people.lan()
    data = {"login": "lan@example.vn", "password": people.PASSWORD, "next": "/nop-ho-so/1.001193/"}
    assert client.post("/tai-khoan/login/", data)["Location"] == "/nop-ho-so/1.001193/"


def test_an_applicant_signs_in_by_a_code_in_the_mail(client: Client, mailoutbox: list[Any]) -> None:
    lan = people.lan()
    answer = client.post("/tai-khoan/login/code/?next=/ho-so/", {"email": lan.email})
    assert "/login/code/confirm/" in answer["Location"]
    assert client.get(answer["Location"]).status_code == 200
    code = mailoutbox[-1].body.split("\n    ")[1].split("\n")[0].strip()
    answer = client.post(answer["Location"], {"code": code, "next": "/ho-so/"})
    assert answer["Location"] == "/ho-so/"
    assert client.session["_auth_user_id"] == str(lan.pk)


def test_a_wrong_code_by_mail_is_refused(client: Client, mailoutbox: list[Any]) -> None:
    client.post("/tai-khoan/login/code/", {"email": people.lan().email})
    answer = client.post("/tai-khoan/login/code/confirm/", {"code": "AAAA-AAAA"})
    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session


def test_who_waits_for_a_code_may_go_back_to_the_password(client: Client) -> None:
    client.post("/tai-khoan/login/code/", {"email": people.lan().email})
    page = client.get("/tai-khoan/login/code/confirm/?next=/ho-so/").content.decode()
    assert 'value="/tai-khoan/login/?next=%2Fho-so%2F"' in page
    back = client.post("/tai-khoan/logout/", {"next": "/tai-khoan/login/?next=%2Fho-so%2F"})
    assert back["Location"] == "/tai-khoan/login/?next=%2Fho-so%2F"
    assert 'name="password"' in client.get(back["Location"]).content.decode()


def test_asking_a_code_for_a_stranger_tells_nothing(client: Client, mailoutbox: list[Any]) -> None:
    known = client.post("/tai-khoan/login/code/", {"email": people.lan().email})
    unknown = Client().post("/tai-khoan/login/code/", {"email": "nobody@example.vn"})
    assert known["Location"] == unknown["Location"]
    assert len(mailoutbox) == 1


def test_a_forgotten_password_is_replaced_by_a_link(client: Client, mailoutbox: list[Any]) -> None:
    lan = people.lan()
    assert client.post("/tai-khoan/password/reset/", {"email": lan.email}).status_code == 302
    link = re.search(r"https?://\S+/password/reset/key/\S+", mailoutbox[-1].body)
    assert link is not None
    form = client.get(link[0], follow=True)
    assert form.status_code == 200
    client.post(
        form.redirect_chain[-1][0], {"password1": "mua-thu-2026-an-lanh", "password2": "mua-thu-2026-an-lanh"}
    )
    lan.refresh_from_db()
    assert lan.check_password("mua-thu-2026-an-lanh")
    used = Client().get(link[0], follow=True)
    assert used.context["token_fail"]


def test_a_change_of_password_is_told_by_mail(client: Client, mailoutbox: list[Any], settings: Any) -> None:
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    people.sign_in(client, people.lan())
    new = "mua-thu-2026-an-lanh"
    data = {"oldpassword": people.PASSWORD, "password1": new, "password2": new}
    assert client.post("/tai-khoan/password/change/", data).status_code == 302
    assert mailoutbox[-1].subject == "Mật khẩu đã được thay đổi"
    assert "Nếu không phải bạn thực hiện" in mailoutbox[-1].body


def test_too_many_wrong_passwords_close_the_door_for_a_while(client: Client) -> None:
    people.lan()
    for _ in range(6):
        answer = client.post("/tai-khoan/login/", {"login": "lan@example.vn", "password": "wrong"})
    assert answer.context["form"].errors
    answer = client.post("/tai-khoan/login/", {"login": "lan@example.vn", "password": people.PASSWORD})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("reception", "/can-bo/"),
        ("auditor", "/can-bo/"),
        ("editor", "/quan-tri/"),
        ("administrator", "/quan-tri/"),
    ],
)
def test_everybody_lands_where_their_work_is(client: Client, role: str, place: str) -> None:
    people.sign_in(client, people.holder(role))
    assert client.get("/tai-khoan/")["Location"] == place


def test_signing_in_takes_away_the_group_of_a_role_that_ended(client: Client) -> None:
    lan = people.lan()
    assign(lan, "editor", "", valid_from=people.LONG_AGO)
    RoleAssignment.objects.update(valid_to=people.LONG_AGO)
    assert lan.groups.exists()
    client.post("/tai-khoan/login/", {"login": lan.email, "password": people.PASSWORD})
    assert not lan.groups.exists()


def test_a_profile_is_changed_and_bad_input_kept(client: Client) -> None:
    lan = people.lan()
    people.sign_in(client, lan)
    page = "/tai-khoan/ho-so-cua-toi/"
    answer = client.post(page, {"full_name": "Lan Anh", "phone": "091 234 5678", "personal_number": "123"})
    assert set(answer.context["form"].errors) == {"personal_number"}
    answer = client.post(
        page, {"full_name": "Lan Anh", "phone": "091 234 5678", "personal_number": "052 190 012 345"}
    )
    assert answer.status_code == 302
    lan.refresh_from_db()
    assert (lan.full_name, lan.phone, lan.personal_number) == ("Lan Anh", "0912345678", "052190012345")


@pytest.mark.parametrize(
    "path",
    [
        "login/",
        "signup/",
        "login/code/",
        "password/reset/",
        "password/reset/done/",
        "inactive/",
        "confirm-email/",
        "confirm-email/nonsense/",
        "password/reset/key/1-x/",
        "password/reset/key/done/",
    ],
)
def test_pages_for_strangers_speak_vietnamese(client: Client, path: str) -> None:
    page = client.get(f"/tai-khoan/{path}").content.decode()
    assert 'lang="vi"' in page
    for english in ("Sign in", "Password", "Email address", "password"):
        assert english not in re.sub(r"<[^>]+>", " ", page)


@pytest.mark.parametrize(
    "path", ["", "ho-so-cua-toi/", "email/", "password/change/", "logout/", "reauthenticate/"]
)
def test_pages_for_people_with_an_account(client: Client, path: str) -> None:
    assert client.get(f"/tai-khoan/{path}").status_code == 302
    people.sign_in(client, people.lan())
    assert client.get(f"/tai-khoan/{path}").status_code in (200, 302)
    assert client.get(f"/tai-khoan/{path}", headers={"Accept-Language": "en"}).status_code < 400


def test_addresses_are_added_and_one_becomes_the_main_one(client: Client, mailoutbox: list[Any]) -> None:
    lan = people.lan()
    people.sign_in(client, lan)
    page = "/tai-khoan/email/"
    client.post(page, {"action_add": "", "email": "lan2@example.vn"})
    assert "lan2@example.vn" in client.get(page).content.decode()
    link = re.search(r"https?://\S+/confirm-email/\S+", mailoutbox[-1].body)
    assert link is not None
    client.post(link[0])
    client.post(page, {"action_primary": "", "email": "lan2@example.vn"})
    lan.refresh_from_db()
    assert lan.email == "lan2@example.vn"


def test_who_opened_an_account_for_anothers_address_is_out_when_its_owner_comes_by_code(
    client: Client, mailoutbox: list[Any]
) -> None:
    stranger = Client()
    stranger.post("/tai-khoan/signup/", NEW)
    assert stranger.get("/ho-so/").status_code == 200
    confirm = client.post("/tai-khoan/login/code/", {"email": NEW["email"]})["Location"]
    code = mailoutbox[-1].body.split("\n    ")[1].split("\n")[0].strip()
    client.post(confirm, {"code": code})
    assert client.get("/ho-so/").status_code == 200
    assert stranger.get("/ho-so/").status_code == 302
    stranger.post("/tai-khoan/login/", {"login": NEW["email"], "password": NEW["password1"]})
    assert "_auth_user_id" not in stranger.session


def test_a_proved_address_keeps_its_password(client: Client, mailoutbox: list[Any]) -> None:
    lan = people.lan()
    EmailAddress.objects.create(user=lan, email=lan.email, verified=True, primary=True)
    confirm = client.post("/tai-khoan/login/code/", {"email": lan.email})["Location"]
    code = mailoutbox[-1].body.split("\n    ")[1].split("\n")[0].strip()
    client.post(confirm, {"code": code})
    lan.refresh_from_db()
    assert lan.check_password(people.PASSWORD)
