"""What the demo says, before anything is stored: complete, in NFC, in both languages where people fill it."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from eforms.exchange import library
from portal.demo import reasons, site, stories, texts, words
from portal.demo.accounts import ACCOUNTS, OTHER_OFFICERS
from portal.demo.agencies import CLOSED, OFFICES
from portal.demo.cases import GOALS, HOW_OFTEN, WHERE
from portal.demo.catalogue import ENTRIES
from portal.demo.catalogue.laws import TITLES
from portal.demo.places import COMMUNES, PROVINCES
from portal.demo.publishing import FIELDS_IN_ENGLISH, FORMS

WITH_DOSSIERS = {
    "1.001193",
    "1.000894",
    "1.000656",
    "1.004222",
    "1.001612",
    "2.000635",
    "1.004873",
    "3.000333",
}


def said(value: Any) -> Iterator[str]:
    """Every text inside a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.items():
            yield from said(one)
    elif isinstance(value, list | tuple | set):
        for one in value:
            yield from said(one)
    elif dataclasses.is_dataclass(value):
        yield from said([getattr(value, field.name) for field in dataclasses.fields(value)])


def public(module: Any) -> list[Any]:
    return [value for name, value in vars(module).items() if name.isupper()]


def test_every_text_is_nfc_and_tidy() -> None:
    everything = (ENTRIES, TITLES, ACCOUNTS, OTHER_OFFICERS, OFFICES, CLOSED, PROVINCES, COMMUNES)
    everything += tuple(public(module) for module in (reasons, site, stories, texts, words))
    untidy = [one for one in said(everything) if unicodedata.normalize("NFC", one) != one or "  " in one]
    assert untidy == []


def test_the_catalogue_is_wide_enough() -> None:
    assert len(ENTRIES) >= 18
    assert len({entry.code for entry in ENTRIES}) == len(ENTRIES)
    assert len({entry.field for entry in ENTRIES}) >= 7
    assert {level for entry in ENTRIES for level in entry.levels} == {"commune", "province"}
    assert {entry.code for entry in ENTRIES if entry.form} > WITH_DOSSIERS == set(HOW_OFTEN) == set(WHERE)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_every_procedure_says_all_a_citizen_needs(entry: Any) -> None:
    assert entry.summary
    assert entry.name_en
    assert entry.steps
    assert entry.keywords
    assert entry.decision
    assert entry.field in FIELDS_IN_ENGLISH
    assert all(number in TITLES for number in entry.laws)
    assert entry.laws
    assert all(channel.limits and channel.fees for channel in entry.channels)
    assert all(case.papers for case in entry.cases)
    assert len({case.name for case in entry.cases}) == len(entry.cases)
    assert entry.form in {"", *(one.code for one in library.entries())}


def test_every_form_of_the_demo_is_in_the_library_and_asks_how_to_reach_the_applicant() -> None:
    assert len(FORMS) >= 15
    for code in FORMS:
        form = library.ready(code)
        assert form is not None
        uses = {one["use"] for step in form["steps"] for one in step["fields"] if one.get("use")}
        assert uses >= {"full_name", "personal_number", "phone", "email", "address"}


def test_birth_asks_for_two_papers_at_least() -> None:
    form = library.ready("to-khai-khai-sinh")
    assert form is not None
    questions = [question for step in form["steps"] for question in step["fields"]]
    assert len([question for question in questions if question["type"] == "file"]) >= 2


def test_there_are_34_provinces_and_300_dossiers_in_every_status() -> None:
    assert len(PROVINCES) == len(dict(PROVINCES)) == 34
    assert set(COMMUNES) <= set(dict(PROVINCES))
    assert len(GOALS) == 300
    assert {goal.end for goal in GOALS} == set(range(1, 11))


def test_nobody_is_called_by_a_number_that_rings() -> None:
    assert all(office.code.startswith("H99") for office in (*OFFICES, CLOSED))
    assert site.WORDS.hotline == "1900 0000"
