"""Every address of a dossier on the desk × every role × every place: closed where the role does not read.

Who may do what by the action's name, test_action_matrix.py asks of the verbs; here the doors are tried.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.tokens import issue_token
from dossiers.actions import APPLICANTS
from dossiers.actors import ASKED
from dossiers.models import DossierEvent
from tests import people
from tests.dossiers.cases import brought
from tests.house.test_access import ENTRIES, SAMPLES, _walk, get_resolver
from tests.house.test_action_matrix import ACTIONS, BY_PLACE, BY_ROLE, READERS, holder

ROUTES = sorted(
    route
    for route, _callback in _walk(get_resolver())
    if "dossier_id" in route and (route.startswith("can-bo/") or "/desk/" in route)
)
OFFICERS = sorted(set(ACTIONS) - set(APPLICANTS))


def address(route: str, dossier: Any) -> str:
    filled = route.replace("<uuid:dossier_id>", str(dossier.pk)).replace("<str:action>", "accept")
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "x"), filled)


def test_there_are_doors_to_try() -> None:
    assert len(ROUTES) > 15
    assert len(ENTRIES) > len(ROUTES)


@pytest.mark.django_db
@BY_ROLE
@BY_PLACE
def test_no_address_of_a_dossier_opens_where_the_role_does_not_read_it(role: str, place: str) -> None:
    dossier = brought("accept", "assign")
    user = holder(role, place)
    client = Client()
    people.sign_in(client, user)
    _token, text = issue_token(user, at=timezone.now(), with_code=True)
    headers = {"Authorization": f"Bearer {text}", "Idempotency-Key": "k"}
    reads, before = role in READERS.get(place, set()), DossierEvent.objects.count()
    for route in ROUTES:
        for method in ("get", "post"):
            where = address(route, dossier)
            given = {"headers": headers if "/api/" in where else {}, "follow": method == "get"}
            response = getattr(client, method)(where, **given)  # a button's address leads to its page
            assert response.status_code < 500, (where, method)
            if not reads:
                assert response.status_code in (401, 403, 405), (where, method, response.status_code)
    assert reads or DossierEvent.objects.count() == before
    seen = client.get(f"/can-bo/ho-so/{dossier.pk}/").status_code
    assert (seen == 200) == reads


@pytest.mark.django_db
@BY_ROLE
@BY_PLACE
def test_programs_do_each_action_where_the_table_lets_the_role_and_nowhere_else(
    role: str, place: str
) -> None:
    dossier = brought("accept", "assign")
    _token, text = issue_token(holder(role, place), at=timezone.now(), with_code=True)
    done = set()
    for action in OFFICERS:
        headers = {"Authorization": f"Bearer {text}", "Idempotency-Key": action}
        with transaction.atomic():
            answer = Client().post(
                f"/api/v1/desk/dossiers/{dossier.pk}/actions/{action}",
                {},
                content_type="application/json",
                headers=headers,
            )
            transaction.set_rollback(True)
        assert answer.status_code < 500, action
        if answer.status_code != 403:
            done.add(action)
    rows = {action: ACTIONS[action].roles for action in OFFICERS}
    own = place == "own"
    assert done == {action for action, roles in rows.items() if own and role in roles - {ASKED}}
