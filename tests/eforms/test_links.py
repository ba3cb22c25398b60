"""A personal number compared with other answers of the form."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from eforms.builder.references import name_questions
from eforms.building import build, current_version
from eforms.checking.arrange import name_all
from eforms.definition import EForm
from eforms.fields.contract import Facts
from eforms.judging.answers import clean_all
from tests.eforms.conftest import TODAY, question

SEXES = [{"value": "nam", "label": "Nam"}, {"value": "nu", "label": "Nữ"}]


def form(**links: str) -> dict[str, Any]:
    fields = [
        question("text", "ho_ten", use="full_name"),
        question("phone", "dt", use="phone"),
        question("date", "ngay_sinh", label="Ngày sinh"),
        question("choice", "gioi", label="Giới tính", options=SEXES),
        question("personal_number", "so", **links),
        question("date", "ngay_cap", label="Ngày cấp"),
    ]
    return {"title": "Tờ khai", "steps": [{"id": "mot", "title": "Một", "fields": fields}]}


ANSWERS = {
    "ho_ten": "Lan",
    "dt": "0912345678",
    "ngay_sinh": "1985-03-08",
    "gioi": "nu",
    "so": "052185012345",
    "ngay_cap": "2021-01-01",
}


def test_links_are_written_in_words_and_kept_as_codes() -> None:
    build("f", form(link_birth="Ngày sinh", link_sex="gioi"))
    version = current_version("f")
    assert version is not None
    number = version.content["steps"][0]["fields"][4]
    assert (number["link_birth"], number["link_sex"]) == ("ngay_sinh", "gioi")
    assert "link_province" not in number
    build("f", version.content)
    assert current_version("f") == version


def test_a_question_that_has_no_code_yet_is_named_by_its_block() -> None:
    block = EForm.steps.field.stream_block
    asked = [
        {"type": "date", "id": "a1", "value": {"label": "Ngày sinh"}},
        {"type": "personal_number", "id": "a2", "value": {"label": "Số", "link_birth": "#a1"}},
    ]
    steps = block.to_python([{"type": "step", "value": {"title": "Một", "fields": asked}}])
    name_all(steps)
    name_questions(steps)
    assert steps[0].value["fields"][1].value["link_birth"] == "ngay_sinh"


@pytest.mark.parametrize(
    ("answers", "code"),
    [({}, None), ({"ngay_sinh": "1986-03-08"}, "birth_disagrees"), ({"gioi": "nam"}, "sex_disagrees")],
)
def test_a_number_must_agree_with_what_it_is_linked_to(answers: dict[str, str], code: str | None) -> None:
    build("f", form(link_birth="ngay_sinh", link_sex="gioi"))
    version = current_version("f")
    assert version is not None
    _values, errors = clean_all(version.content, {**ANSWERS, **answers}, facts=Facts(on=TODAY))
    assert {error.code for step in errors.values() for error in step.values()} == ({code} if code else set())


@pytest.mark.parametrize("link", ["Ngày cấp", "không có", "ho_ten"])
def test_a_link_to_a_later_a_missing_or_a_wrong_question_is_refused(link: str) -> None:
    with pytest.raises(ValidationError):
        build("f", form(link_birth=link))
