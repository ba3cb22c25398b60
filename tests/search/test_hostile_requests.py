"""Whatever is sent to the page, the suggestions and the API: an answer, never a 5xx."""

from __future__ import annotations

import pytest
from django.test import Client

from search import index
from tests.search import catalogue
from tests.search.engines.test_hostile import hostile

EACH = 400


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/tim-kiem/", "/tim-kiem/goi-y/", "/api/v1/procedures"])
def test_hostile_requests_get_an_answer(client: Client, address: str) -> None:
    catalogue.write(catalogue.made_up(30))
    index.rebuild()
    statuses = set()
    for number, text in enumerate(hostile(EACH)):
        sent = text.encode("utf-8", "replace").decode()[:20_000]
        data = {"q": sent, "page": sent[:8], "sort": sent[:8]} if number % 3 == 0 else {"q": sent}
        if number % 5 == 0:
            data |= {"field": sent[:300], "subject": sent[:20], "exact": sent[:2]}
        statuses.add(client.get(address, data).status_code)
    assert statuses <= {200, 400}
    assert 200 in statuses
