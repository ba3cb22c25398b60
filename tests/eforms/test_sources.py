"""Data sources: only listed servers, nothing private behind a name, bounded in time and size."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from effects.outside.allowed import address_of, target
from eforms.sources import json_api
from eforms.sources.asking import ask
from eforms.sources.contract import SourceDown
from eforms.sources.models import DataSource
from tests import people

SECRET = "Bearer very-secret"


class Registry(BaseHTTPRequestHandler):
    """A small population register, and ways in which servers misbehave."""

    asked: list[dict[str, Any]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.server.asked.append(
            {"path": self.path, "body": json.loads(body), "auth": self.headers["Authorization"]}
        )  # type: ignore[attr-defined]
        self._answer()

    def do_GET(self) -> None:
        self.server.asked.append({"path": self.path})  # type: ignore[attr-defined]
        self._answer()

    def _answer(self) -> None:
        way = self.path.split("?")[0]
        if way == "/slow":
            time.sleep(2)
            return
        if way == "/redirect":
            self.send_response(302)
            self.send_header("Location", "/person")
            self.end_headers()
            return
        if way == "/drip":
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):  # whoever asked has gone
                for _ in range(40):
                    self.wfile.write(b" ")
                    time.sleep(0.1)
            return
        if way == "/unknown":
            self.send_response(404)
            self.end_headers()
            return
        words = {
            "/person": b'{"data": {"hoTen": "Lan", "ngaySinh": "1990-03-02"}}',
            "/large": b'"' + b"x" * 400_000 + b'"',
            "/broken": b"<html>no</html>",
            "/list": b"[1, 2]",
            "/error": b"{}",
        }[way]
        self.send_response(500 if way == "/error" else 200)
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Registry)
    running.asked = []  # type: ignore[attr-defined]
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()


@pytest.fixture
def address(server: Any, settings: Any) -> str:
    server.asked.clear()
    found = f"http://127.0.0.1:{server.server_port}"
    settings.DATA_SOURCE_HOSTS = [found]
    settings.DATA_SOURCE_SECRETS = {"DVC": "very-secret"}
    return found


PERSON = {"personal_number": "052190012345"}


def options(url: str, **more: Any) -> dict[str, Any]:
    return {"url": url, "send": {"soDinhDanh": "personal_number"}, "seconds": 0.7, **more}


def test_what_a_person_is_goes_into_the_body_and_the_answer_comes_back(address: str, server: Any) -> None:
    found = json_api.fetch(
        PERSON, options(f"{address}/person", result="data", headers={"Authorization": "Bearer {secret:DVC}"})
    )
    assert found["hoTen"] == "Lan"
    assert server.asked == [{"path": "/person", "body": {"soDinhDanh": "052190012345"}, "auth": SECRET}]


def test_somebody_the_source_does_not_know_is_no_error(address: str) -> None:
    assert json_api.fetch(PERSON, options(f"{address}/unknown")) == {}


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/redirect", "redirect"), ("/large", "too_large"), ("/broken", "not_json"), ("/list", "not_json"),
        ("/error", "refused"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_used_says_why(address: str, path: str, code: str) -> None:
    with pytest.raises(SourceDown) as reason:
        json_api.fetch(PERSON, options(f"{address}{path}"))
    assert reason.value.code == code


@pytest.mark.parametrize("path", ["/slow", "/drip"])
def test_nobody_waits_longer_than_the_sources_own_time(address: str, path: str) -> None:
    begun = time.monotonic()
    with pytest.raises(SourceDown) as reason:
        json_api.fetch(PERSON, options(f"{address}{path}"))
    assert reason.value.code == "timeout"
    assert time.monotonic() - begun < 1.5


def test_a_redirect_is_not_followed(address: str, server: Any) -> None:
    with pytest.raises(SourceDown):
        json_api.fetch(PERSON, options(f"{address}/redirect", method="GET"))
    assert [one["path"].split("?")[0] for one in server.asked] == ["/redirect"]


HOSTS = ["api.example.vn", "https://kho.example.vn:8443", "http://10.0.0.7:8080"]


@pytest.mark.parametrize(
    "url",
    [
        "https://api.example.vn/x",
        "https://API.example.vn./x?y=1",
        "https://kho.example.vn:8443",
        "http://10.0.0.7:8080/",
    ],
)
def test_listed_servers_may_be_asked(url: str) -> None:
    assert target(url, HOSTS).host


@pytest.mark.parametrize(
    "url",
    [
        "http://api.example.vn/", "https://api.example.vn:8443/", "https://kho.example.vn/", "https://10.0.0.7:8080/",
        "http://10.0.0.7/", "https://evil.vn/", "https://api.example.vn.evil.vn/", "https://api.example.vn@evil.vn/",
        "https://evil.vn#api.example.vn", "https://evil.vn\\@api.example.vn/", "ftp://api.example.vn/", "file:///etc/passwd",
        "//api.example.vn/", "https://", "https://api.example.vn:99999/", "https://api.example.vn/a b", "https://[::1",
    ],
)  # fmt: skip
def test_all_others_are_refused(url: str) -> None:
    with pytest.raises(SourceDown):
        target(url, HOSTS)


def test_with_an_empty_list_nobody_is_asked() -> None:
    with pytest.raises(SourceDown):
        target("https://api.example.vn/", [])


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "::1", "fe80::1", "fc00::1",
     "::ffff:10.0.0.1",      "0.0.0.0",
     "100.64.0.1", "224.0.0.1", "2002:7f00:0001::"],
)  # fmt: skip
def test_a_listed_name_that_leads_to_a_private_address_is_refused(address: str, monkeypatch: Any) -> None:
    family = 10 if ":" in address else 2
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: [(family, 1, 6, "", (address, 443))])
    server = target("https://api.example.vn/", HOSTS)
    with pytest.raises(SourceDown) as reason:
        address_of(server, HOSTS)
    assert reason.value.code == "private_address"


def test_a_private_network_that_is_listed_may_be_reached(monkeypatch: Any) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_a, **_k: [(2, 1, 6, "", ("10.1.2.3", 443))])
    hosts = [*HOSTS, "10.0.0.0/8"]
    assert address_of(target("https://api.example.vn/", hosts), hosts) == "10.1.2.3"


def test_a_name_that_is_local_only_by_its_look_up_is_refused_for_real(server: Any, settings: Any) -> None:
    settings.DATA_SOURCE_HOSTS = [f"http://localhost:{server.server_port}"]
    server.asked.clear()
    with pytest.raises(SourceDown) as reason:
        json_api.fetch(PERSON, options(f"http://localhost:{server.server_port}/person"))
    assert reason.value.code == "private_address"
    assert server.asked == []


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"url": "https://evil.vn/"}, "DATA_SOURCE_HOSTS"),
        ({"url": "ftp://x"}, "https://"),
        ({"headers": {"A": "{secret:SECRET_KEY}"}}, "DATA_SOURCE_SECRET_SECRET_KEY"),
        ({"send": {"x": "password"}}, "send"),
        ({"result": "a["}, "JMESPath"),
        ({"seconds": 60}, "seconds"),
        ({"other": 1}, "other"),
    ],
)
def test_the_administrator_is_told_what_is_wrong(address: str, wrong: dict[str, Any], word: str) -> None:
    assert json_api.check_config(options(f"{address}/person")) == []
    problems = json_api.check_config({**options(f"{address}/person"), **wrong})
    assert word in " ".join(problems)


@pytest.mark.django_db
def test_a_source_that_fails_three_times_rests(address: str, server: Any) -> None:
    source = DataSource.objects.create(code="dan_cu", name="Dân cư", options=options(f"{address}/error"))
    for _ in range(3):
        with pytest.raises(SourceDown):
            ask(source, PERSON)
    with pytest.raises(SourceDown) as reason:
        ask(source, PERSON)
    assert reason.value.code == "resting"
    assert len(server.asked) == 3


@pytest.mark.django_db
def test_a_plugin_that_breaks_stops_nobody(address: str) -> None:
    source = DataSource.objects.create(code="hong", name="Hỏng", options={"url": 5})
    with pytest.raises(SourceDown):
        ask(source, PERSON)


@pytest.mark.django_db
def test_options_that_cannot_work_are_not_saved(address: str) -> None:
    source = DataSource(code="x", name="X", options=options("https://evil.vn/"))
    with pytest.raises(ValidationError):
        source.full_clean()


@pytest.mark.django_db
def test_an_administrator_tries_a_source_out_and_an_applicant_does_not(address: str, client: Any) -> None:
    source = DataSource.objects.create(
        code="dan_cu", name="Dân cư", options=options(f"{address}/person", result="data")
    )
    page = f"/quan-tri/snippets/eforms/datasource/try/{source.pk}/"
    people.sign_in(client, people.lan())
    assert client.get(page).status_code in (302, 403)
    people.sign_in(client, people.administrator())
    assert client.get("/quan-tri/snippets/eforms/datasource/").status_code == 200
    assert client.get(page).status_code == 200
    answer = client.post(page, {"personal_number": "052190012345"})
    assert "Lan" in answer.content.decode()
    DataSource.objects.filter(pk=source.pk).update(options=options(f"{address}/slow"))
    assert "down" in client.post(page, {"personal_number": "052190012345"}).context


def test_what_is_wrong_with_the_options_is_said_in_vietnamese(address: str) -> None:
    wrong = {"url": 5, "method": "PUT", "seconds": 60, "headers": {"a b": "x"}, "other": 1}
    with translation.override("vi"):
        assert json_api.check_config(wrong) == [
            "Tùy chọn url: phải là chữ.",
            "Tùy chọn method: phải là một trong: POST, GET.",
            "Tùy chọn headers: tên tiêu đề chỉ gồm chữ a–z, chữ số và dấu -, tối đa 60 ký tự.",
            "Tùy chọn seconds: phải là số từ 0.2 đến 10.",
            "Thiếu tùy chọn send.",
            "Không có tùy chọn other.",
        ]
