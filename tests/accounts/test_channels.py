"""A person chooses how to be written to."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.channels import choose, ways_to
from accounts.models import User
from tests import people

pytestmark = pytest.mark.django_db
PAGE = "/tai-khoan/ho-so-cua-toi/"


def ways(user: User | None, **given: str) -> list[tuple[str, str]]:
    return [(way.channel.value, way.to) for way in ways_to(user, "dossier", **given)]


def test_whoever_has_not_chosen_is_written_to_by_e_mail() -> None:
    assert ways(people.lan()) == [("email", "lan@example.vn")]
    assert ways(people.lan(), email="khac@example.vn") == [("email", "khac@example.vn")]


def test_the_profile_page_keeps_the_choice(client: Client) -> None:
    lan = people.lan()
    people.sign_in(client, lan)
    assert 'value="email" id="id_dossier_news_0" checked' in client.get(PAGE).text
    said = {"full_name": "Nguyễn Thị Lan", "phone": "0912345678", "dossier_news": ["sms", "zalo"]}
    assert client.post(PAGE, said).status_code == 302
    lan.refresh_from_db()
    assert ways(lan) == [("sms", "0912345678"), ("zalo", "0912345678")]
    client.post(PAGE, {"full_name": "Nguyễn Thị Lan", "phone": "0912345678"})
    lan.refresh_from_db()
    assert ways(lan) == []


def test_sms_without_a_number_is_refused_beside_the_number_and_the_choice_stays(client: Client) -> None:
    people.sign_in(client, people.lan())
    page = client.post(PAGE, {"full_name": "Nguyễn Thị Lan", "phone": "", "dossier_news": ["sms"]})
    assert "Cần có số điện thoại" in page.text
    assert 'value="sms" id="id_dossier_news_1" checked' in page.text
    assert ways(people.lan()) == [("email", "lan@example.vn")]


def test_a_channel_that_is_off_is_neither_offered_nor_used_nor_forgotten(
    client: Client, settings: Any
) -> None:
    lan = people.lan()
    lan.phone = "0912345678"
    choose(lan, "dossier", ["email", "zalo"])
    settings.ZALO_URL = ""
    assert ways(lan) == [("email", "lan@example.vn")]
    people.sign_in(client, lan)
    assert "zalo" not in client.get(PAGE).text
    choose(lan, "dossier", ["sms"])
    settings.ZALO_URL = "keep:"
    assert ways(lan, phone="0987654321") == [("sms", "0987654321"), ("zalo", "0987654321")]


def test_without_an_account_it_is_e_mail_else_sms(settings: Any) -> None:
    assert ways(None, email="a@example.vn", phone="0912345678") == [("email", "a@example.vn")]
    assert ways(None, phone="0912345678") == [("sms", "0912345678")]
    settings.SMS_URL = ""
    assert ways(None, phone="0912345678") == []
    assert ways(None) == []
