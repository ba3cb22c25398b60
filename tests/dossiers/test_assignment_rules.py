"""Accepted dossiers go to an officer by the agency's rule: named, in turn, by load, never to the absent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from accounts import delegating
from accounts.assign import assign
from accounts.models import User
from dossiers import by_rule
from dossiers.assignment_rules import lay_down
from dossiers.inbox import Filters, find
from dossiers.models import AssignmentRule, Dossier
from dossiers.replay import faults_of
from dossiers.statuses import Status
from dossiers.timeline import for_applicant, for_officer
from effects.worker import drain
from tests import people
from tests.dossiers.cases import brought, do, filed, release
from tests.dossiers.test_steps import node, step

pytestmark = pytest.mark.django_db
NOW = timezone.now


def specialists() -> list[User]:
    """Three of them, in the order of their numbers."""
    found = [people.holder("specialist")]
    for name in ("hai", "ba"):
        user = people.person(f"{name}@example.vn", f"Người {name}")
        assign(user, "specialist", people.WARD, valid_from=people.LONG_AGO)
        found.append(user)
    return found


def rule(way: str, **more: Any) -> AssignmentRule:
    return lay_down(people.WARD, way, by=people.holder("dispatcher"), at=NOW(), **more)


def accepted(**filing: Any) -> Dossier:
    dossier = filed(at=NOW(), **filing)
    do(dossier, "accept", at=NOW())
    drain(NOW() + timedelta(minutes=1))
    dossier.refresh_from_db()
    return dossier


def test_without_a_rule_the_dispatcher_assigns() -> None:
    specialists()
    assert accepted().status == Status.ACCEPTED


def test_in_turn_each_gets_one_after_the_other() -> None:
    first, second, third = specialists()
    rule("turn")
    assert [accepted().assignee for _ in range(4)] == [first, second, third, first]


def test_by_load_it_goes_to_who_has_the_fewest_open_dossiers() -> None:
    first, second, third = specialists()
    for officer in (first, first, third):
        do(brought("accept"), "assign", assignee=officer.pk)
    ended = brought("accept")
    do(ended, "assign", assignee=second.pk)
    do(ended, "stop")
    rule("load")
    assert accepted().assignee == second


def test_the_rule_for_the_procedure_comes_before_the_field_and_that_before_all_others() -> None:
    first, second, third = specialists()
    rule("officer", officer=first)
    assert accepted().assignee == first
    rule("officer", officer=second, field="Hộ tịch")
    assert accepted().assignee == second
    rule("officer", officer=third, procedure_code=release().code)
    assert accepted().assignee == third
    rule("officer", officer=first, procedure_code="9.999999")
    assert accepted().assignee == third


def test_the_event_says_by_which_rule_and_only_officers_read_it() -> None:
    specialists()
    rule("turn", procedure_code=release().code)
    dossier = accepted()
    events = list(dossier.events.all())
    assert (events[-1].actor_kind, events[-1].payload["rule"]["way"]) == ("system", "turn")
    details = for_officer(dossier, events)[0].details
    assert [(one.label, one.text) for one in details][-1] == ("Theo quy tắc", "lần lượt (1.001193)")
    assert for_officer(dossier, events)[0].who == "Hệ thống"
    assert for_applicant(dossier, events)[0].details == []
    assert list(faults_of(dossier)) == []


def test_who_is_absent_is_passed_by_and_a_named_one_leaves_it_to_the_dispatcher() -> None:
    first, second, third = specialists()
    today = timezone.localdate()
    delegating.delegate(first, second, people.WARD, first=today, last=today, by=first, at=NOW())
    rule("turn")
    assert [accepted().assignee for _ in range(3)] == [second, third, second]
    rule("officer", officer=first)
    assert accepted().status == Status.ACCEPTED


def test_who_only_stands_in_gets_nothing_by_turn() -> None:
    first, *_others = specialists()
    reception = people.holder("reception")
    today = timezone.localdate()
    delegating.delegate(first, reception, people.WARD, first=today, last=today, by=first, at=NOW())
    rule("turn")
    assert reception not in {accepted().assignee for _ in range(3)}


def test_the_dispatcher_is_faster_or_changes_it_afterwards() -> None:
    first, second, _third = specialists()
    rule("officer", officer=first)
    quick = filed(at=NOW())
    do(quick, "accept", at=NOW())
    do(quick, "assign", assignee=second.pk, at=NOW())
    drain(NOW() + timedelta(minutes=1))
    quick.refresh_from_db()
    assert quick.assignee == second
    assert by_rule.carry_out(str(quick.pk), key="nữa", at=NOW()) is None
    later = accepted()
    do(later, "hand_over", assignee=second.pk, at=NOW())
    assert later.assignee == second


def test_ones_own_steps_come_first_among_those_to_do() -> None:
    first, second, _third = specialists()
    release(process=[node([step("tham-dinh")])])
    theirs, own = brought("accept"), brought("accept")
    do(theirs, "assign", assignee=first.pk)
    do(own, "assign", assignee=second.pk)
    assert list(find(second, Filters(waiting=True), NOW())) == [own, theirs]
    assert list(find(first, Filters(waiting=True), NOW())) == [theirs, own]


def test_only_the_agencys_dispatcher_or_an_administrator_lays_down_rules() -> None:
    for who in (people.holder("specialist"), people.hoa("dispatcher")):
        with pytest.raises(PermissionDenied):
            lay_down(people.WARD, "turn", by=who, at=NOW())
    lay_down(people.WARD, "turn", by=people.administrator(), at=NOW())
    for wrong in ({"way": "officer"}, {"way": "turn", "procedure_code": "1", "field": "x"}):
        with pytest.raises(ValidationError):
            rule(**wrong)
    assert rule("load").pk == AssignmentRule.objects.get().pk  # the same dossiers: one rule


def test_rules_are_laid_down_and_removed_on_the_desk(client: Client) -> None:
    first, *_others = specialists()
    filed()
    people.sign_in(client, people.holder("dispatcher"))
    address = "/can-bo/quy-tac-phan-cong/"
    assert client.get(address).status_code == 200
    wrong = client.post(address, {"way": "officer"})
    assert wrong.status_code == 422
    assert "Hãy chọn cán bộ nhận các hồ sơ này" in wrong.content.decode()
    assert client.post(address, {"way": "officer", "officer": first.pk}).status_code == 302
    found = AssignmentRule.objects.get()
    assert (found.agency_code, found.officer) == (people.WARD, first)
    assert first.full_name in client.get(address).content.decode()
    assert client.post(f"{address}{found.pk}/bo/").status_code == 302
    assert not AssignmentRule.objects.exists()
