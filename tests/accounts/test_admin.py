"""People and their roles in Wagtail's admin."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.access_log import record
from accounts.errors import Unchangeable
from accounts.models import AccessRecord, Role, RoleAssignment, RolePermission, SecondFactor, User
from accounts.permissions import actions, may
from tests import people

pytestmark = pytest.mark.django_db
ADMIN = "/quan-tri/"


@pytest.fixture
def yen(client: Client) -> User:
    user = people.administrator()
    people.sign_in(client, user)
    return user


def saved(answer: Any) -> None:
    assert answer.status_code == 302, answer.context["form"].errors


def test_an_administrator_sees_people_and_roles(client: Client, yen: User) -> None:
    for page in (
        "",
        "users/",
        "users/?q=Yến",
        "roleassignment/",
        "role/",
        "rolepermission/",
        "secondfactor/",
        "accessrecord/",
        "account/",
    ):
        assert client.get(f"{ADMIN}{page}").status_code == 200, page


def test_somebody_without_a_content_role_does_not_come_in(client: Client) -> None:
    for user in (people.lan(), people.minh()):
        people.sign_in(client, user)
        assert client.get(f"{ADMIN}users/").status_code in (302, 403)
        assert client.get(f"{ADMIN}roleassignment/").status_code in (302, 403)


def test_an_editor_does_not_manage_people(client: Client) -> None:
    people.sign_in(client, people.holder("editor"))
    assert client.get(ADMIN).status_code == 200
    for page in ("users/", "users/new/", "roleassignment/", "roleassignment/new/", "secondfactor/"):
        assert client.get(f"{ADMIN}{page}").status_code in (302, 403)


def test_a_person_is_created_and_changed(client: Client, yen: User) -> None:
    assert client.get(f"{ADMIN}users/new/").status_code == 200
    data = {
        "email": "Moi@Example.vn",
        "full_name": "Người Mới",
        "phone": "",
        "personal_number": "",
        "password1": "",
        "password2": "",
    }
    saved(client.post(f"{ADMIN}users/new/", {**data, "is_superuser": "on"}))
    new = User.objects.get(email="moi@example.vn")
    assert (new.full_name, new.is_superuser, new.has_usable_password()) == ("Người Mới", False, False)
    page = f"{ADMIN}users/edit/{new.pk}/"
    assert client.get(page).status_code == 200
    saved(client.post(page, {**data, "full_name": "Người Cũ", "is_active": "on", "phone": "0912345678"}))
    new.refresh_from_db()
    assert (new.full_name, new.phone, new.is_active) == ("Người Cũ", "0912345678", True)
    assert client.get(f"{ADMIN}users/delete/{new.pk}/").status_code == 200
    assert client.get(f"{ADMIN}users/history/{new.pk}/").status_code == 200


def test_an_address_is_taken_only_once(client: Client, yen: User) -> None:
    people.lan()
    data = {"email": "LAN@example.vn", "full_name": "X", "password1": "", "password2": ""}
    answer = client.post(f"{ADMIN}users/new/", data)
    assert "email" in answer.context["form"].errors


def test_a_superuser_is_not_edited_by_others(client: Client, yen: User) -> None:
    root = User.objects.create_superuser("root@example.vn", "x", full_name="Root")
    assert client.get(f"{ADMIN}users/edit/{root.pk}/").status_code in (302, 403)
    people.sign_in(client, root)
    assert client.get(f"{ADMIN}users/edit/{yen.pk}/").status_code == 200


def test_a_role_is_given_and_taken(client: Client, yen: User) -> None:
    lan = people.lan()
    page = f"{ADMIN}roleassignment/new/"
    assert client.get(page).status_code == 200
    data = {
        "user": lan.pk,
        "role": "publisher",
        "agency_code": "H08",
        "valid_from": "2020-01-01",
        "valid_to": "",
    }
    saved(client.post(page, data))
    held = RoleAssignment.objects.get(user=lan)
    assert held.granted_by == yen
    assert lan.groups.filter(name="Moderators").exists()
    assert client.get(f"{ADMIN}roleassignment/edit/{held.pk}/").status_code == 200
    again = client.post(page, data)
    assert "valid_from" in again.context["form"].errors
    backwards = client.post(page, {**data, "role": "clerk", "valid_to": "2019-01-01"})
    assert backwards.context["form"].errors
    saved(client.post(f"{ADMIN}roleassignment/delete/{held.pk}/"))
    assert not lan.groups.exists()


def test_nobody_gives_roles_to_themselves(client: Client, yen: User) -> None:
    data = {"user": yen.pk, "role": "specialist", "agency_code": "H08", "valid_from": "2020-01-01"}
    answer = client.post(f"{ADMIN}roleassignment/new/", data)
    assert "user" in answer.context["form"].errors


def test_what_a_role_may_do_is_changed_by_the_administrator(client: Client, yen: User) -> None:
    row = RolePermission.objects.get(role="reception", action="dossier.view")
    page = f"{ADMIN}rolepermission/edit/{row.pk}/"
    assert client.get(page).status_code == 200
    saved(client.post(page, {"role": "reception", "action": "dossier.view", "scope": "all"}))
    assert may(people.minh(), "dossier.view", agency_code="H57", at=timezone.now())
    unknown = client.post(page, {"role": "reception", "action": "dossier.burn", "scope": "all"})
    assert "action" in unknown.context["form"].errors


def test_a_role_is_renamed_but_keeps_its_code(client: Client, yen: User) -> None:
    page = f"{ADMIN}role/edit/clerk/"
    assert client.get(page).status_code == 200
    saved(
        client.post(
            page,
            {
                "code": "boss",
                "name": "Văn thư phường",
                "name_en": "",
                "group": "",
                "officer": "on",
                "order": 50,
            },
        )
    )
    assert Role.objects.get(code="clerk").name == "Văn thư phường"
    assert not Role.objects.filter(code="boss").exists()


def test_a_lost_code_app_is_removed_and_cannot_be_written(client: Client, yen: User) -> None:
    minh = people.minh()
    factor = SecondFactor.objects.get(user=minh)
    assert client.get(f"{ADMIN}secondfactor/edit/{factor.pk}/").status_code in (302, 403)
    assert client.get(f"{ADMIN}secondfactor/new/").status_code in (302, 403)
    saved(client.post(f"{ADMIN}secondfactor/delete/{factor.pk}/"))
    assert not SecondFactor.objects.filter(user=minh).exists()


def test_the_access_log_is_read_and_never_changed(client: Client, yen: User) -> None:
    kept = record(user_id=1, action="dossier.view", subject="dossier:7", agency="H08.16", at=timezone.now())
    assert b"dossier:7" in client.get(f"{ADMIN}accessrecord/").content
    assert client.get(f"{ADMIN}accessrecord/inspect/{kept.pk}/").status_code == 200
    assert client.post(f"{ADMIN}accessrecord/delete/{kept.pk}/").status_code in (302, 403)
    assert client.get(f"{ADMIN}accessrecord/edit/{kept.pk}/").status_code in (302, 403)
    assert AccessRecord.objects.filter(pk=kept.pk).exists()


def test_the_access_log_names_who_did_what(client: Client, yen: User) -> None:
    kept = record(user_id=people.minh().pk, action="dossier.view", subject="dossier:7", at=timezone.now())
    record(user_id=987654, action="dossier.gone", subject="dossier:8", at=timezone.now())
    in_words = str(actions()["dossier.view"])
    for page in ("accessrecord/", "accessrecord/?q=minh", f"accessrecord/inspect/{kept.pk}/"):
        html = client.get(ADMIN + page).content.decode()
        assert people.minh().full_name in html, page
        assert in_words in html, page
    html = client.get(f"{ADMIN}accessrecord/").content.decode()
    assert "987654" in html
    assert "dossier.gone" in html


def test_the_lists_of_people_and_roles_speak_vietnamese_with_capitals(client: Client, yen: User) -> None:
    people.minh()
    for page, headings in (
        ("role/", ("Cán bộ",)),
        ("rolepermission/", ("Thao tác", "Phạm vi")),
        ("secondfactor/", ("Đã xác nhận", "Khóa đến")),
    ):
        html = client.get(ADMIN + page).content.decode()
        cells = re.findall(r"<t[hd][ >].*?</t[hd]>", html, re.DOTALL)
        texts = {" ".join(strip_tags(cell).split()) for cell in cells}
        assert set(headings) <= texts
        assert not {"True", "False"} & texts


def test_an_editor_changes_their_own_name(client: Client) -> None:
    editor = people.holder("editor")
    people.sign_in(client, editor)
    page = client.get(f"{ADMIN}account/").content.decode()
    assert "full_name" in page
    assert "first_name" not in page


def test_nobody_widens_a_role_they_hold_themselves(client: Client, yen: User) -> None:
    for role, status in (("administrator", 200), ("clerk", 302)):
        data = {"role": role, "action": "dossier.finish", "scope": "all"}
        assert client.post(f"{ADMIN}rolepermission/new/", data).status_code == status
    assert not may(yen, "dossier.finish", agency_code=people.WARD, at=timezone.now())
    own = Role.objects.get(code="administrator")
    data = {"code": own.code, "name": own.name, "group": "", "order": own.order, "officer": "on"}
    assert client.post(f"{ADMIN}role/edit/{own.pk}/", data).status_code == 200
    own.refresh_from_db()
    assert own.group is not None


def test_the_access_log_is_not_changed_in_bulk_either() -> None:
    record(user_id=1, action="dossier.view", subject="dossier:1", at=timezone.now())
    with pytest.raises(Unchangeable):
        AccessRecord.objects.update(user_id=2)
    with pytest.raises(Unchangeable):
        AccessRecord.objects.all().delete()
