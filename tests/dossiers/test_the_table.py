"""The table of transitions is the national one, and act() keeps to it."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from accounts.assign import assign
from accounts.errors import Unchangeable
from dossiers.actions import APPLICANTS, ASIDE, LABELS, SYSTEM
from dossiers.actors import Actor
from dossiers.errors import ActionNotAllowed, ActionRefused, OwnDossier, StaleDossier
from dossiers.models import Dossier, DossierEvent
from dossiers.statuses import TERMINAL, Status
from dossiers.transitions import PREVIOUS, TABLE, Row, act, available
from effects.handlers import HANDLERS
from tests import people
from tests.dossiers.cases import MONDAY, applicant_of, brought, do, filed, officer

NATIONAL = {
    1: {2, 3, 5, 7},
    2: {4, 5, 6, 7, 8},
    3: set(),
    4: {4, 5, 6, 7, 8, 9},
    5: {1, 4, 7, 8},
    6: {4, 7, 8},
    7: {8, 1, 2, 4, 5, 6},
    8: set(),
    9: {4, 10},
    10: set(),
}

STAYING = {*SYSTEM, *ASIDE} - {"recall"}
"""What may happen in several statuses and changes none of them."""
MONEY = ("pay", "ask_payment")
"""Money comes in any status, a request is made anew: the dossier goes on only where it waited for it."""


def _stays(row: Row) -> bool:
    return row.action in STAYING or (row.action in MONEY and row.sources == {row.target})


def _pairs() -> dict[int, set[int]]:
    found: dict[int, set[int]] = {status: set() for status in Status}
    for row in TABLE:
        for source in row.sources:
            targets = set() if _stays(row) else {row.target}
            if row.target == PREVIOUS:
                targets = {s for back in TABLE if back.action == "ask_withdrawal" for s in back.sources}
            found[source] |= targets
    return found


def test_the_pairs_of_statuses_are_exactly_the_national_ones() -> None:
    assert _pairs() == NATIONAL


def test_what_is_done_aside_leaves_the_dossier_where_it_stands() -> None:
    assert all(row.sources == {row.target} for row in TABLE if row.action in STAYING)


def test_terminal_statuses_have_no_exit_and_every_status_can_be_reached() -> None:
    pairs = _pairs()
    assert all(not pairs[status] for status in TERMINAL)
    reached, todo = {1}, [1]
    while todo:
        new = pairs[todo.pop()] - reached
        reached |= new
        todo += new
    assert reached == set(Status)


def test_every_action_has_a_label_and_every_effect_a_handler() -> None:
    assert {row.action for row in TABLE} == set(LABELS)
    assert {kind for row in TABLE for kind in row.effects} <= set(HANDLERS)


def test_rows_of_one_action_are_open_to_the_same_roles() -> None:
    for one, other in pairwise(sorted(TABLE, key=lambda row: row.action)):
        assert one.action != other.action or one.roles == other.roles


@pytest.mark.django_db
def test_the_whole_way_from_filing_to_handing_over() -> None:
    dossier = brought("accept", "assign", "ask_supplement", "supplement", "finish", "hand_result")
    assert dossier.status == Status.RETURNED
    assert dossier.returned_at
    assert dossier.ended_at
    assert [event.sequence for event in dossier.events.all()] == list(range(1, 8))


@pytest.mark.django_db
def test_an_action_that_is_not_in_the_table_for_this_status_is_refused_in_words() -> None:
    dossier = filed()
    with pytest.raises(ActionRefused) as refused:
        do(dossier, "finish")
    assert refused.value.code == "not_in_this_status"
    assert "Mới đăng ký" in refused.value.messages[0] or "Newly filed" in refused.value.messages[0]


@pytest.mark.django_db
def test_the_same_key_gives_the_first_outcome_and_does_nothing_more() -> None:
    dossier, minh = filed(), officer("reception")
    first = act(dossier.pk, "accept", actor=minh, key="once", at=MONDAY)
    again = act(dossier.pk, "accept", actor=minh, key="once", at=MONDAY + timedelta(hours=3))
    assert first.pk == again.pk
    assert dossier.events.count() == 2


@pytest.mark.django_db
def test_a_key_used_for_one_action_cannot_do_another() -> None:
    dossier, minh = filed(), officer("reception")
    act(dossier.pk, "accept", actor=minh, key="once", at=MONDAY)
    with pytest.raises(ActionRefused) as refused:
        act(dossier.pk, "refuse", actor=minh, key="once", at=MONDAY, reason="x")
    assert refused.value.code == "key_used"


@pytest.mark.django_db
def test_a_page_that_shows_an_older_state_does_nothing() -> None:
    dossier, minh = filed(), officer("reception")
    act(dossier.pk, "accept", actor=minh, key="a", at=MONDAY, seen=1)
    with pytest.raises(StaleDossier):
        act(dossier.pk, "ask_supplement", actor=minh, key="b", at=MONDAY, seen=1, reason="x", papers=["y"])
    assert Dossier.objects.get().status == Status.ACCEPTED


@pytest.mark.django_db
def test_an_officer_of_another_agency_may_do_nothing() -> None:
    dossier = filed()
    with pytest.raises(ActionNotAllowed):
        act(dossier.pk, "accept", actor=Actor.officer(people.hoa()), key="h", at=MONDAY)
    assert available(dossier, Actor.officer(people.hoa()), MONDAY) == []


@pytest.mark.django_db
def test_a_role_does_its_own_actions_only() -> None:
    dossier = filed()
    with pytest.raises(ActionNotAllowed):
        act(dossier.pk, "accept", actor=officer("specialist"), key="s", at=MONDAY)
    offered = [action.name for action in available(dossier, officer("reception"), MONDAY)]
    assert offered == ["accept", "refuse", "ask_supplement", "check_papers"]


@pytest.mark.django_db
def test_officers_do_not_decide_on_what_they_filed_themselves() -> None:
    minh = people.minh()
    dossier = filed(user=minh)
    with pytest.raises(OwnDossier):
        act(dossier.pk, "accept", actor=Actor.officer(minh), key="m", at=MONDAY)


@pytest.mark.django_db
def test_only_the_owner_acts_as_applicant() -> None:
    dossier, lan = filed(user=people.lan()), people.lan()
    with pytest.raises(ActionNotAllowed):
        act(dossier.pk, "ask_withdrawal", actor=Actor.applicant(people.hoa()), key="x", at=MONDAY)
    with pytest.raises(ActionNotAllowed):
        act(dossier.pk, "ask_withdrawal", actor=Actor.applicant(None), key="x", at=MONDAY)
    act(dossier.pk, "ask_withdrawal", actor=Actor.applicant(lan), key="x", at=MONDAY)
    assert {action.name for action in available(dossier, Actor.applicant(lan), MONDAY)} <= set(APPLICANTS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "action"),
    [
        ((), "refuse"),
        ((), "ask_supplement"),
        (("accept", "assign"), "ask_payment"),
        (("accept", "assign"), "stop"),
    ],
)
def test_what_the_applicant_will_read_must_be_given(before: tuple[str, ...], action: str) -> None:
    dossier = brought(*before)
    with pytest.raises(ActionRefused):
        do(dossier, action, reason="  ")


@pytest.mark.django_db
def test_a_withdrawal_recalled_or_denied_goes_back_to_where_it_was_asked() -> None:
    for way in ("recall_withdrawal", "deny_withdrawal"):
        dossier = brought("accept", "assign", "ask_withdrawal", way)
        assert dossier.status == Status.PROCESSING
        assert dossier.previous_status is None
        paused = brought("accept", "ask_supplement", "ask_withdrawal", way)
        assert paused.status == Status.SUPPLEMENT
        assert paused.paused_at


@pytest.mark.django_db
def test_a_supplement_leads_back_to_reception_before_acceptance_and_to_processing_after() -> None:
    assert brought("ask_supplement", "supplement").status == Status.NEW
    assert brought("accept", "ask_supplement", "supplement").status == Status.PROCESSING


@pytest.mark.django_db
def test_a_dossier_goes_only_to_an_officer_of_its_agency() -> None:
    dossier = brought("accept")
    for wrong, code in (
        (people.hoa().pk, "officer_cannot"),
        ("", "officer_missing"),
        ("x", "officer_cannot"),
    ):
        with pytest.raises(ActionRefused) as refused:
            do(dossier, "assign", assignee=wrong)
        assert refused.value.code == code
    do(dossier, "assign")
    assert dossier.assignee == people.holder("specialist")


@pytest.mark.django_db
def test_a_dossier_is_handed_over_only_where_there_is_somebody_else() -> None:
    dossier = brought("accept", "assign")
    approver = officer("approver")
    assert "hand_over" not in {action.name for action in available(dossier, approver, MONDAY)}
    assign(people.person("ha@example.vn", "Đỗ Thu Hà"), "specialist", people.WARD, valid_from=people.LONG_AGO)
    assert "hand_over" in {action.name for action in available(dossier, approver, MONDAY)}
    do(dossier, "hand_over", assignee=people.person("ha@example.vn", "").pk, actor=approver)
    assert dossier.assignee is not None
    assert dossier.assignee.full_name == "Đỗ Thu Hà"
    assert dossier.events.last().role == "approver"


@pytest.mark.django_db
def test_events_are_never_changed_or_removed() -> None:
    event = filed().events.get()
    event.action = "other"
    with pytest.raises(Unchangeable):
        event.save()
    with pytest.raises(Unchangeable):
        event.delete()
    assert DossierEvent.objects.get().action == "submit"


@pytest.mark.django_db
def test_a_server_clock_that_runs_behind_does_not_turn_history_round() -> None:
    dossier = filed(at=MONDAY)
    event = do(dossier, "accept", at=MONDAY - timedelta(seconds=3))
    assert event.at == MONDAY


@pytest.mark.django_db
def test_refusing_leaves_nothing_behind(django_assert_num_queries: object) -> None:
    dossier = filed()
    with pytest.raises(ActionRefused):
        do(dossier, "refuse", reason="")
    assert dossier.events.count() == 1
    assert applicant_of(dossier).owns(dossier)


@pytest.mark.django_db
def test_events_are_not_changed_in_bulk_either() -> None:
    dossier = filed()
    with pytest.raises(Unchangeable):
        DossierEvent.objects.update(actor_name="x")
    with pytest.raises(Unchangeable):
        dossier.events.all().delete()
