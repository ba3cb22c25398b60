"""The tree of agencies: its rules, its days, who may decide on a procedure, and whose calendar counts."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures import agencies
from procedures.calendar import due
from procedures.calendars import load_all
from procedures.models import Agency, ReceptionUnit, Release
from procedures.working_time import CalendarDay, WorkingCalendar, WorkingHours
from rules.days import VIETNAM

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def agency(name: str, **fields: Any) -> Agency:
    return Agency.objects.create(**{"name": name, "level": "province", **fields})


def release(levels: list[str], codes: list[str]) -> Release:
    return Release(code="1.900001", number=1, content={"levels": levels, "agency_codes": codes})


@pytest.fixture
def tree() -> dict[str, Agency]:
    city = agency("Thành phố", code="H26")
    return {
        "city": city,
        "department": agency("Sở", code="H26.01", parent=city),
        "ward": agency("Phường", code="H26.16", parent=city, level="commune"),
        "commune": agency("Xã", parent=city, level="commune"),
        "elsewhere": agency("Phường khác", code="H08.16", level="commune"),
    }


def refused(subject: Agency) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        subject.full_clean()
    return caught.value.message_dict


def test_a_code_of_another_shape_is_refused_beside_its_field(tree: dict[str, Agency]) -> None:
    assert "code" in refused(Agency(name="Sở", level="province", code="H26-16"))
    assert "code" in refused(Agency(name="Sở", level="province", code="H27.01", parent=tree["city"]))


def test_a_tax_code_nobody_can_have_is_refused_beside_its_field(tree: dict[str, Agency]) -> None:
    assert "tax_code" in refused(Agency(name="Sở", level="province", tax_code="0100109107"))
    tree["ward"].tax_code = "0100 109 106"
    tree["ward"].full_clean()
    assert tree["ward"].tax_code == "0100109106"


def test_an_agency_cannot_lie_below_itself(tree: dict[str, Agency]) -> None:
    tree["city"].parent = tree["department"]
    assert "parent" in refused(tree["city"])


def test_the_tree_has_a_depth_that_one_query_can_read() -> None:
    above = None
    for number in range(6):
        above = agency(f"Bậc {number}", parent=above)
    assert "parent" in refused(Agency(name="Bậc 6", level="commune", parent=above))


def test_dates_and_successors_must_agree(tree: dict[str, Agency]) -> None:
    ward, department = tree["ward"], tree["department"]
    ward.valid_from, ward.valid_to = date(2025, 7, 1), date(2025, 6, 30)
    assert "valid_to" in refused(ward)
    ward.valid_to, ward.successor = None, department
    assert "valid_to" in refused(ward)
    ward.valid_to, ward.successor = date(2026, 1, 1), ward
    assert "successor" in refused(ward)
    ward.successor = department
    ward.full_clean()


def test_an_empty_code_is_kept_as_none_so_that_several_agencies_may_lack_one() -> None:
    for name in ("Một", "Hai"):
        without = Agency(name=name, level="commune", code="")
        without.full_clean()
        without.save()
    assert Agency.objects.filter(code=None).count() == 2


def test_agencies_exist_between_their_days_inclusive() -> None:
    agency("Huyện", valid_to=date(2025, 6, 30))
    agency("Xã mới", valid_from=date(2025, 7, 1))
    assert [each.name for each in agencies.in_force(date(2025, 6, 30))] == ["Huyện"]
    assert [each.name for each in agencies.in_force(date(2025, 7, 1))] == ["Xã mới"]


def test_descendants_are_found_at_any_depth(tree: dict[str, Agency]) -> None:
    room = agency("Phòng", code="H26.01.05", parent=tree["department"])
    assert room in agencies.descendants(tree["city"])
    assert tree["elsewhere"] not in agencies.descendants(tree["city"])
    assert tree["city"] not in agencies.descendants(tree["city"])


def test_without_codes_every_agency_of_the_level_is_competent(tree: dict[str, Agency]) -> None:
    found = agencies.competent(release(["commune"], []), DAY)
    assert set(found) == {tree["ward"], tree["commune"], tree["elsewhere"]}


def test_a_code_names_the_agency_or_those_of_the_level_below_it(tree: dict[str, Agency]) -> None:
    assert set(agencies.competent(release(["commune"], ["H26"]), DAY)) == {tree["ward"], tree["commune"]}
    assert set(agencies.competent(release(["province"], ["H26.01"]), DAY)) == {tree["department"]}
    assert set(agencies.competent(release(["commune"], ["H99"]), DAY)) == set()


def test_a_closed_agency_stands_for_its_successor(tree: dict[str, Agency]) -> None:
    agency("Cũ", code="H08.01", level="commune", valid_to=date(2025, 6, 30), successor=tree["ward"])
    assert set(agencies.competent(release(["commune"], ["H08.01"]), DAY)) == {tree["ward"]}


def test_dossiers_come_in_at_its_own_units_and_at_those_above(tree: dict[str, Agency]) -> None:
    ReceptionUnit.objects.create(agency=tree["city"], name="Trung tâm", is_centre=True)
    ReceptionUnit.objects.create(agency=tree["ward"], name="Bộ phận Một cửa")
    ReceptionUnit.objects.create(agency=tree["ward"], name="Đã đóng", active_to=date(2025, 12, 31))
    found = agencies.reception_units(tree["ward"], DAY)
    assert {unit.name for unit in found} == {"Trung tâm", "Bộ phận Một cửa"}


def calendar(name: str, closes: time, **fields: Any) -> WorkingCalendar:
    kept = WorkingCalendar.objects.create(name=name, **fields)
    for weekday in range(5):
        WorkingHours.objects.create(calendar=kept, weekday=weekday, opens=time(8), closes=closes)
    return kept


def test_the_calendar_is_that_of_the_nearest_agency_above(tree: dict[str, Agency]) -> None:
    calendar("Mặc định", time(17), is_default=True)
    tree["city"].calendar = calendar("Thành phố", time(16))
    tree["city"].save()
    received = datetime(2026, 3, 2, 9, tzinfo=VIETNAM)
    ends = {
        name: due(received, 1, "working_day", agencies.calendar_of(Agency.objects.get(pk=one.pk)))
        for name, one in tree.items()
    }
    assert {name: end.hour for name, end in ends.items() if end} == {
        "city": 16,
        "department": 16,
        "ward": 16,
        "commune": 16,
        "elsewhere": 17,
    }


def test_without_any_calendar_the_national_one_counts() -> None:
    end = due(datetime(2026, 4, 29, 9, tzinfo=VIETNAM), 1, "working_day", agencies.calendar_of(None))
    assert end == datetime(2026, 5, 4, 17, 30, tzinfo=VIETNAM)


def test_many_calendars_cost_three_queries_and_an_agency_alone_four(tree: dict[str, Agency]) -> None:
    calendar("Mặc định", time(17), is_default=True)
    with CaptureQueriesContext(connection) as queries:
        known = load_all()
        for each in Agency.objects.select_related(agencies.LINE):
            agencies.calendar_of(each, known)
    assert len(queries) == 4
    ward = Agency.objects.get(pk=tree["ward"].pk)
    with CaptureQueriesContext(connection) as queries:
        agencies.calendar_of(ward)
    assert len(queries) == 4


def test_days_kept_by_an_editor_count() -> None:
    kept = calendar("Xã", time(16), is_default=True)
    CalendarDay.objects.create(calendar=kept, date=date(2026, 3, 3), kind="off", name="Hội làng")
    CalendarDay.objects.create(calendar=kept, date=date(2026, 3, 7), kind="make_up")
    CalendarDay.objects.create(
        calendar=kept, date=date(2026, 3, 6), kind="half", opens=time(8), closes=time(10)
    )
    pure = load_all()[None]
    assert pure.windows_of(date(2026, 3, 3)) == ()
    assert pure.windows_of(date(2026, 3, 6)) == ((480, 600),)
    assert pure.windows_of(date(2026, 3, 7)) == ((480, 960),)
    assert pure.names[date(2026, 3, 3)] == "Hội làng"
