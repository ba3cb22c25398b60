"""Steps done elsewhere, as editors lay them down: what goes together, what the gate asks, what is kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from procedures.gate import ERROR
from procedures.models import Agency, OutsideSystem, ProcedurePage
from procedures.process import Opens, process_of
from procedures.process_blocks import as_blocks, compiled_process
from procedures.snapshot import snapshot
from tests import people
from tests.procedures import catalogue
from tests.procedures.test_process_gate import found, page

pytestmark = pytest.mark.django_db
OTHER = "9.000001"


def other() -> ProcedurePage:
    return catalogue.published(code=OTHER, name="Cung cấp dữ liệu địa chính")


def opens(agency: str, code: str = OTHER) -> dict[str, Any]:
    return {"opens": {"procedure": code, "agency": agency}}


def test_a_step_opens_a_dossier_only_where_it_can_be_decided() -> None:
    other()
    Agency.objects.create(code="H08.40", name="UBND xã Một", level="commune")
    assert found(page(opens("H08.40")), ERROR) == set()
    assert found(page(opens("H77"), code="1.900003"), ERROR) == {"process_cannot_open"}


def test_a_procedure_opens_no_dossier_of_itself() -> None:
    one = catalogue.published(code=OTHER)
    one.process = page(opens("superior")).process
    assert found(one, ERROR) == {"process_cannot_open"}


def test_a_step_goes_only_to_a_system_in_use() -> None:
    one = page({"sends": "thue"})
    assert found(one, ERROR) == {"process_system_unknown"}
    system = OutsideSystem.objects.create(code="thue", name="Thuế")
    assert found(one, ERROR) == set()
    OutsideSystem.objects.filter(pk=system.pk).update(active=False)
    assert found(one, ERROR) == {"process_system_unknown"}


def test_a_release_keeps_where_a_step_goes_and_gives_it_back_to_editors() -> None:
    other()
    one = page(opens("superior"), {"sends": "thue"}, {})
    nodes = snapshot(one)["process"]
    first, second, third = process_of({"process": nodes}).steps()
    assert (first.opens, first.passed_on) == (Opens(OTHER, "superior"), True)
    assert (second.sends, third.passed_on) == ("thue", False)
    again = ProcedurePage.process.field.stream_block.to_python(as_blocks(nodes))
    assert compiled_process(again) == nodes


@pytest.mark.parametrize(
    ("chosen", "field"),
    [
        ({"opens": True, "opens_at": "superior", "sends": "thue"}, "sends"),
        ({"opens": True, "opens_at": ""}, "opens_at"),
        ({"opens_at": "superior"}, "opens"),
    ],
)
def test_what_does_not_go_together_is_refused_beside_its_field(chosen: dict[str, Any], field: str) -> None:
    OutsideSystem.objects.create(code="thue", name="Thuế")
    given = {**chosen, "opens": other() if chosen.get("opens") else None}
    block = ProcedurePage.process.field.stream_block.child_blocks["step"]
    value = block.to_python({"name": "Bước", "role": "specialist", "national_status": "4"})
    value.update(given)
    with pytest.raises(ValidationError) as refused:
        block.clean(value)
    assert set(refused.value.block_errors) == {field}  # type: ignore[attr-defined]


def test_administrators_keep_outside_systems_and_are_told_what_is_wrong(client: Client) -> None:
    people.sign_in(client, User.objects.create_superuser("quan-tri@example.vn", "x", full_name="Quản trị"))
    address = "/quan-tri/snippets/procedures/outsidesystem/add/"
    said = {"name": "Thuế", "code": "thue", "plugin": "json_api", "minutes": "15", "active": "on"}
    options = '{"url": "https://thue.example.vn/", "reference": "id", "ask_url": "https://thue.example.vn/x"}'
    refused = client.post(address, {**said, "options": options}).text
    assert "Thiếu tùy chọn state" in refused
    assert not OutsideSystem.objects.exists()
