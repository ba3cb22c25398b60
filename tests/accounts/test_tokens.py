from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts import second_factor
from accounts.assign import assign
from accounts.models import ApiToken, SecondFactor
from accounts.tokens import issue_token
from tests import people

pytestmark = pytest.mark.django_db
TOKENS, ME = "/api/v1/tokens", "/api/v1/me"


def ask(client: Client, user: Any, **more: str) -> Any:
    data = {"email": user.email, "password": people.PASSWORD, **more}
    return client.post(TOKENS, data, content_type="application/json")


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


def test_an_applicant_gets_a_token_and_gives_it_up(client: Client) -> None:
    lan = people.lan()
    answer = ask(client, lan)
    assert answer.status_code == 201
    token = answer.json()["token"]
    assert token not in str(ApiToken.objects.values().get())
    me = client.get(ME, headers=bearer(token))
    assert me.json()["email"] == lan.email
    assert me.json()["roles"] == me.json()["actions"] == []
    assert client.delete(TOKENS, headers=bearer(token)).status_code == 204
    assert client.get(ME, headers=bearer(token)).status_code == 401


def test_without_or_with_a_wrong_token_nothing_opens(client: Client) -> None:
    for headers in ({}, bearer("nonsense"), bearer("é"), {"Authorization": "Bearer"}):
        answer = client.get(ME, headers=headers)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"] == "Bearer"


def test_an_officer_needs_a_code_which_works_once(client: Client) -> None:
    minh = people.minh()
    assert ask(client, minh).status_code == 400
    code = second_factor.code_of(minh.second_factor, timezone.now())
    answer = ask(client, minh, code=code)
    assert answer.status_code == 201
    me = client.get(ME, headers=bearer(answer.json()["token"])).json()
    assert me["roles"][0]["agency_code"] == people.WARD
    assert {
        "action": "dossier.accept",
        "agency_code": people.WARD,
        "scope": "own",
        "role": "reception",
    } in me["actions"]
    assert ask(client, minh, code=code).status_code == 400


def test_wrong_codes_lock_for_programs_as_for_pages(client: Client) -> None:
    minh = people.minh()
    for _ in range(5):
        assert ask(client, minh, code="000000").status_code == 400
    code = second_factor.code_of(minh.second_factor, timezone.now())
    assert ask(client, minh, code=code).status_code == 400
    assert SecondFactor.objects.get(user=minh).locked_until is not None


def test_an_officer_without_a_code_app_is_told(client: Client) -> None:
    minh = people.minh()
    SecondFactor.objects.all().delete()
    assert ask(client, minh, code="123456").status_code == 400
    assert not ApiToken.objects.exists()


def test_the_demo_switch_skips_the_code(client: Client, settings: Any) -> None:
    settings.DEMO_SKIP_CODE = True
    assert ask(client, people.minh()).status_code == 201


def test_wrong_passwords_are_refused_then_slowed_down(client: Client) -> None:
    lan = people.lan()
    statuses = [ask(client, lan, password="wrong").status_code for _ in range(7)]
    assert statuses[0] == 401
    assert statuses[-1] == 429


def test_a_closed_account_gets_no_token_and_loses_those_it_has(client: Client) -> None:
    lan = people.lan()
    token = ask(client, lan).json()["token"]
    lan.is_active = False
    lan.save()
    assert client.get(ME, headers=bearer(token)).status_code == 401
    assert ask(client, lan).status_code == 401


def test_a_token_dies_with_the_password_and_with_time(client: Client) -> None:
    lan = people.lan()
    _, text = issue_token(lan, at=timezone.now())
    _, old = issue_token(lan, at=timezone.now() - timedelta(days=31))
    assert client.get(ME, headers=bearer(text)).status_code == 200
    assert client.get(ME, headers=bearer(old)).status_code == 401
    lan.set_password("another one entirely")
    lan.save()
    assert client.get(ME, headers=bearer(text)).status_code == 401


def test_a_token_of_before_the_role_does_not_open_the_role(client: Client) -> None:
    lan = people.lan()
    _, text = issue_token(lan, at=timezone.now())
    assign(lan, "reception", people.WARD, valid_from=people.LONG_AGO)
    assert client.get(ME, headers=bearer(text)).status_code == 401


def test_broken_requests_get_plain_answers(client: Client) -> None:
    assert client.post(TOKENS, "{", content_type="application/json").status_code == 400
    assert client.post(TOKENS, {}, content_type="application/json").status_code == 400
    assert (
        client.post(
            TOKENS, {"email": "x\x00@e.vn", "password": "p"}, content_type="application/json"
        ).status_code
        == 400
    )
