"""A procedure that certifies copies is published with a scan to certify, a fee and somebody who signs."""

from __future__ import annotations

from typing import Any

import pytest

from eforms.building import build
from eforms.models import EForm
from procedures import gate
from procedures.models import ProcedurePage
from procedures.snapshot import snapshot
from tests.dossiers.copying import FORM
from tests.dossiers.test_steps import node, step
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db
ONLINE = catalogue.FULL["channels"][:2]


def page(scan: str = "ban_chup", title: str = "ten_giay_to", **changes: Any) -> ProcedurePage:
    build("ban-sao", FORM)
    copies = {"scan": scan, "title": title}
    eform = EForm.objects.get(code="ban-sao")
    return catalogue.draft(eform=eform, channels=ONLINE, copies=copies, **changes)


def codes(found: ProcedurePage) -> set[str]:
    return {one.code for one in gate.check(found) if one.code.startswith("copy_")}


def test_a_whole_one_passes_and_its_release_says_where_scan_and_name_are() -> None:
    found = page()
    assert codes(found) == set()
    assert snapshot(found)["copies"] == {"scan": "ban_chup", "title": "ten_giay_to"}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"scan": "ten_giay_to"}, "copy_scan_unknown"),
        ({"scan": "khong_co"}, "copy_scan_unknown"),
        ({"title": "khong_co"}, "copy_title_unknown"),
        ({"process": [node([step("mot", "specialist")])]}, "copy_without_signer"),
    ],
)
def test_what_is_missing_stops_publication(given: dict[str, Any], code: str) -> None:
    assert codes(page(**given)) == {code}


def test_a_process_that_ends_with_the_leader_passes() -> None:
    found = page(process=[node([step("mot", "specialist")]), node([step("hai", "approver")])])
    assert codes(found) == set()


def test_other_procedures_say_nothing_of_copies() -> None:
    assert "copies" not in snapshot(catalogue.draft())
