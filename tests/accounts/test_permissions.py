from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import ValidationError

from accounts.assign import assign, end_assignment
from accounts.errors import AlreadyHeld
from accounts.models import Role, RoleAssignment, RolePermission, User
from accounts.permissions import holds_anywhere, is_officer, may, roles_of, scope_filter
from accounts.roles import ROLES, seed_after_migrate
from tests import people

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 8, 21, 3, 0, tzinfo=UTC)


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_nobody_may_anything_without_a_role() -> None:
    assert not may(people.lan(), "dossier.view", agency_code="H08.16", at=NOW)
    assert not may(AnonymousUser(), "dossier.view", agency_code="H08.16", at=NOW)


def test_a_superuser_holds_no_dossier() -> None:
    root = User.objects.create_superuser("root@example.vn", "x", full_name="Root")
    assert not may(root, "dossier.view", agency_code="H08.16", at=NOW)


def test_an_unknown_action_is_denied() -> None:
    assert not may(people.minh(), "dossier.burn", agency_code="H08.16", at=NOW)


def test_a_role_reaches_its_own_agency_only() -> None:
    minh = people.minh("reception")
    assert may(minh, "dossier.accept", agency_code="H08.16", at=NOW)
    for elsewhere in ("H08", "H08.1", "H08.16.05", "H08.161", "h08.16", ""):
        assert not may(minh, "dossier.accept", agency_code=elsewhere, at=NOW)


def test_below_reaches_dotted_codes_and_not_longer_numbers() -> None:
    RolePermission.objects.filter(role="reception", action="dossier.view").update(scope="below")
    hoa = people.hoa(agency="H08.1")
    assert may(hoa, "dossier.view", agency_code="H08.1", at=NOW)
    assert may(hoa, "dossier.view", agency_code="H08.1.2", at=NOW)
    assert not may(hoa, "dossier.view", agency_code="H08.16", at=NOW)


def test_all_reaches_every_agency_even_without_a_code() -> None:
    yen = people.administrator()
    assert may(yen, "people.manage", at=NOW)
    assert may(yen, "people.manage", agency_code="H57", at=NOW)
    assert not may(yen, "dossier.view", agency_code="H08.16", at=NOW)


def test_an_assignment_without_agency_reaches_nothing_of_scope_own_or_below() -> None:
    supervisor = people.holder("supervisor", agency="")
    assert not may(supervisor, "dossier.view", agency_code="H08.16", at=NOW)
    assert not may(supervisor, "dossier.view", agency_code="", at=NOW)
    assert not holds_anywhere(supervisor, "dossier.view", NOW)


def test_the_filter_finds_exactly_what_may_allows() -> None:
    codes = ["", "H08", "H08.1", "H08.1.2", "H08.16", "H08.161", "H57"]
    owner = people.lan()
    for index, code in enumerate(codes):
        assign(owner, "clerk", code, valid_from=date(2020, 1, 1) + timedelta(days=index))
    for scope in ("own", "below", "all"):
        RolePermission.objects.filter(role="reception", action="dossier.view").update(scope=scope)
        hoa = fresh(people.hoa(agency="H08.1"))
        found = RoleAssignment.objects.filter(
            scope_filter(hoa, "dossier.view", field="agency_code", at=NOW), user=owner
        )
        assert set(found.values_list("agency_code", flat=True)) == {
            code for code in codes if may(hoa, "dossier.view", agency_code=code, at=NOW)
        }
    assert not RoleAssignment.objects.filter(scope_filter(people.lan(), "dossier.accept", at=NOW)).exists()


def test_a_role_is_held_from_its_first_to_its_last_day_in_vietnam() -> None:
    lan = people.lan()
    assign(lan, "reception", "H08.16", valid_from=date(2026, 8, 21), valid_to=date(2026, 8, 22))
    midnight = datetime(2026, 8, 20, 17, 0, tzinfo=UTC)  # 21/08 00:00 in Vietnam

    def held(at: datetime) -> bool:
        return may(lan, "dossier.view", agency_code="H08.16", at=at)

    assert not held(midnight - timedelta(seconds=1))
    assert held(midnight)
    assert held(midnight + timedelta(days=2, seconds=-1))
    assert not held(midnight + timedelta(days=2))


def test_ending_a_role_ends_it_at_once() -> None:
    minh = people.minh("reception")
    end_assignment(minh.assignments.get(), at=NOW)
    assert not may(minh, "dossier.view", agency_code="H08.16", at=NOW)
    assert roles_of(minh, NOW) == []


def test_a_role_given_today_and_ended_today_was_never_held() -> None:
    lan = people.lan()
    held = assign(lan, "reception", "H08.16", valid_from=date(2026, 8, 21))
    end_assignment(held, at=NOW)
    assert not RoleAssignment.objects.filter(user=lan).exists()


def test_giving_twice_gives_once_and_overlapping_days_are_refused() -> None:
    lan = people.lan()
    first = assign(lan, "reception", "H08.16", valid_from=date(2026, 8, 1), valid_to=date(2026, 8, 31))
    assert (
        assign(lan, "reception", "H08.16", valid_from=date(2026, 8, 1), valid_to=date(2026, 8, 31)) == first
    )
    with pytest.raises(AlreadyHeld):
        assign(lan, "reception", "H08.16", valid_from=date(2026, 8, 31))
    assign(lan, "reception", "H08.16", valid_from=date(2026, 9, 1))


def test_a_role_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValidationError):
        assign(people.lan(), "clerk", "H08", valid_from=date(2026, 8, 2), valid_to=date(2026, 8, 1))


def test_an_inactive_officer_holds_nothing() -> None:
    minh = people.minh("reception")
    minh.is_active = False
    assert not may(minh, "dossier.view", agency_code="H08.16", at=NOW)
    assert not is_officer(minh, NOW)
    assert roles_of(minh, NOW) == []


def test_one_query_answers_every_question_of_a_request(django_assert_num_queries: object) -> None:
    minh = fresh(people.minh("reception", "specialist"))
    with django_assert_num_queries(1):  # type: ignore[operator]
        for action in ("dossier.view", "dossier.accept", "dossier.finish"):
            may(minh, action, agency_code="H08.16", at=NOW)
            scope_filter(minh, action, at=NOW)
        is_officer(minh, NOW)


def test_content_roles_bring_their_group_and_take_it_away() -> None:
    lan = people.lan()
    other = Group.objects.create(name="Choir")
    lan.groups.add(other)
    held = assign(lan, "publisher", "", valid_from=date(2020, 1, 1))
    assert set(lan.groups.values_list("name", flat=True)) == {"Choir", "Moderators"}
    assert not is_officer(lan, NOW)
    end_assignment(held, at=NOW)
    assert set(lan.groups.values_list("name", flat=True)) == {"Choir"}


def test_the_thirteen_roles_are_there_and_only_their_table_speaks() -> None:
    assert set(Role.objects.values_list("code", flat=True)) == {role.code for role in ROLES}
    for role in ROLES:
        assert dict(RolePermission.objects.filter(role=role.code).values_list("action", "scope")) == role.may
    assert not RolePermission.objects.filter(role="administrator", action__startswith="dossier.").exists()
    beside = {
        "supervisor": {"views.share", "absence.manage", "dossier.find_person"},
        "auditor": {"audit.view"},
    }
    for onlooker, more in beside.items():
        seen = RolePermission.objects.filter(role=onlooker).values_list("action", flat=True)
        assert set(seen) <= {"dossier.view", "register.view", "copies.register", "payments.view", *more}


def test_seeding_again_keeps_what_an_administrator_changed() -> None:
    RolePermission.objects.filter(role="reception", action="dossier.view").update(scope="all")
    RolePermission.objects.filter(role="clerk").delete()
    Role.objects.filter(code="clerk").update(name="Thủ thư")
    seed_after_migrate(using="default")
    assert RolePermission.objects.get(role="reception", action="dossier.view").scope == "all"
    assert not RolePermission.objects.filter(role="clerk").exists()
    assert Role.objects.get(code="clerk").name == "Thủ thư"


def test_a_new_default_action_reaches_an_old_role() -> None:
    role = Role.objects.get(code="clerk")
    role.seeded = [action for action in role.seeded if action != "dossier.print"]
    role.save()
    RolePermission.objects.filter(role="clerk", action="dossier.print").delete()
    seed_after_migrate(using="default")
    assert RolePermission.objects.filter(role="clerk", action="dossier.print").exists()
