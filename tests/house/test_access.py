"""The access matrix, made from the URL configuration: a view without a rule fails here."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.access import OFFICER, PUBLIC, SIGNED_IN, Rule, rule_of
from accounts.models import Role
from portal.access import THIRD_PARTY
from tests import people
from tests.house.rooms import FLOOR

SAMPLES = {"uuid": str(uuid.UUID(int=7)), "int": "7", "str": "x", "slug": "x", "path": "x"}


@dataclass(frozen=True)
class Entry:
    address: str
    callback: Any
    rule: Rule | None

    @property
    def ours(self) -> bool:
        room = getattr(self.callback, "__module__", "").split(".")[0]
        return room in FLOOR


def _walk(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback


def _address(route: str) -> str:
    filled = re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLES.get(m[1] or "str", "x"), route)
    return "/" + filled.replace("^", "").replace("$", "").replace("\\", "")


ENTRIES = [
    Entry(_address(route), callback, rule_of(callback, THIRD_PARTY))
    for route, callback in _walk(get_resolver())
]
OURS = [entry for entry in ENTRIES if entry.ours and "(" not in entry.address]
BY_ADDRESS = [pytest.param(entry, id=entry.address) for entry in OURS]


def denied(response: Any) -> bool:
    """401, 403, or sent to sign in or to the second factor."""
    to_sign_in = response.status_code == 302 and "/tai-khoan/" in response["Location"]
    return response.status_code in (401, 403) or to_sign_in


def leads_back(entry: Entry, response: Any) -> bool:
    """The address of a button, which shows nothing itself: to a page above it that asks the same rule."""
    to = response["Location"] if response.status_code == 302 else ""
    above = [one for one in OURS if one.address == to and one.rule == entry.rule]
    return bool(above) and entry.address.startswith(to)


def test_every_view_has_a_rule() -> None:
    assert sorted(entry.address for entry in ENTRIES if entry.rule is None) == []


def test_the_matrix_covers_the_product() -> None:
    assert len(OURS) > 60


@pytest.mark.django_db
@pytest.mark.parametrize("entry", BY_ADDRESS)
def test_a_stranger_is_let_in_only_where_the_rule_says_so(entry: Entry) -> None:
    response = Client().get(entry.address)
    if entry.rule == PUBLIC:
        assert not denied(response)
    elif entry.rule in (SIGNED_IN, OFFICER) or entry.rule.name.startswith("holds"):
        assert denied(response)
    else:  # decided by the object: a thing that does not exist is never shown
        shown_nothing = response.status_code in (404, 405) or leads_back(entry, response)
        assert denied(response) or shown_nothing or "tin-nhan" in entry.address
    assert response.status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("entry", BY_ADDRESS)
def test_an_applicant_never_reaches_what_officers_reach(entry: Entry) -> None:
    client = Client()
    people.sign_in(client, people.lan())
    response = client.get(entry.address)
    if entry.rule == OFFICER or entry.rule.name.startswith("holds"):
        assert denied(response)
    assert response.status_code < 500


@pytest.mark.django_db
@pytest.mark.parametrize("entry", BY_ADDRESS)
def test_an_officer_reaches_what_the_role_holds_and_nothing_breaks(entry: Entry) -> None:
    client = Client()
    people.sign_in(client, people.minh())
    response = client.get(entry.address)
    if entry.rule in (PUBLIC, SIGNED_IN, OFFICER):
        assert not denied(response) or "/tai-khoan/" in entry.address
    assert response.status_code < 500


# Asked by scripts or other computers, never opened by a person.
UNSEEN = re.compile(r"^/api/|/(luu|cau-hoi|hang/x|tep/x|bang-chu|cong-thuc|chon|thu)/$")


@pytest.mark.django_db
@pytest.mark.parametrize("entry", [p for p in BY_ADDRESS if not UNSEEN.search(str(p.id))])
def test_the_address_of_a_button_opened_by_hand_leads_to_its_page(entry: Entry) -> None:
    """By a bookmark, or after signing in: never the empty page of a wrong method."""
    client = Client()
    roles = Role.objects.filter(officer=True).values_list("code", flat=True)
    people.sign_in(client, people.minh("administrator", "editor", "publisher", *roles))
    assert client.get(entry.address).status_code != 405
