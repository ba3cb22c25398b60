"""The publish gate: errors stop publication, warnings are told, imported records with doubts still pass."""

from __future__ import annotations

from datetime import date

import pytest

from procedures import gate
from procedures.errors import GateClosed
from procedures.gate import ERROR, WARNING
from procedures.models import Release
from tests.procedures import catalogue

pytestmark = pytest.mark.django_db


def found(page, level: str) -> set[str]:
    return {finding.code for finding in gate.check(page) if finding.level == level}


SURE = catalogue.FULL["channels"][:2]  # without the way of filing whose time limit is words only


def test_a_whole_procedure_passes_without_a_word() -> None:
    assert gate.check(catalogue.draft(channels=SURE, eform=catalogue.form())) == []


def test_an_online_procedure_without_a_form_is_worth_a_look() -> None:
    assert found(catalogue.draft(channels=SURE), WARNING) == {"online_without_form"}


def test_a_form_nobody_can_reach_is_worth_a_look() -> None:
    page = catalogue.draft(channels=SURE, eform=catalogue.form(), online_level="info")
    assert found(page, WARNING) == {"form_without_online"}


def test_what_breaks_the_page_stops_publication() -> None:
    page = catalogue.draft(eform=catalogue.form(versions=0))
    page.code = None
    page.name = " "
    page.variants[0].value["papers"][0]["name"] = ""
    assert found(page, ERROR) == {"code_missing", "name_missing", "paper_without_name", "form_not_published"}


def test_a_bare_imported_record_is_published_with_warnings_only() -> None:
    bare = {
        "levels": [],
        "subjects": [],
        "steps_text": "",
        "results": [],
        "competent_agency": "",
        "variants": [],
        "channels": [],
        "legal_bases": [],
        "decision": {"number": ""},
        "online_level": "info",
    }
    page = catalogue.draft(**bare)
    assert found(page, ERROR) == set()
    assert found(page, WARNING) == {
        "level_missing",
        "subjects_missing",
        "steps_missing",
        "result_missing",
        "agency_missing",
        "papers_missing",
        "channel_missing",
        "legal_basis_missing",
        "decision_missing",
    }
    page.save_revision().publish()
    assert Release.objects.get(code=page.code).number == 1


@pytest.mark.parametrize(
    ("channel", "code"),
    [
        (
            {
                "time_limits": [{"amount": None, "unit": "day", "text": "5"}],
                "fees": [{"kind": "fee", "amount": 0}],
            },
            "time_limit_unknown",
        ),
        ({"time_limits": [{"amount": 5, "unit": "day"}], "fees": []}, "fee_unknown"),
    ],
)
def test_an_unknown_time_limit_or_fee_is_told(channel: dict, code: str) -> None:
    page = catalogue.draft(channels=[{"channel": "in_person", **channel}], online_level="info")
    assert found(page, WARNING) == {code}


def test_no_time_limit_is_an_answer() -> None:
    channel = {
        "channel": "in_person",
        "time_limits": [{"amount": None, "unit": "none"}],
        "fees": [{"kind": "fee", "amount": 0}],
    }
    assert found(catalogue.draft(channels=[channel], online_level="info"), WARNING) == set()


@pytest.mark.parametrize("kind", ["abolish", "replace"])
def test_a_decision_that_ends_the_procedure_names_its_last_day(kind: str) -> None:
    page = catalogue.draft()
    page.decision_kind, page.replaced_by = kind, catalogue.published(code="1.900002")
    assert found(page, ERROR) == {"last_day_missing"}
    page.effective_to = date(2026, 12, 31)
    assert found(page, ERROR) == set()


@pytest.mark.parametrize("kind", ["amend", "abolish", "replace"])
def test_a_decision_that_changes_or_ends_the_procedure_has_a_number(kind: str) -> None:
    page = catalogue.draft(decision={"number": " ", "kind": kind})
    page.effective_to, page.replaced_by = date(2026, 12, 31), catalogue.published(code="1.900002")
    assert found(page, ERROR) == {"decision_missing"}
    with pytest.raises(GateClosed):
        page.save_revision().publish()
    page.decision_number = "7/QĐ-UBND"
    assert found(page, ERROR) == set()


def test_a_replaced_procedure_is_not_published_without_its_successor() -> None:
    page = catalogue.draft(decision={"number": "7/QĐ-UBND", "kind": "replace", "effective_to": "2026-12-31"})
    assert found(page, ERROR) == {"successor_missing"}
    page.replaced_by = catalogue.published(code="1.900002")
    assert found(page, ERROR) == set()


def test_a_closed_gate_publishes_nothing() -> None:
    page = catalogue.draft(eform=catalogue.form(versions=0))
    with pytest.raises(GateClosed) as refused:
        page.save_revision().publish()
    assert refused.value.error_list[0].code == "form_not_published"
    page.refresh_from_db()
    assert not page.live
    assert Release.objects.count() == 0
