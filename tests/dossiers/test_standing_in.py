"""Who stands in for an absent colleague: their dossiers, their actions, both names in the history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import delegating
from accounts.assign import assign
from accounts.models import User
from accounts.permissions import held_at
from dossiers.actors import Actor
from dossiers.inbox import Filters, counts, find
from dossiers.replay import faults_of
from dossiers.timeline import for_applicant, for_officer
from tests import people
from tests.dossiers.cases import brought, do, filed

pytestmark = pytest.mark.django_db
NOW = timezone.now
ADDRESS = "/can-bo/vang-mat/"


def away(absent: User, to: User) -> delegating.Absence:
    today = timezone.localdate()
    return delegating.delegate(
        absent, to, people.WARD, first=today, last=today + timedelta(days=2), by=absent, at=NOW()
    )


def test_the_absent_ones_dossiers_are_among_those_assigned_to_the_delegate() -> None:
    ha, minh = people.holder("specialist"), people.holder("reception")
    dossier = brought("accept", "assign")
    mine = Filters(mine=True)
    assert list(find(minh, mine, NOW())) == []
    absence = away(ha, minh)
    minh = User.objects.get(pk=minh.pk)
    assert list(find(minh, mine, NOW())) == [dossier]
    assert counts(minh, NOW())["mine"] == 1
    assert list(find(ha, mine, NOW())) == [dossier]
    delegating.end(absence, by=ha, at=NOW())
    assert list(find(User.objects.get(pk=minh.pk), mine, NOW())) == []


def test_the_history_names_both_and_the_applicant_reads_the_role_only() -> None:
    boss, ha = people.holder("approver"), people.holder("specialist")
    dossier = brought("accept", "assign")
    away(boss, ha)
    do(dossier, "finish", actor=Actor.officer(User.objects.get(pk=ha.pk)), at=NOW())
    event = dossier.events.last()
    assert (event.actor, event.role) == (ha, "approver")
    assert event.payload["in_place_of"] == {"user": boss.pk, "name": boss.full_name}
    events = list(dossier.events.all())
    assert (
        for_officer(dossier, events)[0].who == f"{ha.full_name} (Lãnh đạo phê duyệt), thay {boss.full_name}"
    )
    assert boss.full_name not in for_applicant(dossier, events)[0].who
    assert list(faults_of(dossier)) == []


def test_what_one_does_in_ones_own_role_is_done_for_nobody_but_on_the_absent_ones_dossier() -> None:
    ha, other = people.holder("specialist"), people.person("khac@example.vn", "Người Khác")
    assign(other, "specialist", people.WARD, valid_from=people.LONG_AGO)
    theirs, own = brought("accept", "assign"), brought("accept")
    do(own, "assign", assignee=other.pk)
    away(ha, other)
    actor = Actor.officer(User.objects.get(pk=other.pk))
    do(theirs, "ask_payment", actor=actor, at=NOW())
    do(own, "ask_payment", actor=actor, at=NOW())
    assert theirs.events.last().payload["in_place_of"]["user"] == ha.pk
    assert "in_place_of" not in own.events.last().payload
    assert "in_place_of" not in brought("accept").events.last().payload


def test_an_officer_enters_an_absence_on_the_desk_and_ends_it(client: Client) -> None:
    filed()  # the ward
    minh, ha = people.holder("reception"), people.holder("specialist")
    people.sign_in(client, minh)
    today = timezone.localdate()
    assert "Người vắng mặt" not in str(client.get(ADDRESS).context["form"])
    wrong = client.post(ADDRESS, {"first": today, "last": today - timedelta(days=1), "to": ha.pk})
    assert wrong.status_code == 422
    assert "last" in wrong.context["form"].errors
    assert client.post(ADDRESS, {"first": today, "last": today, "to": ha.pk}).status_code == 302
    page = client.get(ADDRESS).content.decode()
    assert ha.full_name in page
    (absence,) = delegating.absences([people.WARD], NOW())
    other = Client()
    people.sign_in(other, people.hoa())
    assert other.post(f"{ADDRESS}{absence.id}/ket-thuc/").status_code == 403
    assert client.post(f"{ADDRESS}{absence.id}/ket-thuc/").status_code == 302
    assert delegating.absences([people.WARD], NOW()) == []


def test_a_supervisor_chooses_who_is_away_and_an_administrator_has_the_page_too(client: Client) -> None:
    filed()
    minh, ha = people.holder("reception"), people.holder("specialist")
    people.sign_in(client, people.holder("supervisor", agency="H08"))
    today = timezone.localdate()
    said = {"absent": minh.pk, "first": today, "last": today, "to": ha.pk}
    assert client.post(f"{ADDRESS}?agency={people.WARD}", said).status_code == 302
    assert [one.absent for one in delegating.absences([people.WARD], NOW())] == [minh]
    administrator, lan = Client(), Client()
    people.sign_in(administrator, people.administrator())
    assert administrator.get(ADDRESS).status_code == 200
    people.sign_in(lan, people.lan())
    assert lan.get(ADDRESS).status_code == 403


def test_who_stands_in_for_an_account_that_is_closed_is_neither_told_nor_given_dossiers() -> None:
    boss, ha = people.holder("approver"), people.holder("specialist")
    away(boss, ha)
    assert ha.pk in set(held_at(["approver"], people.WARD, NOW()).values_list("user", flat=True))
    User.objects.filter(pk=boss.pk).update(is_active=False)
    assert not held_at(["approver"], people.WARD, NOW()).exists()
