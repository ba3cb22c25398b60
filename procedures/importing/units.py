"""Provinces and communes from a file of their state today, and an agency for each when asked.

Shape: [{"Code", "FullName", "Wards": [{"Code", "FullName"}]}]. What is not in the file stays as it is: a
place that was merged away is closed by an editor, with its last day, not by an absence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eforms.models import Place
from procedures.choices import Level
from procedures.importing.doubts import Doubts, Unacceptable
from procedures.importing.parse_text import line
from procedures.models import Agency

CODE = {Place.Kind.PROVINCE: re.compile(r"\d{2}"), Place.Kind.COMMUNE: re.compile(r"\d{5}")}
KINDS = ("Thành phố", "Tỉnh", "Phường", "Xã", "Đặc khu", "Thị trấn")
LEVEL = {Place.Kind.PROVINCE: Level.PROVINCE, Place.Kind.COMMUNE: Level.COMMUNE}


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the file. element: where it stands, "province 3, commune 14", counted from 1."""

    element: str
    kind: str
    code: str
    name: str
    province: str


@dataclass(slots=True)
class UnitsReport:
    places_added: int = 0
    places_changed: int = 0
    places_unchanged: int = 0
    agencies_added: int = 0
    missing: list[str] = field(default_factory=list)
    rejected: list[tuple[str, Unacceptable]] = field(default_factory=list)


class _DryRun(Exception):
    """Everything was done as asked, now take it back."""


def import_units(data: Any, *, agencies: bool = False, dry_run: bool = False) -> UnitsReport:
    """Add and rename places, and add an agency to each that has none. The same file again changes nothing.

    Rows that cannot be read are reported with their element; the others go in. Raises Unacceptable when the
    file is no list at all.
    """
    if not isinstance(data, list):
        raise Unacceptable("not_a_list", type(data).__name__)
    report = UnitsReport()
    units = list(_distinct(_units(data, report), report))
    try:
        with transaction.atomic():
            places = _keep_places(units, report)
            if agencies:
                _keep_agencies(units, places, report)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return report


def _units(data: list[Any], report: UnitsReport) -> Iterator[Unit]:
    for number, row in enumerate(data, start=1):
        element = _("province %(number)d") % {"number": number}
        province = _unit(row, element, Place.Kind.PROVINCE, "", report)
        if province is None:
            continue
        yield province
        wards = row.get("Wards") or []
        if not isinstance(wards, list):
            report.rejected.append((element, Unacceptable("not_a_list", "Wards")))
            continue
        for place, ward in enumerate(wards, start=1):
            where = _("%(province)s, commune %(number)d") % {"province": element, "number": place}
            commune = _unit(ward, where, Place.Kind.COMMUNE, province.code, report)
            if commune is not None:
                yield commune


def _unit(row: Any, element: str, kind: str, province: str, report: UnitsReport) -> Unit | None:
    try:
        if not isinstance(row, dict):
            raise Unacceptable("not_an_object", row)
        width = 2 if kind == Place.Kind.PROVINCE else 5
        code = line(row.get("Code"), "Code", Doubts()).zfill(width)
        name = line(row.get("FullName") or row.get("Name"), "FullName", Doubts())
        if not CODE[Place.Kind(kind)].fullmatch(code) or not code.isascii():
            raise Unacceptable("bad_unit_code", code)
        if not name:
            raise Unacceptable("no_name")
        if len(name) > 100:
            raise Unacceptable("too_long", name)
        if province and row.get("ProvinceCode") not in (None, "", province):
            raise Unacceptable("other_province", row.get("ProvinceCode"))
    except Unacceptable as problem:
        report.rejected.append((element, problem))
        return None
    return Unit(element, kind, code, name, province)


def _distinct(units: Iterator[Unit], report: UnitsReport) -> Iterator[Unit]:
    seen: dict[str, str] = {}
    for unit in units:
        if unit.code in seen:
            problem = Unacceptable("repeated", f"{unit.code}, {seen[unit.code]}")
            report.rejected.append((unit.element, problem))
        elif unit.province and unit.province not in seen:
            report.rejected.append((unit.element, Unacceptable("other_province", unit.province)))
        else:
            seen[unit.code] = unit.element
            yield unit


def _keep_places(units: list[Unit], report: UnitsReport) -> dict[str, Place]:
    known = {place.code: place for place in Place.objects.all()}
    report.missing = sorted(set(known) - {unit.code for unit in units})
    for kind in (Place.Kind.PROVINCE, Place.Kind.COMMUNE):
        new: list[Place] = []
        changed: list[Place] = []
        for unit in (unit for unit in units if unit.kind == kind):
            parent = known[unit.province] if unit.province else None
            place = known.get(unit.code)
            if place is None:
                known[unit.code] = Place(code=unit.code, name=unit.name, kind=kind, parent=parent)
                new.append(known[unit.code])
            elif (place.name, place.parent_id, place.kind) != (unit.name, parent and parent.pk, kind):
                place.name, place.parent, place.kind = unit.name, parent, kind
                changed.append(place)
            else:
                report.places_unchanged += 1
        Place.objects.bulk_create(new, batch_size=500)
        Place.objects.bulk_update(changed, ["name", "parent", "kind"], batch_size=200)
        report.places_added += len(new)
        report.places_changed += len(changed)
    return known


def _keep_agencies(units: list[Unit], places: dict[str, Place], report: UnitsReport) -> None:
    """A people's committee for each place that has no agency of its level yet; editors add its code."""
    committees = Agency.objects.filter(place__isnull=False, level__in=LEVEL.values()).exclude(
        level=Level.PROVINCE, parent__level=Level.PROVINCE
    )
    known = {(agency.place_id, agency.level): agency for agency in committees.order_by("-pk")}
    for kind in (Place.Kind.PROVINCE, Place.Kind.COMMUNE):
        level = LEVEL[kind]
        new = []
        for unit in (unit for unit in units if unit.kind == kind):
            place = places[unit.code]
            if (place.pk, level) not in known:
                above = known.get((place.parent_id, Level.PROVINCE)) if place.parent_id else None
                agency = Agency(name=committee_of(unit.name), level=level, place=place, parent=above)
                new.append(agency)
                known[place.pk, level] = agency
        Agency.objects.bulk_create(new, batch_size=500)
        report.agencies_added += len(new)


def committee_of(name: str) -> str:
    """ "Phường Ba Đình" -> "Ủy ban nhân dân phường Ba Đình"."""
    kind = next((kind for kind in KINDS if name.startswith(f"{kind} ")), "")
    return f"Ủy ban nhân dân {name[:1].lower() + name[1:] if kind else name}"
