"""Requests nobody makes by accident, and what answers and logs never give away."""

from __future__ import annotations

import io
import logging
from typing import Any

import pytest
from django.test import Client

from portal.logs import WithoutValues
from tests import people

pytestmark = pytest.mark.django_db
TOKENS = "/api/v1/tokens"


@pytest.mark.parametrize("address", ["/nop-ho-so/1%00/", "/api/v1/documents/x%00y", "/xac-minh/%00/"])
def test_a_nul_in_the_path_is_a_bad_request(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400


@pytest.mark.parametrize(
    "address",
    ["/tim-kiem/?q=khai%00sinh", "/api/v1/agencies?parent=%00", "/api/v1/procedures?q=%00&field=%00"],
)
def test_a_nul_in_a_query_is_left_out(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert "\0" not in answer.wsgi_request.GET.urlencode()
    assert "%00" not in answer.wsgi_request.GET.urlencode()


def send(client: Client, body: str) -> Any:
    return client.post(TOKENS, body, content_type="application/json")


def test_json_nested_too_deeply_is_the_callers_fault(client: Client) -> None:
    answer = send(client, "[" * 100_000)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_a_body_too_large_to_be_a_form_is_refused_before_it_is_read(client: Client, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = send(client, '{"email": "' + "x" * 1000 + '"}')
    assert (answer.status_code, answer.json()["type"]) == (413, "error:too_large")


def test_the_browser_keeps_nothing_shown_to_somebody_known(client: Client) -> None:
    assert not client.get("/tim-kiem/").has_header("Cache-Control")
    people.sign_in(client, people.lan())
    for address in ("/ho-so/", "/to-khai/", "/tai-khoan/ho-so-cua-toi/", "/api/v1/me"):
        assert "no-store" in client.get(address)["Cache-Control"], address


def test_the_log_says_where_and_what_kind_of_error_never_its_words() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(WithoutValues("%(message)s"))
    log = logging.Logger("trial")
    log.addHandler(handler)
    name, number = "Nguyễn Thị Lan", "052190012345"
    try:
        try:
            raise KeyError(number)
        except KeyError as cause:
            raise ValueError(name) from cause
    except ValueError:
        log.exception("it broke")
    text = out.getvalue()
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert "test_requests.py" in text
    assert name not in text
    assert number not in text
