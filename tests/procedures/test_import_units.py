"""Provinces, communes and their people's committees from a file."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from eforms.models import Place
from procedures.importing.units import committee_of, import_units
from procedures.models import Agency

pytestmark = pytest.mark.django_db


def province(code: str = "01", **changes: Any) -> dict[str, Any]:
    wards = [
        {"Code": "00004", "FullName": "Phường Một", "ProvinceCode": code},
        {"Code": "00005", "FullName": "Xã Hai", "ProvinceCode": code},
    ]
    return {"Code": code, "FullName": "Thành phố Mẫu", "Wards": wards, **changes}


def test_places_and_committees_are_added_once() -> None:
    report = import_units([province()], agencies=True)
    assert (report.places_added, report.agencies_added, report.rejected) == (3, 3, [])
    ward = Agency.objects.get(place__code="00004")
    assert (ward.name, ward.level, ward.code) == ("Ủy ban nhân dân phường Một", "commune", None)
    assert ward.parent is not None
    assert ward.parent.place == Place.objects.get(code="01")
    again = import_units([province()], agencies=True)
    assert (again.places_added, again.places_changed, again.places_unchanged, again.agencies_added) == (
        0,
        0,
        3,
        0,
    )


def test_a_renamed_place_is_changed_and_what_is_missing_stays() -> None:
    import_units([province()], agencies=True)
    report = import_units([province(FullName="Tỉnh Mẫu", Wards=[])], agencies=True)
    assert (report.places_changed, report.missing) == (1, ["00004", "00005"])
    assert Place.objects.count() == 3
    assert Agency.objects.count() == 3


def test_an_agency_an_editor_renamed_is_not_doubled() -> None:
    import_units([province()], agencies=True)
    Agency.objects.filter(place__code="00004").update(name="UBND phường Một", code="H26.16")
    assert import_units([province()], agencies=True).agencies_added == 0


def test_departments_of_a_province_are_not_taken_for_its_committee() -> None:
    import_units([province()])
    place = Place.objects.get(code="01")
    above = Agency.objects.create(name="UBND", level="province", place=place)
    Agency.objects.create(name="Sở", level="province", place=place, parent=above)
    import_units([province()], agencies=True)
    assert Agency.objects.get(place__code="00005").parent == above


def test_bad_rows_are_named_and_the_others_go_in() -> None:
    wards = [
        {"Code": "4", "FullName": "Phường Một"},
        {"Code": "00004", "FullName": "Trùng"},
        {"Code": "x", "FullName": "Sai mã"},
        {"Code": "00006", "FullName": ""},
        {"Code": "00007", "FullName": "Lạc", "ProvinceCode": "99"},
        "text",
        {"Code": "00008", "FullName": "Dài" * 60},
        {"Code": "00009", "FullName": "Phường Chín"},
    ]
    report = import_units([province(Wards=wards), 7, province("02", Wards="none")])
    assert report.places_added == 4
    assert sorted(problem.code for _element, problem in report.rejected) == [
        "bad_unit_code",
        "no_name",
        "not_a_list",
        "not_an_object",
        "not_an_object",
        "other_province",
        "repeated",
        "too_long",
    ]
    assert any("2" in element for element, _problem in report.rejected)


def test_a_dry_run_writes_nothing_and_says_what_it_would(tmp_path: Path) -> None:
    file, out = tmp_path / "units.json", StringIO()
    file.write_text(json.dumps([province()]))
    call_command("import_administrative_units", str(file), "--agencies", "--dry-run", stdout=out)
    assert "3" in out.getvalue()
    assert not Place.objects.exists()
    call_command("import_administrative_units", str(file), stdout=out)
    assert (Place.objects.count(), Agency.objects.count()) == (3, 0)


@pytest.mark.parametrize("text", ["{}", "not json", '"x"'])
def test_a_file_of_another_shape_is_refused_clearly(text: str, tmp_path: Path) -> None:
    (tmp_path / "units.json").write_text(text)
    with pytest.raises(CommandError):
        call_command("import_administrative_units", str(tmp_path / "units.json"))


def test_the_name_of_a_committee() -> None:
    assert committee_of("Đặc khu Phú Quốc") == "Ủy ban nhân dân đặc khu Phú Quốc"
    assert committee_of("Hà Nội") == "Ủy ban nhân dân Hà Nội"
