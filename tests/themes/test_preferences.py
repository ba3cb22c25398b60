"""A visitor's wishes: kept in a cookie, applied to the page, and never a way to send people elsewhere."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.themes.urls")]
ADDRESS = "/giao-dien/hien-thi/"


def test_the_wish_is_kept_and_the_visitor_is_back_where_they_were() -> None:
    client = Client()
    response = client.post(
        ADDRESS, {"contrast": "high", "text": "larger", "next": "/giao-dien/mau/?preset=lam"}
    )
    assert response.status_code == 302
    assert response["Location"] == "/giao-dien/mau/?preset=lam"
    page = client.get("/giao-dien/mau/").content.decode()
    assert 'data-contrast="high"' in page
    assert 'data-text="larger"' in page


def test_a_page_without_wishes_has_no_marks() -> None:
    page = Client().get("/giao-dien/mau/").content.decode()
    assert "data-contrast" not in page
    assert "data-text" not in page


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "http:evil.example",
        "javascript:alert(1)",
        "/\\evil.example",
        "\t//evil.example",
        "",
    ],
)
def test_it_never_sends_anyone_to_another_site(elsewhere: str) -> None:
    response = Client().post(ADDRESS, {"contrast": "high", "text": "normal", "next": elsewhere})
    assert response["Location"] == "/"


def test_unknown_wishes_are_refused_with_words_and_nothing_is_kept() -> None:
    response = Client().post(ADDRESS, {"contrast": "neon", "text": "large", "next": "/giao-dien/mau/"})
    assert response.status_code == 200
    assert "error-summary" in response.content.decode()
    assert 'name="next" value="/giao-dien/mau/"' in response.content.decode()
    assert "display" not in response.cookies


@pytest.mark.parametrize("cookie", ["", "neon", "high", "high.huge", "....", "<script>.x"])
def test_a_broken_cookie_is_a_normal_page(cookie: str) -> None:
    client = Client()
    client.cookies["display"] = cookie
    page = client.get("/giao-dien/mau/")
    assert page.status_code == 200
    assert "data-text" not in page.content.decode()


def test_the_form_asks_for_a_token() -> None:
    assert (
        Client(enforce_csrf_checks=True).post(ADDRESS, {"contrast": "high", "text": "large"}).status_code
        == 403
    )
