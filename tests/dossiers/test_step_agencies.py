"""A step at another agency: its officers do it and see the dossier, and nothing else of the agency's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.actors import Actor
from dossiers.errors import ActionNotAllowed, ActionRefused
from dossiers.inbox import Filters, counts, find
from dossiers.models import Dossier
from dossiers.replay import faults_of
from dossiers.slips.control import control_facts
from dossiers.slips.facts import Case
from dossiers.tracking import for_applicant, for_officer
from dossiers.transitions import available
from procedures.models import Agency
from tests import people
from tests.dossiers.cases import applicant_of, brought, do, filed, officer, release, ward
from tests.dossiers.test_steps import node, open_steps, step

pytestmark = pytest.mark.django_db

TAX = "H08.09"
PROCESS = [
    node([step("tham-dinh")]),
    node([step("thue", "specialist", agency=TAX)]),
    node([step("cap-tren", "approver", agency="superior")]),
    node([step("trinh-ky", "approver")]),
]


def agencies() -> None:
    """The ward below its province, and the tax office beside it."""
    province = Agency.objects.create(code="H08", name="UBND tỉnh", level="province")
    Agency.objects.filter(pk=ward().pk).update(parent=province)
    Agency.objects.create(code=TAX, name="Thuế cơ sở 1", level="province", parent=province)


def at_tax(role: str = "specialist") -> Actor:
    return Actor.officer(people.hoa(role, agency=TAX))


def processing(process: list[dict[str, Any]] | None = None) -> Dossier:
    agencies()
    release(process=process or PROCESS)
    return brought("accept", "assign", agency=Agency.objects.get(code=people.WARD))


def test_which_agency_does_a_step_is_settled_when_the_dossier_is_filed() -> None:
    dossier = processing()
    assert dossier.events.first().payload["agencies"] == {"thue": TAX, "cap-tren": "H08"}
    Agency.objects.filter(code=TAX).update(code="H08.99")
    do(dossier, "complete_step")
    assert list(dossier.steps.values_list("step", "agency_code")) == [
        ("tham-dinh", people.WARD), ("thue", TAX),
    ]  # fmt: skip
    assert not list(faults_of(dossier))


def test_the_step_is_done_by_the_officers_of_its_agency_and_by_nobody_else() -> None:
    dossier = processing()
    with pytest.raises(ActionNotAllowed):
        do(dossier, "complete_step", actor=at_tax())
    do(dossier, "complete_step")
    with pytest.raises(ActionRefused) as refused:
        do(dossier, "complete_step", actor=officer("specialist"))
    assert refused.value.code == "no_step_of_yours"
    event = do(dossier, "complete_step", actor=at_tax())
    assert (event.agency_code, event.role) == (TAX, "specialist")
    do(
        dossier,
        "send_back",
        actor=Actor.officer(people.holder("approver", agency="H08")),
        to="thue",
        reason="x",
    )
    assert open_steps(dossier) == ["thue"]
    assert not list(faults_of(dossier))


def test_a_role_at_the_agency_above_does_not_reach_down_to_the_steps_of_the_one_below() -> None:
    dossier = processing()
    with pytest.raises((ActionNotAllowed, ActionRefused)):
        do(dossier, "complete_step", actor=Actor.officer(people.minh("specialist", agency="H08")))
    assert open_steps(dossier) == ["tham-dinh"]


def test_the_other_agency_may_do_its_step_and_nothing_else() -> None:
    dossier = processing()
    do(dossier, "complete_step")
    at = dossier.events.last().at
    assert {one.name for one in available(dossier, at_tax(), at)} == {"complete_step", "send_back"}
    for action in ("hand_over", "pause", "ask_supplement"):
        with pytest.raises(ActionNotAllowed):
            do(dossier, action, actor=at_tax())


def test_the_inbox_lists_the_step_to_the_agency_that_does_it(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    dossier = processing()
    filed(agency=Agency.objects.get(code=people.WARD))
    do(dossier, "complete_step")
    hoa, at = people.hoa("specialist", agency=TAX), timezone.now()
    assert list(find(hoa, Filters(waiting=True), at)) == [dossier]
    assert list(find(people.holder("specialist"), Filters(waiting=True), at)) == []
    assert list(find(hoa, Filters(), at)) == []
    assert counts(hoa, at)["waiting"] == 1
    people.sign_in(client, hoa)
    with django_assert_max_num_queries(40):
        html = client.get(reverse("dossiers:inbox") + "?waiting=on").content.decode()
    assert "Bước thue, Thuế cơ sở 1" in html


def test_who_sees_the_dossier_sees_at_which_agency_each_step_is(client: Client) -> None:
    dossier = processing()
    address = reverse("dossiers:case", args=[dossier.pk])
    people.sign_in(client, people.hoa("specialist", agency=TAX))
    assert client.get(address).status_code == 403
    do(dossier, "complete_step")
    assert "Thuế cơ sở 1" in client.get(address).content.decode()
    do(dossier, "complete_step", actor=at_tax())
    view = for_officer(dossier, officer("specialist"), timezone.now())
    assert [one.agency for one in view.steps] == ["", "Thuế cơ sở 1", "UBND tỉnh", ""]
    assert "Thuế cơ sở 1" in view.entries[0].who
    told = for_applicant(dossier, applicant_of(dossier), timezone.now())
    assert told.entries[0].who == "Cán bộ thụ lý, Thuế cơ sở 1"


def test_the_control_slip_names_the_agency_that_gave_and_took() -> None:
    dossier = processing()
    do(dossier, "complete_step")
    do(dossier, "complete_step", actor=at_tax())
    events = list(dossier.events.all())
    rows = control_facts(Case(dossier, events[-1], events))["rows"]
    assert rows[-2]["taker"] == "Bước thue (Cán bộ thụ lý, Thuế cơ sở 1)"
    assert rows[-1]["where"] == "Thuế cơ sở 1"


def test_an_agency_with_none_above_it_keeps_the_step() -> None:
    release(process=PROCESS)
    dossier = brought("accept", "assign")
    assert "agencies" not in dossier.events.first().payload
    do(dossier, "complete_step")
    assert dossier.steps.last().agency_code == people.WARD


def test_who_works_on_it_now_is_said_with_the_agency_of_the_step() -> None:
    dossier = processing()
    do(dossier, "complete_step")
    view = for_applicant(dossier, applicant_of(dossier), timezone.now())
    assert [one.agency for one in view.standing] == ["Thuế cơ sở 1"]
