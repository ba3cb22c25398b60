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
