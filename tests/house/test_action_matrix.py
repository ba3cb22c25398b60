"""Who may do what to whose dossier: every action × every role × every place, held against the table.

The table of transitions says which roles do an action; the roles' permissions say where. A role may do an
action exactly when the table names it, at its own agency; reading is wider for supervisors and auditors.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.assign import assign
from accounts.models import RoleAssignment, User
from accounts.roles import ROLES
from accounts.tokens import issue_token
from dossiers.actions import APPLICANTS
from dossiers.actors import ASKED, Actor
from dossiers.errors import ActionNotAllowed
from dossiers.models import Dossier, DossierEvent
from dossiers.transitions import TABLE, act, available
from tests import people
from tests.dossiers.cases import MONDAY, PAYLOADS, brought, filed, officer
from tests.people import WARD

ACTIONS = {row.action: row for row in TABLE}
PLACES = {
    "own": WARD,
    "above": WARD.rpartition(".")[0],
    "below": f"{WARD}.05",
    "beside": people.ELSEWHERE,
    "alike": f"{WARD}5",  # begins with the same letters, and is another agency
    "nowhere": "",
}
READERS = {"own": {role.code for role in ROLES if role.officer}, "above": {"supervisor", "auditor"}}
BY_ROLE = pytest.mark.parametrize("role", [role.code for role in ROLES])
BY_PLACE = pytest.mark.parametrize("place", PLACES)


def holder(role: str, place: str) -> User:
    user = people.person("nguoi.thu@example.vn", "Người Thử")
    assign(user, role, PLACES[place], valid_from=people.LONG_AGO)
    return user


def allowed(dossier: Dossier, action: str, actor: Actor) -> bool:
    """Whether act() lets the actor try; what it did, if anything, is undone."""
    with transaction.atomic():
        try:
            act(dossier.pk, action, actor=actor, key="trial", at=MONDAY, **PAYLOADS.get(action, {}))
        except ActionNotAllowed:
            return False
        except ValidationError:
            return True  # allowed, and refused by the status or for what is missing
        finally:
            transaction.set_rollback(True)
    return True


@pytest.mark.parametrize("action", sorted(set(ACTIONS) - set(APPLICANTS)))
def test_the_roles_of_the_table_are_those_that_have_the_permission(action: str) -> None:
    granted = {role.code for role in ROLES if f"dossier.{action}" in role.may}
    assert granted == ACTIONS[action].roles - {"system", ASKED}


def test_nobody_decides_outside_the_own_agency_unless_an_administrator_says_so() -> None:
    deciding = {f"dossier.{action}" for action in ACTIONS}
    scopes = {scope for role in ROLES for action, scope in role.may.items() if action in deciding}
    assert scopes == {"own"}


@pytest.mark.django_db
@BY_ROLE
@BY_PLACE
def test_an_officer_does_what_the_table_gives_the_role_at_the_own_agency_only(role: str, place: str) -> None:
    dossier = brought("accept", "assign")
    actor = Actor.officer(holder(role, place))
    done = {action for action in ACTIONS if allowed(dossier, action, actor)}
    expected = {action for action, row in ACTIONS.items() if role in row.roles and place == "own"}
    assert done == expected
    assert {one.name for one in available(dossier, actor, MONDAY)} <= expected


@pytest.mark.django_db
@BY_ROLE
@BY_PLACE
def test_a_dossier_is_read_where_the_role_reads_and_nowhere_else(role: str, place: str) -> None:
    dossier = filed()
    _token, text = issue_token(holder(role, place), at=timezone.now(), with_code=True)
    headers = {"Authorization": f"Bearer {text}"}
    reads = role in READERS.get(place, set())

    def status(address: str) -> int:
        return Client().get(f"/api/v1/{address}", headers=headers).status_code

    assert status(f"desk/dossiers/{dossier.pk}") == (200 if reads else 403)
    listed: Any = Client().get("/api/v1/desk/dossiers", headers=headers)
    rows = listed.json()["results"] if listed.status_code == 200 else []
    assert [row["id"] for row in rows] == ([str(dossier.pk)] if reads else [])


@pytest.mark.django_db
@BY_ROLE
@BY_PLACE
def test_the_api_refuses_an_action_where_the_dossier_is_not_ones_own(role: str, place: str) -> None:
    dossier = filed()
    _token, text = issue_token(holder(role, place), at=timezone.now(), with_code=True)
    headers = {"Authorization": f"Bearer {text}", "Idempotency-Key": "k"}
    answer = Client().post(
        f"/api/v1/desk/dossiers/{dossier.pk}/actions/refuse",
        {"reason": "Sai thẩm quyền"},
        content_type="application/json",
        headers=headers,
    )
    assert answer.status_code == (200 if (role, place) == ("reception", "own") else 403)
    assert DossierEvent.objects.filter(action="refuse").exists() == (answer.status_code == 200)


@pytest.mark.django_db
def test_a_role_that_has_ended_or_not_begun_does_nothing() -> None:
    dossier, minh = filed(), officer("reception")
    for days in ({"valid_to": people.LONG_AGO}, {"valid_from": MONDAY.date().replace(year=2199)}):
        RoleAssignment.objects.update(valid_from=people.LONG_AGO, valid_to=None)
        RoleAssignment.objects.update(**days)
        assert minh.user is not None
        someone = Actor.officer(User.objects.get(pk=minh.user.pk))
        assert not any(allowed(dossier, action, someone) for action in ACTIONS)


@pytest.mark.django_db
@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_an_applicant_does_only_what_is_the_applicants_and_only_to_the_own_dossier(action: str) -> None:
    dossier, lan = filed(user=people.lan()), people.lan()
    stranger = people.person("khac@example.vn", "Người Khác")
    other = filed()
    mine = action in APPLICANTS
    assert allowed(dossier, action, Actor.applicant(lan)) == mine
    assert allowed(dossier, action, Actor.applicant(None, frozenset({str(dossier.pk)}))) == mine
    assert not allowed(dossier, action, Actor.applicant(stranger))
    assert not allowed(dossier, action, Actor.applicant(None, frozenset({str(other.pk)})))
    assert not allowed(dossier, action, Actor.applicant(None))


@pytest.mark.django_db
@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_the_system_does_only_what_the_table_gives_it(action: str) -> None:
    assert allowed(filed(), action, Actor.system()) == ("system" in ACTIONS[action].roles)


@pytest.mark.django_db
def test_a_superuser_is_no_officer() -> None:
    root = User.objects.create_superuser("root@example.vn", "x", full_name="Người Giữ Máy")
    assert not any(allowed(filed(), action, Actor.officer(root)) for action in ACTIONS)
