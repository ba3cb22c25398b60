"""The publish gate on a process: whatever a step names is there, and may be named."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from procedures import gate
from procedures.gate import ERROR, WARNING
from procedures.models import Agency
from procedures.process import process_of
from procedures.snapshot import snapshot
from tests import people
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db


def page(*steps: dict[str, Any], **more: Any):
    nodes = [
        {
            "id": f"n{place}",
            "branches": [
                {
                    "id": f"b{place}",
                    "name": "",
                    "steps": [{"id": f"s{place}", "name": "Bước", "role": "clerk", **one}],
                }
            ],
        }
        for place, one in enumerate(steps)
    ]
    return catalogue.draft(process=nodes, **more)


def found(one, level: str) -> set[str]:
    codes = {finding.code for finding in gate.check(one) if finding.level == level}
    return {code for code in codes if code.startswith("process")}


def test_an_agency_that_is_not_in_office_stops_publication() -> None:
    one = page({"agency": "H08.09"})
    assert found(one, ERROR) == {"process_agency_unknown"}
    agency = Agency.objects.create(code="H08.09", name="Thuế", level="province", valid_to=date(2025, 1, 1))
    assert found(one, ERROR) == {"process_agency_unknown"}
    Agency.objects.filter(pk=agency.pk).update(valid_to=None)
    assert found(one, ERROR) == set()


def test_an_agency_at_which_nobody_holds_the_role_is_worth_a_look() -> None:
    Agency.objects.create(code="H08.09", name="Thuế", level="province")
    one = page({"agency": "H08.09"}, {"agency": "superior"})
    assert found(one, WARNING) == {"process_nobody_there"}
    people.holder("clerk", agency="H08.09")
    assert found(one, WARNING) == set()


def test_a_form_without_a_published_version_stops_publication() -> None:
    catalogue.form("bien-ban", versions=0)
    assert found(page({"form": {"eform": "bien-ban"}}), ERROR) == {"process_form_not_published"}


def test_a_pause_the_procedure_does_not_list_stops_publication() -> None:
    pauses = [{"reason": "field_work", "on_resume": "continue", "legal": "Điều 5"}]
    assert found(page({"stops": "field_work"}, pauses=pauses), ERROR) == set()


@pytest.mark.parametrize("step", [{"stops": "assessment"}, {"pauses": ["field_work", "assessment"]}])
def test_a_step_may_stop_time_only_for_reasons_the_procedure_lists(step: dict[str, Any]) -> None:
    pauses = [{"reason": "field_work", "on_resume": "continue", "legal": "Điều 5"}]
    assert found(page(step, pauses=pauses), ERROR) == {"process_pause_unlisted"}


def test_a_release_keeps_what_a_step_says_and_leaves_out_what_goes_without_saying() -> None:
    catalogue.form("bien-ban", versions=2)
    said = {
        "agency": "superior", "form": {"eform": "bien-ban"}, "signature": "code", "fee": "may_ask",
        "pauses": ["field_work"], "stops": "field_work", "national_status": 2, "undo": False,
    }  # fmt: skip
    content = snapshot(page(said, {}))
    full, bare = list(process_of(content).steps())
    assert (full.agency, full.signature, full.fee, full.national_status, full.undo) == (
        "superior", "code", "may_ask", 2, False,
    )  # fmt: skip
    assert full.form is not None
    assert (full.form.eform, full.form.version) == ("bien-ban", 2)
    assert not {"agency", "form", "undo"} & set(content["process"][1]["branches"][0]["steps"][0])
    assert bare.undo
    again = catalogue.draft(**{**content, "code": "1.900002"})
    assert snapshot(again)["process"] == content["process"]
