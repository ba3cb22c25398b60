"""Facts A95 and A96: tax codes and personal numbers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from eforms.fields import old_provinces, personal_number, tax_code
from eforms.fields.contract import Facts

FACTS = Facts(on=date(2025, 9, 3))


@pytest.mark.parametrize("code", ["0100109106", "0301442379"])
def test_a95_tax_codes_that_exist(code: str) -> None:
    assert tax_code.clean({}, code, FACTS) == code


def test_a95_a_wrong_tenth_digit_is_noticed() -> None:
    with pytest.raises(ValidationError) as refused:
        tax_code.clean({}, "0100109105", FACTS)
    assert refused.value.code == "check_digit"


def test_a96_a_woman_born_in_binh_dinh_in_1985() -> None:
    number = personal_number.clean({}, "052185012345", FACTS)
    assert old_provinces.NAMES[number[:3]] == "Bình Định"
    assert personal_number.sex(number) == "female"
    assert personal_number.birth_year(number) == 1985


@pytest.mark.parametrize(
    ("digit", "sex", "century"),
    [("0", "male", 1900), ("1", "female", 1900), ("2", "male", 2000), ("3", "female", 2000)],
)
def test_a96_the_fourth_digit(digit: str, sex: str, century: int) -> None:
    number = f"001{digit}05000001"
    assert personal_number.sex(number) == sex
    assert personal_number.birth_year(number) == century + 5


GOOD_LINKS = {"birth": "1985-03-08", "sex": "nu", "province": {"province": "52", "commune": "21583"}}


@pytest.mark.parametrize(
    "linked",
    [
        GOOD_LINKS,
        {},
        {"birth": None, "sex": None, "province": None},
        {"birth": 1985, "sex": "Nữ", "province": "052"},
        {"birth": "1985-03", "sex": "khac", "province": "52"},
    ],
)
def test_a96_a_number_that_agrees_with_the_other_answers(linked: dict[str, Any]) -> None:
    assert personal_number.clean({"linked": linked}, "052185012345", FACTS) == "052185012345"


@pytest.mark.parametrize(
    ("linked", "code"),
    [
        ({"birth": "1986-03-08"}, "birth_disagrees"),
        ({"birth": 1885}, "birth_disagrees"),
        ({"sex": "nam"}, "sex_disagrees"),
        ({"province": {"province": "01"}}, "province_disagrees"),
        ({"province": "064"}, "province_disagrees"),
    ],
)
def test_a96_the_part_that_disagrees_is_named(linked: dict[str, Any], code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        personal_number.clean({"linked": {**GOOD_LINKS, **linked}}, "052185012345", FACTS)
    assert refused.value.code == code
    assert refused.value.messages[0]


def test_a96_every_old_province_is_part_of_one_of_the_34() -> None:
    assert len(old_provinces.NAMES) == len(old_provinces.NOW) == 63
    assert len(set(old_provinces.NOW.values())) == 34
    assert old_provinces.NAMES["077"] == "Bà Rịa - Vũng Tàu"
