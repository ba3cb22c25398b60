"""SMS and Zalo by any HTTP provider: a real small server that takes, refuses, tarries; quiet hours; SMS."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from datetime import time as hour
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.utils import timezone

from effects import messages, worker
from effects.channels import http, open_channels, sms
from effects.channels.contract import Letter
from effects.checks import channels_have_what_they_need
from effects.message_rules import quiet_end
from effects.models import Effect, Message, MessageRules

DAY = datetime(2126, 8, 21, 2, 30, tzinfo=UTC)  # 09:30 in Việt Nam
NIGHT = datetime(2126, 8, 21, 15, 30, tzinfo=UTC)  # 22:30
OPTIONS: dict[str, Any] = {
    "headers": {"Authorization": "Bearer {secret:GATE}"},
    "body": {"phone": "{to84}", "sms": {"content": "{text}"}, "requestId": "{ref}", "unicode": 0},
    "id": "data.id",
    "error": "code",
    "fine": ["100"],
    "try_again": ["busy"],
    "seconds": 0.5,
}
TAKEN = {"code": "100", "data": {"id": 77}}


class Gate(BaseHTTPRequestHandler):
    """A provider of SMS that does as it is told."""

    def do_POST(self) -> None:
        server: Any = self.server
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.asked.append({"auth": self.headers["Authorization"], "body": body})
        status, said = server.answers.pop(0) if len(server.answers) > 1 else server.answers[0]
        if said == "slow":
            time.sleep(1.5)
        words = said.encode() if isinstance(said, str) else json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def gate(settings: Any) -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Gate)
    server.asked, server.answers = [], [(200, TAKEN)]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.SMS_OPTIONS = OPTIONS
    settings.MESSAGE_SECRETS = {"GATE": "very-secret"}
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _awake(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's clock says day unless a test says otherwise."""
    monkeypatch.setattr(timezone, "now", lambda: DAY)


def queued(key: str = "k", **changes: Any) -> Message:
    given = {"channel": "sms", "to": "0912345678", "subject": "Đã nhận", "body": "Hồ sơ đã nhận", **changes}
    return messages.queue(Message(key=key, **given))


def state_of(message: Message) -> tuple[str, str, str]:
    message.refresh_from_db()
    effect = Effect.objects.get()
    return message.state, effect.state, effect.last_error.rpartition(".")[2]


@pytest.mark.django_db
def test_an_sms_goes_out_as_the_options_say_with_the_secret_of_the_environment(gate: Any) -> None:
    message = queued()
    worker.drain(DAY)
    assert gate.asked == [
        {
            "auth": "Bearer very-secret",
            "body": {
                "phone": "84912345678",
                "sms": {"content": "Ho so da nhan"},
                "requestId": f"message-{message.pk}",
                "unicode": 0,
            },
        }
    ]
    assert state_of(message) == ("sent", "done", "")
    assert message.reference == "77"


@pytest.mark.django_db
def test_a_provider_that_is_busy_is_asked_again_with_the_same_reference(gate: Any) -> None:
    gate.answers = [(429, ""), (200, {"code": "busy"}), (200, TAKEN)]
    message = queued()
    worker.drain(DAY)
    assert state_of(message) == ("waiting", "waiting", "NoAnswer:http_429")
    worker.drain(DAY + timedelta(minutes=1))
    assert state_of(message) == ("waiting", "waiting", "NoAnswer:provider_busy")
    worker.drain(DAY + timedelta(minutes=5))
    assert state_of(message)[0] == "sent"
    assert {asked["body"]["requestId"] for asked in gate.asked} == {f"message-{message.pk}"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "state", "error"),
    [
        ((500, ""), "waiting", "NoAnswer:http_500"),
        ((200, "slow"), "waiting", "NoAnswer:timeout"),
        ((401, ""), "failed", "GiveUp:http_401"),
        ((302, ""), "failed", "GiveUp:http_302"),
        ((200, {"code": "118"}), "failed", "GiveUp:provider_118"),
        ((200, {"code": "số 0912345678 sai"}), "failed", "GiveUp:provider_refused"),
        ((200, "<html>"), "failed", "GiveUp:not_json"),
    ],
)
def test_what_may_help_is_tried_again_and_what_cannot_help_fails_at_once(
    gate: Any, answer: Any, state: str, error: str
) -> None:
    gate.answers = [answer]
    message = queued()
    worker.drain(DAY)
    assert state_of(message) == (state, state, error)


@pytest.mark.django_db
def test_a_provider_that_is_away_is_asked_again(settings: Any, gate: Any) -> None:
    settings.SMS_URL = "http://127.0.0.1:9/send"
    message = queued()
    worker.drain(DAY)
    assert state_of(message)[:2] == ("waiting", "waiting")


@pytest.mark.django_db
def test_a_failed_message_is_sent_again_by_hand_and_one_that_went_is_not(gate: Any) -> None:
    gate.answers = [(401, ""), (200, TAKEN)]
    message = queued()
    worker.drain(DAY)
    assert messages.try_again(message)
    assert state_of(message)[:2] == ("waiting", "waiting")
    worker.drain(DAY)
    assert state_of(message)[0] == "sent"
    assert not messages.try_again(message)


@pytest.mark.django_db
def test_a_channel_turned_off_meanwhile_fails_and_one_that_keeps_shows_the_text(settings: Any) -> None:
    settings.SMS_URL = settings.ZALO_URL = ""
    assert [channel.value for channel in open_channels()] == ["email"]
    queued()
    worker.drain(DAY)
    assert Message.objects.get().state == "failed"
    settings.ZALO_URL = "keep:"
    queued("z", channel="zalo")
    worker.drain(DAY)
    zalo = Message.objects.get(key="z")
    assert (zalo.state, zalo.body) == ("kept", "Hồ sơ đã nhận")


@pytest.mark.django_db
def test_a_confidential_sms_loses_its_text_once_sent(gate: Any) -> None:
    message = queued(confidential=True)
    worker.drain(DAY)
    message.refresh_from_db()
    assert (message.state, message.body) == ("sent", "")


@pytest.mark.django_db
def test_at_night_an_sms_waits_until_morning_and_no_attempt_is_counted(
    gate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NIGHT)
    held, code = queued(), queued("code", urgent=True)
    worker.drain(NIGHT)
    effect = Effect.objects.get(key="message:k")
    assert (effect.state, effect.attempts) == ("waiting", 0)
    assert effect.run_after == datetime(2126, 8, 22, 0, 0, tzinfo=UTC)  # 07:00
    code.refresh_from_db()
    assert code.state == "sent"
    monkeypatch.setattr(timezone, "now", lambda: NIGHT + timedelta(hours=9))
    worker.drain(NIGHT + timedelta(hours=9))
    held.refresh_from_db()
    assert held.state == "sent"


@pytest.mark.django_db
def test_e_mail_goes_at_any_hour_and_what_is_only_kept_wakes_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NIGHT)
    queued(channel="email", to="lan@example.vn")
    queued("sms")
    worker.drain(NIGHT)
    assert set(Message.objects.values_list("state", flat=True)) == {"kept"}


@pytest.mark.parametrize(
    ("begin", "end", "at", "expected"),
    [
        (21, 7, "20:59", None),
        (21, 7, "21:00", "22 07"),
        (21, 7, "03:00", "21 07"),
        (21, 7, "07:00", None),
        (12, 14, "13:00", "21 14"),
        (12, 14, "14:00", None),
        (7, 7, "07:00", None),
    ],
)
def test_quiet_hours_may_span_midnight(begin: int, end: int, at: str, expected: str | None) -> None:
    here = timezone.make_aware(datetime.fromisoformat(f"2126-08-21 {at}"))
    found = quiet_end(here, hour(begin), hour(end))
    assert (f"{found:%d %H}" if found else None) == expected


@pytest.mark.django_db
def test_an_administrator_lets_sms_keep_their_accents() -> None:
    rules = MessageRules.load()
    rules.sms_unaccented = False
    rules.save()
    assert queued().body == "Hồ sơ đã nhận"


def test_a_text_is_counted_in_parts_as_phones_count() -> None:
    assert sms.unaccented("Đường “Hồ Xuân Hương” – 5€") == 'Duong "Ho Xuan Huong" - 5€'
    assert [sms.parts("a" * n) for n in (1, 160, 161, 306, 307)] == [1, 1, 2, 2, 3]
    assert [sms.parts("ạ" * n) for n in (70, 71, 134, 135)] == [1, 2, 2, 3]
    assert sms.parts("[" * 81) == 2


def test_addresses_are_masked() -> None:
    assert Message(to="nguyen.lan@example.vn").masked_to == "n***@example.vn"
    assert Message(to="0912345123").masked_to == "09****123"


def test_settings_that_cannot_work_stop_the_portal_without_showing_them(settings: Any) -> None:
    settings.SMS_URL, settings.MESSAGE_SECRETS = "ftp://gate.example.vn", {}
    settings.SMS_OPTIONS = {"headers": {"X": "{secret:NONE}"}, "error": "a["}
    settings.ZALO_URL, settings.ZALO_OPTIONS = "https://zalo.example.vn/x", {"boddy": {"token": "s3cret"}}
    said = " ".join(error.msg for error in channels_have_what_they_need(None))
    for part in ("bad_address", "MESSAGE_SECRET_NONE", "option error", "ZALO_OPTIONS"):
        assert part in said
    assert "s3cret" not in said


def test_a_private_network_behind_a_name_must_be_listed(settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: [(2, 1, 6, "", ("10.1.2.3", 443))])
    provider = http.HttpProvider("https://gate.example.vn/send", {"seconds": 0.3})
    letter = Letter("0912345678", "", "x", "message-1")
    with pytest.raises(http.NoAnswer, match="private_address"):
        provider.send(letter)
    settings.MESSAGE_HOSTS = ["10.0.0.0/8"]
    with pytest.raises(http.NoAnswer, match="unreachable|timeout"):
        provider.send(letter)
