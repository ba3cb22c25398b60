"""Draft, awaiting, announced, in force, amended, replaced, abolished: computed, never stored."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from procedures import releases
from procedures.errors import LifecycleRefused
from procedures.lifecycle import Decision, State, abolish, replace, state_of
from procedures.models import Release
from procedures.moderation import ensure_workflow
from procedures.pages import CatalogueIndexPage
from tests import people
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DECISION = Decision("99/QĐ-UBND", date(2026, 3, 1))


def test_a_draft_is_a_draft() -> None:
    assert state_of(catalogue.draft(), timezone.localdate()) == State.DRAFT


def test_a_submitted_draft_awaits_publication() -> None:
    page = catalogue.draft()
    workflow = ensure_workflow(CatalogueIndexPage.objects.get())
    page.save_revision()
    workflow.start(page, people.holder("editor"))
    assert state_of(type(page).objects.get(pk=page.pk), timezone.localdate()) == State.AWAITING


def test_a_published_procedure_is_in_force_and_an_amended_one_says_so() -> None:
    page = catalogue.published()
    assert state_of(page, timezone.localdate()) == State.PUBLIC
    page = catalogue.again(page, decision_kind="amend", decision_number="2/QĐ")
    assert state_of(page, timezone.localdate()) == State.AMENDED


def test_a_procedure_that_starts_later_is_announced_until_then() -> None:
    start = timezone.localdate() + 10 * DAY
    page = catalogue.published(decision={"number": "1/QĐ", "effective_from": start})
    assert state_of(page, timezone.localdate()) == State.ANNOUNCED
    assert state_of(page, start) == State.PUBLIC


def test_an_abolished_procedure_ends_with_its_last_day() -> None:
    page = catalogue.published()
    today = timezone.localdate()
    release = abolish(page, decision=DECISION, last_day=today, by=None, at=timezone.now())
    page.refresh_from_db()
    assert (release.number, release.effective_to) == (2, today)
    assert release.content["decision"]["number"] == "99/QĐ-UBND"
    assert state_of(page, today) == State.PUBLIC
    assert state_of(page, today + DAY) == State.ABOLISHED
    assert releases.in_force(page.code, today + DAY) is None


def test_abolishing_twice_gives_the_first_answer() -> None:
    page = catalogue.published()
    first = abolish(page, decision=DECISION, last_day=timezone.localdate(), by=None, at=timezone.now())
    second = abolish(page, decision=DECISION, last_day=timezone.localdate(), by=None, at=timezone.now() + DAY)
    assert first == second
    assert Release.objects.count() == 2


def test_an_end_in_the_past_is_kept_as_the_decision_says() -> None:
    page = catalogue.published(decision={"number": "1/QĐ", "effective_from": "2026-01-01"})
    abolish(page, decision=DECISION, last_day=date(2026, 6, 30), by=None, at=timezone.now())
    assert releases.in_force(page.code, date(2026, 6, 30)) is not None
    assert releases.in_force(page.code, date(2026, 7, 1)) is None


def test_a_replaced_procedure_names_its_successor() -> None:
    page, successor = catalogue.published(), catalogue.published(code="1.900002", name="Nuôi ong kiểu mới")
    today = timezone.localdate()
    release = replace(page, successor, decision=DECISION, last_day=today, by=None, at=timezone.now())
    page.refresh_from_db()
    assert release.content["replaced_by"] == "1.900002"
    assert state_of(page, today + DAY) == State.REPLACED


def test_a_draft_cannot_be_ended() -> None:
    with pytest.raises(LifecycleRefused) as refused:
        abolish(
            catalogue.draft(), decision=DECISION, last_day=timezone.localdate(), by=None, at=timezone.now()
        )
    assert refused.value.code == "not_published"


def test_nothing_ends_before_it_began() -> None:
    page = catalogue.published()
    with pytest.raises(LifecycleRefused):
        abolish(page, decision=DECISION, last_day=timezone.localdate() - DAY, by=None, at=timezone.now())


def test_a_successor_is_another_published_procedure() -> None:
    page = catalogue.published()
    for successor in (page, catalogue.draft(code="1.900002")):
        with pytest.raises(LifecycleRefused):
            replace(
                page, successor, decision=DECISION, last_day=timezone.localdate(), by=None, at=timezone.now()
            )
