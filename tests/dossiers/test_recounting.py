"""A calendar that changes counts open dossiers anew: with an event, a message, and no dossier forgotten."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from dossiers.models import Dossier
from dossiers.replay import faults_of
from effects.models import Message
from effects.worker import drain
from procedures.calendar_data import SHIPPED
from procedures.calendar_loading import load
from procedures.calendars import tell_changed
from procedures.models import CalendarDay, WorkingCalendar
from tests.dossiers.cases import brought, filed
from tests.dossiers.test_clock import vn

pytestmark = pytest.mark.django_db


@pytest.fixture
def calendar() -> WorkingCalendar:
    made, _new = load(json.loads(SHIPPED.read_text(encoding="utf-8")), default=True)
    drain(timezone.now())
    return made


def day_off(calendar: WorkingCalendar, day: date) -> None:
    CalendarDay.objects.create(calendar=calendar, date=day, kind="off", name="Bão")
    calendar.version += 1
    calendar.save()
    tell_changed(calendar)
    drain(timezone.now())


def last(dossier: Dossier) -> Any:
    dossier.refresh_from_db()
    return dossier.events.last()


def test_a_day_off_moves_the_due_date_with_an_event_and_a_message(calendar: WorkingCalendar) -> None:
    dossier = brought("accept")  # Monday 07/07/2025, five working days
    assert dossier.due_at == vn("14/07/2025 17:30")
    day_off(calendar, date(2025, 7, 10))
    event = last(dossier)
    assert event.action == "recount"
    assert dossier.due_at == vn("15/07/2025 17:30")
    assert event.payload["before"].startswith("2025-07-14")
    assert Message.objects.filter(subject__contains="ngày hẹn trả đã thay đổi").count() == 1
    assert not list(faults_of(dossier))


def test_a_day_that_touches_no_term_changes_nothing(calendar: WorkingCalendar) -> None:
    dossier = brought("accept")
    day_off(calendar, date(2025, 9, 10))
    assert last(dossier).action == "accept"


def test_paused_and_ended_dossiers_are_left_alone(calendar: WorkingCalendar) -> None:
    paused, ended, new = brought("accept", "ask_supplement"), brought("accept", "assign", "finish"), filed()
    day_off(calendar, date(2025, 7, 7))
    assert last(paused).action == "ask_supplement"
    assert last(ended).action == "finish"
    assert last(new).action == "recount"


def test_the_same_version_counts_once(calendar: WorkingCalendar) -> None:
    dossier = brought("accept")
    day_off(calendar, date(2025, 7, 10))
    tell_changed(calendar)
    drain(timezone.now())
    assert dossier.events.filter(action="recount").count() == 1
