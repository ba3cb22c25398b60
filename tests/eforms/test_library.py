"""The ready forms shipped with the product, and what docs/eforms.md says of paper forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from eforms import drafts
from eforms.building import current_version
from eforms.exchange import library
from eforms.exchange.portable import exported
from eforms.exchange.taking_in import check, save
from eforms.fields import TYPES
from eforms.judging.answers import clean_step
from eforms.models import Draft, Submission
from eforms.proving import scenarios
from tests.eforms.conftest import upload

PATHS = sorted(library.FOLDER.glob("*.json"))
DOCS = Path(__file__).resolve().parents[2] / "docs" / "eforms.md"
IN_ENGLISH = ("title", "description", "label", "help", "example", "message", "way_out", "words", "unit")
"""Texts that people read in the page's language."""

ready = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def parts(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every object inside a value."""
    if isinstance(value, Mapping):
        yield value
        for one in value.values():
            yield from parts(one)
    elif isinstance(value, list):
        for one in value:
            yield from parts(one)


def questions(form: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [one for step in form["steps"] for one in step["fields"]]


def test_there_are_twenty_forms_at_least_each_under_its_code() -> None:
    assert len(PATHS) >= 20
    assert [library.load_file(path)["code"] for path in PATHS] == [path.stem for path in PATHS]
    assert all(entry.source and entry.about for entry in library.entries())


@ready
def test_a_form_comes_in_whole_and_could_be_published(path: Path) -> None:
    """Through the editor's own checks: nothing unknown, nothing lost, no objection, every scenario passes."""
    checked = check(library.load_file(path))
    assert [f"{one.place or one.path}: {one.message}" for one in checked.problems] == []
    assert checked.reasons == []
    assert [(one.name, one.differences) for one in checked.verdicts if not one.passed] == []


@ready
def test_scenarios_show_the_plain_case_and_what_the_rules_do(path: Path) -> None:
    told = library.load_file(path)["scenarios"]
    expected = [one["expect"] for one in told]
    assert len(told) >= 2
    assert any(not one["errors"] for one in expected)
    assert any(one["errors"] or one.get("refusal") for one in expected)
    assert all(one["on"] for one in told)


@ready
def test_everything_is_said_in_english_too_and_written_tidily(path: Path) -> None:
    form = library.load_file(path)
    shown = {name: part for name, part in form.items() if name not in ("scenarios", "paper")}
    missing = [
        (name, one[name])
        for one in parts(shown)
        for name in IN_ENGLISH
        if one.get(name) and not one.get(f"{name}_en")
    ]
    assert missing == []
    text = path.read_text(encoding="utf-8")
    assert unicodedata.normalize("NFC", text) == text


@ready
def test_the_portal_knows_who_applies_and_how_to_reach_them(path: Path) -> None:
    uses = [one["use"] for one in questions(library.load_file(path)) if one.get("use")]
    assert {"full_name", "personal_number", "phone", "email", "address"} <= set(uses)


@ready
def test_the_plain_case_can_be_filled_step_by_step(path: Path) -> None:
    """As the pages judge it: each step by itself, with the answers of the steps before."""
    form = library.load_file(path)
    plain = next(one for one in form["scenarios"] if not one["expect"]["errors"])
    made = check(form).content
    assert made is not None
    content = scenarios.with_marks(made)
    facts = scenarios.facts_of(plain)
    answers: dict[str, Any] = {}
    for step in content["steps"]:
        values, errors = clean_step(content, step["id"], plain["answers"], answers, facts=facts)
        assert errors == {}
        answers |= values
    assert set(plain["answers"]) <= set(answers)


def as_posted(name: str, value: Any) -> dict[str, Any]:
    """An answer as a browser sends it: parts of addresses, of rows and of tables under their own names."""
    if isinstance(value, Mapping):
        inner = value.items()
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        inner = [("rows", str(len(value))), *((str(place), row) for place, row in enumerate(value))]
    else:
        return {name: {True: "yes", False: "no"}[value] if isinstance(value, bool) else value}
    return {key: part for child, one in inner for key, part in as_posted(f"{name}-{child}", one).items()}


def test_a_ready_form_is_filled_in_the_pages_to_the_receipt(client: Client) -> None:
    data = library.ready("de-nghi-dang-ky-ho-kinh-doanh")
    assert data is not None
    family = next(one for one in data["scenarios"] if "thanh_vien" in one["answers"])["answers"]
    on = datetime(2026, 11, 2, 2, tzinfo=UTC)
    with time_machine.travel(on):
        save(data, publish=True)
        version = current_version(data["code"])
        assert version is not None
        draft, _secret = drafts.start(version, kind="trial", context={}, title="", owner=None, at=on)
        session = client.session
        session[drafts.GRANTS] = [str(draft.pk)]
        session.save()
        for step in data["steps"]:
            if step["id"] == "thue_va_giay_to":
                now = Draft.objects.get(pk=draft.pk)
                drafts.attach(now, "uy_quyen_thanh_vien", upload(), by=None, at=on)
            own = {one["key"]: family[one["key"]] for one in step["fields"] if one["key"] in family}
            typed = {name: part for key, one in own.items() for name, part in as_posted(key, one).items()}
            response = client.post(
                reverse("eforms:step", args=[draft.pk, step["id"]]), typed | {"wizard-do": "continue"}
            )
            assert response.status_code == 302, response.context["form"].errors
        kept = Draft.objects.get(pk=draft.pk).answers
        assert kept["von"] == 75_000_000
        assert [row["thanh_vien_ho_ten"] for row in kept["thanh_vien"]] == ["Nguyễn Thị Lan", "Trần Văn Nam"]
        review = client.get(response.url)
        assert "Bảy mươi lăm triệu đồng" in review.content.decode() or "75.000.000" in review.content.decode()
        last = {"wizard-do": "submit", "key": review.context["form"]["key"].value(), "declared": "on"}
        assert client.post(response.url, last).status_code == 302
    assert Submission.objects.get().answers["so_thanh_vien"] == 2


def test_a_form_that_was_brought_in_goes_out_as_it_came() -> None:
    data = library.ready("to-khai-giam-ho")
    assert data is not None
    again = exported(save(data))
    assert check(again).problems == []
    assert [step["id"] for step in again["steps"]] == [step["id"] for step in data["steps"]]
    assert again["scenarios"] == data["scenarios"]


def rows_of_docs() -> list[list[str]]:
    lines = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if re.match(r"\| \d+ \|", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_docs_list_paper_forms_with_question_types_that_exist() -> None:
    rows = rows_of_docs()
    assert len(rows) >= 25
    for _number, name, circular, types, rules, _code in rows:
        assert name
        assert circular
        assert rules
        assert set(re.findall(r"`(\w+)`", types)) <= set(TYPES), name


def test_the_docs_tell_of_every_question_type() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert [kind for kind in TYPES if f"`{kind}`" not in text] == []


def test_twelve_of_them_are_rebuilt_and_the_docs_name_every_ready_form() -> None:
    ready_codes = {path.stem for path in PATHS}
    complete = {code for row in rows_of_docs() for code in re.findall(r"\*\*([\w-]+)\*\*", row[-1])}
    named = {code for row in rows_of_docs() for code in re.findall(r"[\w-]{3,}", row[-1])}
    assert len(complete) >= 12
    assert complete <= named == ready_codes


OF_THE_PAPER = {
    "to-khai-tam-tru": {"chu_ho_so_dinh_danh"},
    "de-nghi-cap-phep-xay-dung-nha-o": {"cap_cong_trinh", "chu_tri", "tham_tra_ten", "chu_tri_tham_tra"},
    "de-nghi-dang-ky-ho-kinh-doanh": {"ten_ho_nuoc_ngoai", "ten_ho_viet_tat", "tru_so_thu", "tru_so_website"},
    "de-nghi-xac-dinh-khuyet-tat": {"nguoi_thuong_tru"},
    "to-khai-ket-hon": {"nu_lan_thu", "nam_lan_thu"},
}


@pytest.mark.parametrize(("code", "keys"), OF_THE_PAPER.items(), ids=OF_THE_PAPER)
def test_what_the_paper_asks_is_asked_and_printed(code: str, keys: set[str]) -> None:
    """Also on a form nobody filled: no condition of answers takes the line away."""
    form = library.load_file(library.FOLDER / f"{code}.json")
    assert keys <= {one["key"] for one in questions(form)}
    always = str([one for one in form["paper"] if not one.get("show_if")])
    printed = {key for key in keys if f"{{{key}}}" in always or f"'{key}'" in always}
    assert keys - printed <= {"chu_tri_tham_tra"}
