from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pyotp
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts import second_factor
from accounts.errors import CodeLocked, CodeUsed, WrongCode
from accounts.models import SecondFactor, User
from tests import people

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 8, 21, 3, 0, 5, tzinfo=UTC)
STEP = timedelta(seconds=30)
PAGE = "/tai-khoan/ma-xac-thuc/"
WRONG = "000000"


@pytest.fixture
def factor() -> SecondFactor:
    return second_factor.enrol(people.lan(), pyotp.random_base32())


def code(factor: SecondFactor, at: datetime = NOW) -> str:
    return second_factor.code_of(factor, at)


def by_password(client: Client, user: User) -> Any:
    return client.post("/tai-khoan/login/", {"login": user.email, "password": people.PASSWORD})


def test_the_code_of_now_and_of_one_step_before_or_after_is_accepted() -> None:
    for offset in (-1, 0, 1):
        factor = second_factor.enrol(people.lan(), pyotp.random_base32())
        second_factor.check(factor, code(factor, NOW + offset * STEP), NOW)
    factor = second_factor.enrol(people.lan(), pyotp.random_base32())
    with pytest.raises(WrongCode):
        second_factor.check(factor, code(factor, NOW - 2 * STEP), NOW)


def test_a_code_is_accepted_once(factor: SecondFactor) -> None:
    second_factor.check(factor, code(factor), NOW)
    with pytest.raises(CodeUsed):
        second_factor.check(factor, code(factor), NOW + timedelta(seconds=3))
    with pytest.raises(CodeUsed):
        second_factor.check(factor, code(factor, NOW - STEP), NOW)
    second_factor.check(factor, code(factor, NOW + STEP), NOW + STEP)


def test_spaces_in_a_code_are_forgiven(factor: SecondFactor) -> None:
    digits = code(factor)
    second_factor.check(factor, f" {digits[:3]} {digits[3:]} ", NOW)


@pytest.mark.parametrize("nonsense", ["", "12345", "abcdef", "١٢٣٤٥٦", "1" * 20])
def test_nonsense_is_a_wrong_code_and_no_error(factor: SecondFactor, nonsense: str) -> None:
    with pytest.raises(WrongCode):
        second_factor.check(factor, nonsense, NOW)


def test_five_wrong_codes_lock_for_five_minutes_even_for_the_right_one(factor: SecondFactor) -> None:
    for _ in range(4):
        with pytest.raises(WrongCode):
            second_factor.check(factor, WRONG, NOW)
    with pytest.raises(CodeLocked):
        second_factor.check(factor, WRONG, NOW)
    later = NOW + timedelta(minutes=4, seconds=59)
    with pytest.raises(CodeLocked) as refused:
        second_factor.check(factor, code(factor, later), later)
    assert refused.value.params == {"minutes": 1}
    free = NOW + timedelta(minutes=5)
    second_factor.check(factor, code(factor, free), free)


def test_a_right_code_forgives_the_wrong_ones(factor: SecondFactor) -> None:
    for round_ in range(3):
        for _ in range(4):
            with pytest.raises(WrongCode):
                second_factor.check(factor, WRONG, NOW)
        second_factor.check(factor, code(factor, NOW + round_ * STEP), NOW + round_ * STEP)


def test_the_secret_is_not_readable_in_the_database(factor: SecondFactor) -> None:
    secret = second_factor.secret_of(factor)
    assert secret not in SecondFactor.objects.get(pk=factor.pk).secret


def test_a_secret_survives_a_change_of_the_key(factor: SecondFactor, settings: Any) -> None:
    secret = second_factor.secret_of(factor)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" * 5
    assert second_factor.secret_of(factor) == secret


def test_who_needs_a_second_factor() -> None:
    assert not second_factor.needed(people.lan(), NOW)
    for role in ("reception", "auditor", "editor", "publisher", "administrator"):
        assert second_factor.needed(people.holder(role), NOW)
    assert second_factor.needed(User.objects.create_superuser("root@example.vn", "x", full_name="Root"), NOW)


def test_an_officer_signs_in_with_password_and_code(client: Client) -> None:
    minh = people.minh()
    by_password(client, minh)
    page = client.get(PAGE, {"next": "/can-bo/?status=1"})
    assert page.status_code == 200
    assert "qr.svg" not in page.content.decode()
    digits = second_factor.code_of(minh.second_factor, timezone.now())
    answer = client.post(PAGE, {"code": digits, "next": "/can-bo/?status=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/can-bo/?status=1")
    assert client.get("/tai-khoan/ho-so-cua-toi/").status_code == 200
    assert client.session.get_expiry_age() <= 12 * 3600


def test_next_never_leads_to_another_site(client: Client) -> None:
    minh = people.minh()
    client.force_login(minh)
    digits = second_factor.code_of(minh.second_factor, timezone.now())
    answer = client.post(PAGE, {"code": digits, "next": "https://evil.example/"})
    assert answer["Location"] == "/tai-khoan/"


def test_every_session_asks_anew_and_a_used_code_does_not_open_a_second_one(client: Client) -> None:
    minh = people.minh()
    client.force_login(minh)
    digits = second_factor.code_of(minh.second_factor, timezone.now())
    client.post(PAGE, {"code": digits})
    other = Client()
    other.force_login(minh)
    answer = other.post(PAGE, {"code": digits})
    assert answer.status_code == 200
    assert answer.context["form"].errors["code"].as_data()[0].code == "code_used"
    assert other.get("/tai-khoan/ho-so-cua-toi/").status_code == 302


def test_wrong_codes_on_the_page_lock_and_say_so(client: Client) -> None:
    client.force_login(people.minh())
    for _ in range(5):
        answer = client.post(PAGE, {"code": WRONG})
    assert answer.context["form"].errors["code"].as_data()[0].code == "code_locked"
    assert "5" in answer.context["form"].errors["code"][0]


def test_a_new_officer_enrols_by_scanning_once(client: Client) -> None:
    minh = people.minh()
    SecondFactor.objects.all().delete()
    client.force_login(minh)
    assert "qr.svg" in client.get(PAGE).content.decode()
    picture = client.get(f"{PAGE}qr.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"style=" not in picture.content
    factor = SecondFactor.objects.get(user=minh)
    assert factor.confirmed_at is None
    client.post(PAGE, {"code": second_factor.code_of(factor, timezone.now())})
    factor.refresh_from_db()
    assert factor.confirmed_at is not None
    assert client.get(f"{PAGE}qr.svg").status_code == 404


def test_a_code_by_email_does_not_replace_the_code_of_the_app(client: Client, mailoutbox: list[Any]) -> None:
    minh = people.minh()
    client.post("/tai-khoan/login/code/", {"email": minh.email})
    digits = next(word for word in mailoutbox[-1].body.split() if "-" in word or word.isupper())
    client.post("/tai-khoan/login/code/confirm/", {"code": digits})
    assert client.session.get("_auth_user_id") == str(minh.pk)
    assert client.get("/tai-khoan/ho-so-cua-toi/")["Location"].startswith(PAGE)


def test_an_officer_may_sign_out_before_the_code(client: Client) -> None:
    client.force_login(people.minh())
    assert client.post("/tai-khoan/logout/")["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_an_applicant_is_never_asked(client: Client) -> None:
    client.force_login(people.lan())
    assert client.get("/tai-khoan/ho-so-cua-toi/").status_code == 200
    assert client.get(PAGE)["Location"] == "/tai-khoan/"
    assert client.get(f"{PAGE}qr.svg").status_code == 404


def test_the_demo_may_skip_the_code(client: Client, settings: Any) -> None:
    settings.DEMO_SKIP_CODE = True
    client.force_login(people.minh())
    assert client.get("/tai-khoan/ho-so-cua-toi/").status_code == 200


def test_demo_code_prints_a_code_that_works(settings: Any) -> None:
    settings.DEMO = True
    minh = people.minh()
    for account in ("minh@example.vn", "minh"):
        out = StringIO()
        call_command("demo_code", account, stdout=out)
        second_factor.check(minh.second_factor, out.getvalue().strip(), timezone.now())


def test_demo_code_is_silent_outside_the_demo(settings: Any) -> None:
    people.minh()
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("demo_code", "minh@example.vn")


def test_demo_code_names_the_accounts_it_knows(settings: Any) -> None:
    settings.DEMO = True
    people.minh()
    with pytest.raises(CommandError, match="minh@example.vn"):
        call_command("demo_code", "nobody")


def test_demo_secrets_follow_from_the_address(settings: Any) -> None:
    settings.DEMO = True
    minh = people.minh()
    first = second_factor.secret_of(second_factor.enrol(minh))
    assert second_factor.secret_of(second_factor.enrol(minh)) == first
    settings.DEMO = False
    assert second_factor.secret_of(second_factor.enrol(minh)) != first


def test_a_session_goes_on_under_a_new_id_after_the_code(client: Client) -> None:
    minh = people.minh()
    by_password(client, minh)
    before = client.session.session_key
    digits = second_factor.code_of(SecondFactor.objects.get(user=minh), timezone.now())
    assert client.post(PAGE, {"code": digits}).status_code == 302
    assert second_factor.SESSION_KEY in client.session
    assert client.session.session_key != before
