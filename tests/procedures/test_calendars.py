"""Calendars as editors keep them: refused where they contradict themselves, loaded, put in words."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.admin.panels import FieldRowPanel, InlinePanel

from procedures.calendar_data import SHIPPED, shipped
from procedures.calendar_loading import CalendarFileRefused, load
from procedures.calendars import load_all, sentences
from procedures.due_reasons import explain
from procedures.models import Agency, CalendarDay, WorkingCalendar, WorkingHours
from rules.days import VIETNAM
from tests import people

pytestmark = pytest.mark.django_db


def posted(**changes: str) -> dict[str, str]:
    """What an editor's form of a calendar sends: five weekdays, two special days."""
    data = {"name": "Lịch xã", "valid_from": "", "is_default": "on"}
    data |= {"hours-TOTAL_FORMS": "5", "hours-INITIAL_FORMS": "0"}
    data |= {"hours-MIN_NUM_FORMS": "1", "hours-MAX_NUM_FORMS": "1000"}
    for n in range(5):
        data |= {f"hours-{n}-{key}": value for key, value in HOURS.items()}
        data |= {f"hours-{n}-weekday": str(n), f"hours-{n}-id": "", f"hours-{n}-DELETE": ""}
    data |= {"days-TOTAL_FORMS": "2", "days-INITIAL_FORMS": "0"}
    data |= {"days-MIN_NUM_FORMS": "0", "days-MAX_NUM_FORMS": "1000"}
    for n, (day, kind) in enumerate((("2026-09-02", "off"), ("2026-09-05", "make_up"))):
        data |= dict.fromkeys((f"days-{n}-{key}" for key in HOURS), "")
        data |= {f"days-{n}-date": day, f"days-{n}-kind": kind, f"days-{n}-name": "", f"days-{n}-id": ""}
        data[f"days-{n}-DELETE"] = ""
    return data | changes


HOURS = {"opens": "07:30", "closes": "11:30", "reopens": "13:30", "closes_again": "17:30"}


@pytest.fixture
def editor(client: Client) -> Client:
    people.sign_in(client, people.administrator())
    return client


def add_address() -> str:
    return reverse(WorkingCalendar.snippet_viewset.get_url_name("add"))


def test_an_administrator_keeps_a_calendar_with_its_days(editor: Client) -> None:
    response = editor.post(add_address(), posted())
    assert response.status_code == 302, response.context["form"].errors
    kept = WorkingCalendar.objects.get()
    assert (kept.hours.count(), kept.days.count(), kept.version) == (5, 2, 1)
    edit = reverse(WorkingCalendar.snippet_viewset.get_url_name("edit"), args=[kept.pk])
    assert editor.get(edit).status_code == 200


def test_a_date_listed_twice_is_refused_with_the_reason(editor: Client) -> None:
    response = editor.post(add_address(), posted(**{"days-1-date": "2026-09-02"}))
    assert response.status_code == 200
    assert "không thể vừa nghỉ vừa làm việc" in response.content.decode()
    assert not WorkingCalendar.objects.exists()


def test_a_weekday_listed_twice_or_hours_out_of_order_are_refused(editor: Client) -> None:
    for wrong in ({"hours-1-weekday": "0"}, {"hours-0-closes": "06:00"}, {"hours-0-closes": ""}):
        assert editor.post(add_address(), posted(**wrong)).status_code == 200
    assert not WorkingCalendar.objects.exists()


def test_the_version_grows_with_every_change(editor: Client) -> None:
    editor.post(add_address(), posted())
    kept = WorkingCalendar.objects.get()
    edit = reverse(WorkingCalendar.snippet_viewset.get_url_name("edit"), args=[kept.pk])
    rows = {"hours-INITIAL_FORMS": "5", "days-INITIAL_FORMS": "2"}
    rows |= {f"hours-{n}-id": str(row.pk) for n, row in enumerate(kept.hours.all())}
    rows |= {f"days-{n}-id": str(row.pk) for n, row in enumerate(kept.days.all())}
    editor.post(edit, posted(**rows))
    kept.refresh_from_db()
    assert kept.version == 1
    editor.post(edit, posted(**rows, **{"days-0-date": "2026-09-01"}))
    kept.refresh_from_db()
    assert kept.version == 2
    assert date(2026, 9, 1) in load_all()[None].days_off


def test_there_is_one_default_calendar() -> None:
    WorkingCalendar.objects.create(name="Một", is_default=True)
    with pytest.raises(ValidationError):
        WorkingCalendar(name="Hai", is_default=True).full_clean()


def test_a_day_off_has_no_hours() -> None:
    kept = WorkingCalendar.objects.create(name="Một")
    day = CalendarDay(calendar=kept, date=date(2026, 9, 2), kind="off", opens=time(8), closes=time(9))
    with pytest.raises(ValidationError):
        day.full_clean()


def test_the_shipped_calendar_loads_once_and_then_changes_nothing() -> None:
    out = StringIO()
    call_command("load_calendar", "--default", stdout=out)
    call_command("load_calendar", "--default", stdout=out)
    assert "unchanged" in out.getvalue().splitlines()[1]
    kept = WorkingCalendar.objects.get()
    assert (kept.is_default, kept.version) == (True, 1)
    loaded = load_all()[None]
    assert (dict(loaded.windows), loaded.days_off, dict(loaded.make_up)) == (
        dict(shipped().windows),
        shipped().days_off,
        dict(shipped().make_up),
    )


def test_loading_again_mends_its_own_days_and_keeps_the_editors() -> None:
    kept, _changed = load(json.loads(SHIPPED.read_text()))
    CalendarDay.objects.create(calendar=kept, date=date(2027, 1, 1), kind="off")
    CalendarDay.objects.filter(calendar=kept, date=date(2026, 9, 2)).delete()
    kept, changed = load(json.loads(SHIPPED.read_text()))
    assert (changed, kept.version) == (True, 2)
    assert kept.days.filter(date__in=[date(2027, 1, 1), date(2026, 9, 2)]).count() == 2


@pytest.mark.parametrize(
    "data", [[], {}, {"name": "X", "hours": [{"weekday": 0, "windows": [["8", "x"]]}], "days": []}]
)
def test_a_file_of_another_shape_is_refused_whole(data: object) -> None:
    with pytest.raises(CalendarFileRefused):
        load(data)  # type: ignore[arg-type]
    assert not WorkingCalendar.objects.exists()


def test_a_day_both_off_and_made_up_in_a_file_is_refused(tmp_path: Path) -> None:
    twice = [{"date": "2026-09-02", "kind": kind} for kind in ("off", "make_up")]
    file = tmp_path / "calendar.json"
    file.write_text(json.dumps({"name": "X", "hours": [], "days": twice}))
    with pytest.raises(CommandError):
        call_command("load_calendar", str(file))
    assert not WorkingHours.objects.exists()


def test_the_explanation_is_said_in_the_readers_language() -> None:
    lines = explain(datetime(2025, 8, 29, 18, tzinfo=VIETNAM), 3, "working_day", shipped())
    with translation.override("en"):
        assert sentences(lines)[0] == "Received after closing on 29/08/2025."
    with translation.override("vi"):
        assert "29/08/2025" in sentences(lines)[0]
        assert "Received" not in "".join(sentences(lines))


def test_an_administrator_finds_chooses_and_edits_agencies(editor: Client) -> None:
    above = Agency.objects.create(name="Ủy ban nhân dân thành phố Hà Nội", level="province", code="H26")
    Agency.objects.create(name="Sở Tư pháp", level="province", code="H26.05", parent=above)
    viewset = Agency.snippet_viewset
    listing = editor.get(reverse(viewset.get_url_name("list")), {"q": "Tư pháp"}).content.decode()
    assert "Sở Tư pháp" in listing
    chooser = reverse(viewset.chooser_viewset.get_url_name("choose"))
    found = editor.get(chooser, {"q": "hà nội"}).json()["html"]
    assert "Hà Nội" in found
    assert "Sở Tư pháp" not in found
    data = {"name": "Sở Y tế", "name_en": "", "code": "H27.01", "level": "province", "parent": str(above.pk)}
    data |= dict.fromkeys(("place", "calendar", "valid_from", "valid_to", "successor"), "")
    refused = editor.post(reverse(viewset.get_url_name("add")), data)
    assert "code" in refused.context["form"].errors
    assert editor.post(reverse(viewset.get_url_name("add")), data | {"code": "H26.06"}).status_code == 302
    assert Agency.objects.filter(code="H26.06", parent=above).exists()


def test_the_list_of_agencies_costs_a_fixed_number_of_queries(editor: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = reverse(Agency.snippet_viewset.get_url_name("list"))
    counts = []
    for _round in range(2):
        above = None
        for number in range(5):
            above = Agency.objects.create(name=f"Bậc {number}", level="province", parent=above)
        editor.get(address)
        with CaptureQueriesContext(connection) as queries:
            editor.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_officer_without_the_right_does_not_reach_agencies(client: Client) -> None:
    people.sign_in(client, people.minh())
    assert client.get(reverse(Agency.snippet_viewset.get_url_name("list"))).status_code in (302, 403)


def test_no_row_of_the_editor_of_a_calendar_is_wider_than_the_page() -> None:
    """More than two fields in one row of an inline panel are cut off at 1280 px."""
    panels = WorkingCalendar.snippet_viewset.edit_handler.children
    inline = [panel for panel in panels if isinstance(panel, InlinePanel)]
    rows = [row for panel in inline for row in panel.panels if isinstance(row, FieldRowPanel)]
    assert len(rows) == 5
    assert all(len(row.children) == 2 for row in rows)
