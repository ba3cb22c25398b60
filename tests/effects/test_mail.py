"""Messages: one per occasion, kept or sent, seen in a list."""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, send_mail
from django.test import Client

from effects import messages
from effects.channels import email
from effects.messages import notify
from effects.models import Effect, Message
from effects.worker import drain
from tests import people

pytestmark = pytest.mark.django_db
AT = datetime(2126, 8, 21, 2, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _outbox(settings: object) -> None:
    settings.EMAIL_BACKEND = "effects.mail.OutboxBackend"  # type: ignore[attr-defined]  # pytest-django sets another


@pytest.fixture
def server(settings: object, monkeypatch: pytest.MonkeyPatch) -> list[EmailMessage]:
    """A mail server that takes everything; the network edge, hence a stand-in."""
    taken: list[EmailMessage] = []
    settings.MAIL_URL = "smtp://mail.example.vn:25"  # type: ignore[attr-defined]
    monkeypatch.setattr(email, "SMTP", "tests.effects.test_mail.Taking")
    monkeypatch.setattr(Taking, "taken", taken)
    monkeypatch.setattr(Taking, "refuse", None)
    return taken


class Taking:
    taken: list[EmailMessage] = []
    refuse: Exception | None = None

    def __init__(self, **_options: object) -> None: ...

    def send_messages(self, messages: list[EmailMessage]) -> int:
        if self.refuse:
            raise self.refuse
        self.taken.extend(messages)
        return len(messages)


def a_message(key: str = "received:1") -> Message:
    return notify(to="lan@example.vn", subject="Đã nhận\nhồ sơ", body="Chào chị", key=key)


def test_without_a_mail_server_a_message_is_kept() -> None:
    a_message()
    drain(AT)
    message = Message.objects.get()
    assert (message.state, message.subject, message.body) == ("kept", "Đã nhận hồ sơ", "Chào chị")


def test_one_occasion_is_one_message() -> None:
    assert a_message() == a_message()
    assert drain(AT) == 1


def test_a_message_is_handed_to_the_mail_server_once(server: list[EmailMessage]) -> None:
    message = a_message()
    drain(AT)
    messages.deliver(message.pk, at=AT)
    assert [(sent.to, sent.subject) for sent in server] == [(["lan@example.vn"], "Đã nhận hồ sơ")]
    assert server[0].extra_headers["Message-ID"] == f"<message-{message.pk}@127.0.0.1>"
    message.refresh_from_db()
    assert (message.state, message.body) == ("sent", "Chào chị")


def test_djangos_own_mail_goes_through_the_outbox_and_is_erased_once_sent(server: list[EmailMessage]) -> None:
    send_mail(
        "Mã đăng nhập", "123456", None, ["lan@example.vn", "minh@example.vn"], html_message="<p>123456</p>"
    )
    assert not server
    drain(AT)
    assert [(sent.to, sent.body) for sent in server] == [
        (["lan@example.vn"], "123456"),
        (["minh@example.vn"], "123456"),
    ]
    assert {(message.body, message.html) for message in Message.objects.all()} == {("", "")}


def test_an_attachment_is_refused_rather_than_dropped() -> None:
    letter = EmailMessage("x", "x", to=["lan@example.vn"], attachments=[("a.pdf", b"x", "application/pdf")])
    with pytest.raises(ImproperlyConfigured):
        letter.send()


def test_a_server_that_is_away_is_asked_again(
    server: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Taking, "refuse", smtplib.SMTPServerDisconnected("gone"))
    a_message()
    drain(AT)
    assert (Message.objects.get().state, Effect.objects.get().state) == ("waiting", "waiting")
    monkeypatch.setattr(Taking, "refuse", None)
    drain(AT + timedelta(minutes=1))
    assert (Message.objects.get().state, len(server)) == ("sent", 1)


def test_an_address_that_is_refused_fails_at_once(
    server: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Taking, "refuse", smtplib.SMTPRecipientsRefused({"lan@example.vn": (550, b"no")}))
    a_message()
    drain(AT)
    assert Message.objects.get().state == "failed"
    assert Effect.objects.get().last_error == "effects.errors.GiveUp:recipient_refused"


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_of_messages_costs_the_same_however_long(
    client: Client, count: int, django_assert_max_num_queries: object
) -> None:
    for number in range(count):
        a_message(f"received:{number}")
    people.sign_in(client, people.administrator())
    client.get("/tin-nhan/")
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        page = client.get("/tin-nhan/")
    assert "Đã nhận hồ sơ" in page.text


def test_a_message_is_shown_as_text(client: Client) -> None:
    message = notify(to="lan@example.vn", subject="x", body="<b>https://example.vn/a</b>", key="k")
    page = client.get(f"/tin-nhan/{message.pk}/").text
    assert "&lt;b&gt;" in page
    assert '<a href="https://example.vn/a' in page


def test_failed_work_is_seen_and_tried_again_by_hand(client: Client) -> None:
    a_message()
    Effect.objects.update(state="failed", last_error="builtins.OSError", attempts=8)
    people.sign_in(client, people.administrator())
    page = client.get("/viec-cho/")
    assert "builtins.OSError" in page.text
    effect = Effect.objects.get()
    assert client.post(f"/viec-cho/{effect.pk}/lam-lai/", follow=True).status_code == 200
    effect.refresh_from_db()
    assert (effect.state, effect.attempts) == ("waiting", 0)


def test_strangers_do_not_see_failed_work(client: Client) -> None:
    assert client.get("/viec-cho/").status_code in (302, 403)
    people.sign_in(client, people.lan())
    assert client.get("/viec-cho/").status_code == 403


def test_who_may_see_the_messages_does_not_read_codes_written_to_others(
    client: Client, settings: Any
) -> None:
    settings.DEMO = False
    people.sign_in(client, people.administrator())
    open_one = notify(to="a@example.vn", subject="Báo", body="Ai cũng đọc", key="open")
    code = notify(to="a@example.vn", subject="Mã", body="ABCD-EFGH", key="code", confidential=True)
    assert "Ai cũng đọc" in client.get(f"/tin-nhan/{open_one.pk}/").content.decode()
    for state in ("waiting", "failed"):
        Message.objects.filter(pk=code.pk).update(state=state)
        answer = client.get(f"/tin-nhan/{code.pk}/")
        assert answer.status_code == 200
        assert "ABCD-EFGH" not in answer.content.decode()
