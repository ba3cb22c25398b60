"""Signing keys in the admin: what their place asks for, secrets never shown, one in use."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.assign import assign
from accounts.models import Role, RolePermission
from documents.models import Authority, SigningKey
from documents.signing import demo
from documents.signing.contract import secrets_of
from tests import people
from tests.documents import authority
from tests.dossiers.cases import ward

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/khoa-ky-so/"
ROOTS = "/quan-tri/to-chuc-chung-thuc/"


@pytest.fixture
def admin(client: Client) -> Client:
    people.sign_in(client, people.administrator())
    return client


def edit(key: SigningKey) -> str:
    return f"{LIST}edit/{key.pk}/"


def archive() -> tuple[bytes, str]:
    """PKCS#12 of somebody, and its password."""
    key = demo.certify_agency("H99", "UBND xã Thử", timezone.now())
    secret = secrets_of(key)
    return bytes.fromhex(secret["p12"]), secret["password"]


def begun(admin: Client) -> SigningKey:
    ward()
    given = {"kind": "seal", "provider": "software", "agency_code": people.WARD, "officer": ""}
    answer = admin.post(f"{LIST}new/", given)
    key = SigningKey.objects.get(agency_code=people.WARD)
    assert answer.url == edit(key)
    return key


def test_a_seal_is_begun_filled_in_and_switched_on(admin: Client) -> None:
    key = begun(admin)
    assert not key.on
    content, password = archive()
    page = admin.get(edit(key)).content.decode()
    assert 'enctype="multipart/form-data"' in page
    given = {"option_p12": SimpleUploadedFile("k.p12", content), "option_password": password, "on": "on"}
    answer = admin.post(edit(key), given)
    assert answer.status_code == 302, answer.context["form"].errors
    key.refresh_from_db()
    assert key.on
    assert secrets_of(key)["password"] == password
    page = admin.get(edit(key)).content.decode()
    assert f'value="{password}"' not in page
    assert secrets_of(key)["p12"][:40] not in page
    assert "UBND xã Thử" in page
    assert admin.get(LIST).status_code == 200


def test_a_wrong_password_is_said_beside_it(admin: Client) -> None:
    key = begun(admin)
    content, _password = archive()
    given = {"option_p12": SimpleUploadedFile("k.p12", content), "option_password": "wrong", "on": "on"}
    answer = admin.post(edit(key), given)
    assert "option_password" in answer.context["form"].errors
    key.refresh_from_db()
    assert (key.on, key.certificate) == (False, "")


def test_what_is_missing_is_said_and_nothing_is_switched_on(admin: Client) -> None:
    key = begun(admin)
    answer = admin.post(edit(key), {"on": "on"})
    assert "option_p12" in answer.context["form"].errors
    key.refresh_from_db()
    assert not key.on


@pytest.mark.parametrize(("mode", "right"), [("RGBA", True), ("RGB", False)])
def test_a_picture_has_a_transparent_ground(admin: Client, mode: str, right: bool) -> None:
    key, out = begun(admin), io.BytesIO()
    Image.new(mode, (40, 20)).save(out, "PNG")
    answer = admin.post(edit(key), {"picture": SimpleUploadedFile("k.png", out.getvalue())})
    key.refresh_from_db()
    assert (answer.status_code == 302, key.image is not None) == (right, right)


def test_an_officer_is_named_by_e_mail_and_has_one_key_in_use(admin: Client) -> None:
    minh = authority.leader()
    given: dict[str, Any] = {"kind": "personal", "provider": "software", "agency_code": ""}
    answer = admin.post(f"{LIST}new/", {**given, "officer": "nobody@example.vn"})
    assert "officer" in answer.context["form"].errors
    admin.post(f"{LIST}new/", {**given, "officer": minh.email})
    key = SigningKey.objects.get(owner=minh, on=False)
    content, password = archive()
    filled = {"option_p12": SimpleUploadedFile("k.p12", content), "option_password": password, "on": "on"}
    assert "on" in admin.post(edit(key), filled).context["form"].errors


def test_who_does_not_hold_keys_sees_none(client: Client) -> None:
    key = authority.seal()
    people.sign_in(client, people.minh("approver"))
    assert client.get(LIST).status_code in (302, 403)
    assert client.get(edit(key)).status_code in (302, 403)


def test_trusted_authorities_are_certificates_of_authorities(admin: Client) -> None:
    made = authority.trusted()
    given = {"name": "Root CA", "certificate": made.certificate, "on": "on"}
    assert admin.post(f"{ROOTS}new/", given).status_code == 302
    assert Authority.objects.get(name="Root CA").demo is False
    answer = admin.post(f"{ROOTS}new/", {**given, "name": "x", "certificate": "no"})
    assert "certificate" in answer.context["form"].errors
    leaf = authority.seal().certificate.split("-----END CERTIFICATE-----")[0] + "-----END CERTIFICATE-----"
    answer = admin.post(f"{ROOTS}new/", {**given, "name": "y", "certificate": leaf})
    assert "certificate" in answer.context["form"].errors
    assert admin.get(ROOTS).status_code == 200


def test_keys_are_the_whole_portals_and_no_single_agencys(client: Client) -> None:
    key = authority.seal()
    RolePermission.objects.create(role=Role.objects.get(code="editor"), action="documents.keys", scope="own")
    user = people.person("khoaky@example.vn", "Lê Khóa")
    assign(user, "editor", people.WARD, valid_from=people.LONG_AGO)
    people.sign_in(client, user)
    for page in (LIST, f"{LIST}new/", edit(key), ROOTS):
        assert client.get(page).status_code in (302, 403)


def test_a_secret_left_empty_stays_and_a_key_is_never_deleted(admin: Client) -> None:
    key = begun(admin)
    content, password = archive()
    given = {"option_p12": SimpleUploadedFile("k.p12", content), "option_password": password, "on": "on"}
    admin.post(edit(key), given)
    assert admin.post(edit(key), {"on": "on", "option_password": ""}).status_code == 302
    key.refresh_from_db()
    assert secrets_of(key)["password"] == password
    admin.post(f"{LIST}delete/{key.pk}/")
    assert SigningKey.objects.filter(pk=key.pk).exists()
