"""Two versions, field by field."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from accounts.models import Role
from eforms.models import EForm
from procedures.compare import compare
from procedures.models import Agency, Release
from tests.procedures import catalogue


def test_parts_are_matched_by_id_not_by_place() -> None:
    old = {"variants": [{"id": "a", "name": "A", "papers": [{"id": "1", "name": "Tờ khai", "copies": 0}]}]}
    new = {
        "variants": [
            {"id": "b", "name": "B", "papers": []},
            {"id": "a", "name": "A", "papers": [{"id": "1", "name": "Tờ khai", "copies": 2}]},
        ]
    }
    with override("en"):
        changes = compare(old, new)
    assert [(change.path, change.before, change.after) for change in changes] == [
        (("Cases", "B", "Name"), "", "B"),
        (("Cases", "A", "Papers", "Tờ khai", "Copies"), "0", "2"),
    ]


def test_what_was_taken_away_is_told() -> None:
    with override("en"):
        changes = compare({"keywords": ["ong"], "summary": "Cũ"}, {"keywords": [], "summary": "Cũ"})
    assert [(change.path, change.before, change.after) for change in changes] == [(("Keywords",), "ong", "")]


@pytest.mark.django_db
def test_the_same_content_has_no_difference() -> None:
    catalogue.published()
    content = Release.objects.get().content
    assert compare(content, content) == []


def test_values_are_told_as_people_read_them() -> None:
    def channel(amount: int, unit: str, fee: int) -> dict[str, object]:
        limit, cost = {"id": "t", "amount": amount, "unit": unit}, {"id": "f", "kind": "fee", "amount": fee}
        return {"channel": "online", "time_limits": [limit], "fees": [cost]}

    def content(day: str, way: dict[str, object], levels: list[str]) -> dict[str, object]:
        return {"levels": levels, "channels": [way], "decision": {"kind": "new", "effective_from": day}}

    old = content("2025-07-01", channel(5, "working_day", 0), ["commune"])
    new = content("2026-01-15", channel(12, "day", 15_000), ["province", "commune"])
    with override("en"):
        told = {" › ".join(one.path): (one.before, one.after) for one in compare(old, new)}
    assert told == {
        "Levels": ("Commune", "Province, Commune"),
        "Ways of filing › Online › Time limits › How long": ("5", "12"),
        "Ways of filing › Online › Time limits › Unit": ("working days", "days"),
        "Ways of filing › Online › Fees › Amount": ("0 đ", "15.000 đ"),
        "Decision of publication › Effective from": ("01/07/2025", "15/01/2026"),
    }


@pytest.mark.django_db
def test_agencies_and_roles_are_told_by_their_names() -> None:
    Agency.objects.create(code="H99.16", name="Phường Bến Đò", level="commune")
    role = Role.objects.get(code="specialist")
    old = {"agency_codes": [], "process": [{"id": "1", "name": "Thẩm định", "role": ""}]}
    new = {"agency_codes": ["H99.16", "X1"], "process": [{"id": "1", "name": "Thẩm định", "role": role.code}]}
    with override("en"):
        assert [one.after for one in compare(old, new)] == ["Phường Bến Đò, X1", role.name_in_language]


@pytest.mark.django_db
def test_what_a_step_asks_is_told_in_the_words_of_the_editor() -> None:
    EForm.objects.create(title="Biên bản kiểm tra", code="bien-ban", by_officers=True)
    step = {"id": "1", "name": "Kiểm tra", "hours": None}
    said = {"hours": 8.0, "national_status": 2, "form": {"eform": "bien-ban", "version": 1, "hash": "x"}}
    with override("en"):
        changes = compare({"process": [step]}, {"process": [{**step, **said}]})
        assert [one.after for one in changes] == ["8", "2: received", "Biên bản kiểm tra", "1"]
