"""Absence: a colleague holds the absent officer's roles for some days, by the one mechanism of roles."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts import delegating
from accounts.assign import assign, end_assignment
from accounts.errors import CannotStandIn
from accounts.models import AccessRecord, RoleAssignment, User
from accounts.permissions import in_place_of, may
from tests import people

pytestmark = pytest.mark.django_db
WARD = people.WARD


def now() -> datetime:
    return timezone.now()


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def enter(absent: User, to: User, days: int = 3, **more: Any) -> delegating.Absence:
    today = timezone.localdate()
    said = {"first": today, "last": today + timedelta(days=days - 1), "by": absent, "at": now(), **more}
    return delegating.delegate(absent, to, WARD, **said)


def accepts(user: User, at: datetime) -> bool:
    return may(again(user), "dossier.accept", agency_code=WARD, at=at)


def test_within_the_dates_the_delegate_may_do_what_the_absent_may_and_afterwards_no_more() -> None:
    minh, ha = people.holder("reception"), people.holder("specialist")
    assert not accepts(ha, now())
    absence = enter(minh, ha)
    assert (absence.absent, absence.delegate, absence.roles) == (minh, ha, ("Cán bộ tiếp nhận",))
    assert accepts(ha, now())
    assert in_place_of(again(ha), now()) == {minh.pk}
    after = now() + timedelta(days=3)
    assert not accepts(ha, after)
    assert in_place_of(again(ha), after) == set()
    assert not may(again(ha), "dossier.accept", agency_code=people.ELSEWHERE, at=now())


def test_a_role_of_ones_own_stays_beside_the_one_held_for_another() -> None:
    minh, other = people.holder("reception"), people.person("khac@example.vn", "Người Khác")
    assign(other, "reception", WARD, valid_from=people.LONG_AGO)
    delegating.end(enter(minh, other), by=minh, at=now())
    assert accepts(other, now())


def test_ended_early_nobody_stands_in_any_more_and_both_are_in_the_access_log() -> None:
    minh, ha = people.holder("reception"), people.holder("specialist")
    absence = enter(minh, ha)
    delegating.end(absence, by=minh, at=now())
    assert not accepts(ha, now())
    assert delegating.absences([WARD], now()) == []
    records = AccessRecord.objects.order_by("id")
    assert [(one.action, one.subject) for one in records] == [("absence.manage", f"user:{minh.pk}")] * 2
    assert records[1].purpose == f"user:{ha.pk}, ended"


def test_who_loses_a_role_lends_it_no_longer_and_who_leaves_lends_nothing() -> None:
    minh, ha = people.holder("reception"), people.holder("specialist")
    enter(minh, ha)
    end_assignment(minh.assignments.get(role="reception"), at=now())
    assert not accepts(ha, now())
    assign(minh, "reception", WARD, valid_from=timezone.localdate())
    enter(minh, ha)
    User.objects.filter(pk=minh.pk).update(is_active=False)
    assert not accepts(ha, now())


def test_what_is_lent_is_not_passed_on() -> None:
    minh, ha, nam = people.holder("reception"), people.holder("specialist"), people.holder("approver")
    enter(minh, ha)
    enter(ha, nam)
    assert not accepts(nam, now())


def test_a_supervisor_or_an_administrator_enters_it_for_an_officer_and_a_colleague_does_not() -> None:
    minh, ha = people.holder("reception"), people.holder("specialist")
    with pytest.raises(PermissionDenied):
        enter(minh, ha, by=people.holder("approver"))
    with pytest.raises(PermissionDenied):
        enter(minh, ha, by=people.holder("supervisor", agency=people.ELSEWHERE))
    absence = enter(minh, ha, by=supervisor())
    with pytest.raises(PermissionDenied):
        delegating.end(absence, by=ha, at=now())
    delegating.end(absence, by=people.administrator(), at=now())


def supervisor() -> User:
    user = people.person("son@example.vn", "Lý Thanh Sơn")
    assign(user, "supervisor", "H08", valid_from=people.LONG_AGO)
    return user


def test_what_is_wrong_is_said_by_its_code() -> None:
    minh, ha = people.holder("reception"), people.holder("specialist")
    boss, today = supervisor(), timezone.localdate()
    assign(boss, "approver", WARD, valid_from=people.LONG_AGO)
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("no_role", {"absent": people.lan(), "by": people.administrator()}),
        ("no_colleague", {"to": people.hoa()}),
        ("no_colleague", {"to": minh}),
        ("oneself", {"to": boss, "by": boss}),
        ("days_past", {"first": today - timedelta(days=1)}),
        ("days_order", {"last": today - timedelta(days=1)}),
        ("too_long", {"last": today + timedelta(days=900)}),
    ]
    for code, said in wrong:
        with pytest.raises(CannotStandIn) as refused:
            enter(**{"absent": minh, "to": ha, **said})
        assert refused.value.code == code, said
    enter(minh, ha)
    for code, said in [("away_already", {"to": boss}), ("delegate_away", {"absent": boss, "to": minh})]:
        with pytest.raises(CannotStandIn) as refused:
            enter(**{"absent": minh, "by": people.administrator(), **said})
        assert refused.value.code == code
    assert RoleAssignment.objects.filter(delegated_from__isnull=False).count() == 1
