"""A calendar that changes counts open dossiers anew: with an event, a message, and no dossier forgotten."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Dossier
from dossiers.replay import faults_of
from effects.models import Message
from effects.worker import drain
from procedures.calendar_data import SHIPPED
from procedures.calendar_loading import load
from procedures.calendars import tell_changed
from procedures.models import Agency, CalendarDay, WorkingCalendar
from tests import people
from tests.dossiers.cases import LIMIT, brought, filed, release, ward
from tests.dossiers.test_clock import vn
from tests.dossiers.test_steps import node, step

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
    assert dossier.first_due_at == vn("14/07/2025 17:30"), "what was promised first stays"
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


def with_another_calendar(agency: Agency, calendar: WorkingCalendar) -> None:
    """As an administrator gives an agency a calendar of its own."""
    client = Client()
    people.sign_in(client, people.administrator())
    data = {"name": agency.name, "name_en": "", "code": agency.code, "level": agency.level}
    data |= dict.fromkeys(("parent", "place", "valid_from", "valid_to", "successor"), "")
    address = reverse(Agency.snippet_viewset.get_url_name("edit"), args=[agency.pk])
    assert client.post(address, data | {"calendar": str(calendar.pk)}).status_code == 302
    drain(timezone.now())


def test_an_agency_given_another_calendar_has_its_open_dossiers_counted_anew(
    calendar: WorkingCalendar,
) -> None:
    dossier, before = brought("accept"), vn("14/07/2025 17:30")
    own, _new = load({**json.loads(SHIPPED.read_text(encoding="utf-8")), "name": "Lịch phường"})
    CalendarDay.objects.create(calendar=own, date=date(2025, 7, 10), kind="off", name="Lễ hội")
    with_another_calendar(ward(), own)
    assert last(dossier).action == "recount"
    assert last(dossier).payload["calendar"].startswith("Lịch phường")
    assert dossier.due_at == vn("15/07/2025 17:30")
    with_another_calendar(ward(), calendar)
    assert dossier.due_at != before
    assert last(dossier).action == "recount"
    assert dossier.due_at == before, "back again, by the same version of the same calendar"
    assert not list(faults_of(dossier))


def test_a_dossier_whose_withdrawal_is_asked_is_counted_anew_too(calendar: WorkingCalendar) -> None:
    dossier = brought("accept", "ask_withdrawal")
    day_off(calendar, date(2025, 7, 10))
    assert last(dossier).action == "recount"
    assert dossier.status == 7
    assert dossier.previous_status == 2
    assert dossier.due_at == vn("15/07/2025 17:30")


def test_the_applicant_is_told_only_when_the_promised_day_moved(calendar: WorkingCalendar) -> None:
    limit = {**LIMIT, "id": "l", "amount": 10, "unit": "day"}
    channels = [{"channel": "online", "time_limits": [limit], "fees": [], "note": ""}]
    release(channels=channels, process=[node([step("tham-dinh", hours=16)])])
    dossier = brought("accept", "assign")  # Monday 07/07/2025, ten days of the calendar
    due, step_due = dossier.due_at, dossier.steps.get().due_at
    drain(timezone.now())
    told = Message.objects.count()
    day_off(calendar, date(2025, 7, 8))
    assert last(dossier).action == "recount"
    assert dossier.due_at == due
    assert step_due
    assert dossier.steps.get().due_at > step_due, "the step has its sixteen hours all the same"
    assert Message.objects.count() == told
