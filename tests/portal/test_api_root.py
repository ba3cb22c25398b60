"""Where a program starts, and where there is nothing."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_root_names_the_ways_in(client: Client) -> None:
    assert set(client.get("/api/v1/").json()) == {"procedures", "openapi", "tokens"}
    assert client.get("/api/v1/openapi.json").json()["openapi"].startswith("3.")


@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_an_address_the_api_does_not_have_is_a_problem_not_a_page(client: Client, method: str) -> None:
    answer = getattr(client, method)("/api/v1/nothing/here")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["type"] == "error:not_found"


@pytest.mark.parametrize(
    ("method", "path", "title", "detail"),
    [
        ("get", "dossiers", "Cần đăng nhập", "Bạn chưa gửi thông tin đăng nhập."),
        ("get", "nothing", "Không tìm thấy", "Không tìm thấy."),
        ("put", "procedures", "Không nhận phương thức này", "Phương thức “PUT” không được chấp nhận."),
    ],
)
def test_a_refusal_is_wholly_in_the_language_asked_for(
    client: Client, method: str, path: str, title: str, detail: str
) -> None:
    said = getattr(client, method)(f"/api/v1/{path}", headers={"Accept-Language": "vi"}).json()
    assert (said["title"], said["detail"]) == (title, detail)
    english = getattr(client, method)(f"/api/v1/{path}", headers={"Accept-Language": "en"}).json()
    assert english["title"].isascii()
    assert english["detail"].isascii()
