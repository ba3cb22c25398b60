"""Sums as people and banks write them, read in one way."""

from __future__ import annotations

from typing import Any

import pytest

from rules.money import read_vnd, ungrouped

BOTH: list[tuple[Any, int | None]] = [
    ("120000", 120_000),
    ("120.000", 120_000),
    ("120,000 đ", 120_000),
    ("1 200 000 đồng", 1_200_000),
    ("1'200'000", 1_200_000),
    ("120.000VND", 120_000),
    ("VND 120.000", 120_000),
    ("50\u00a0000", 50_000),
    ("1.000", 1_000),
    ("0", 0),
    (120_000, 120_000),
    (120_000.0, 120_000),
    (-(10**400), -(10**400)),
    ("", None),
    (None, None),
]
OF_BANKS = [
    ("-58.000", -58_000),
    ("(58,000)", -58_000),
    ("58.000-", -58_000),
    ("VND -58,000", -58_000),
    ("1,250,000.00", 1_250_000),
    ("1.250.000,00 VND", 1_250_000),
    ("-", None),
]


@pytest.mark.parametrize(("said", "amount"), BOTH)
def test_people_and_banks_write_a_sum_alike(said: Any, amount: int | None) -> None:
    assert read_vnd(said) == read_vnd(said, of_bank=True) == amount


@pytest.mark.parametrize(("said", "amount"), OF_BANKS)
def test_signs_and_hundredths_are_read_of_banks_alone(said: str, amount: int | None) -> None:
    assert read_vnd(said, of_bank=True) == amount
    with pytest.raises(ValueError, match="amount"):
        read_vnd(said)


@pytest.mark.parametrize("of_bank", [False, True])
@pytest.mark.parametrize(
    "said",
    [
        "58.5",
        "1.20.000",
        "1.200,000",
        "1.250.00",
        "5.0.0.0",
        "1e3",
        "năm",
        "٣",
        "9" * 21,
        1.5,
        float("nan"),
        True,
        [5],
    ],
)
def test_what_is_no_sum_in_whole_dong_is_read_as_none(said: Any, of_bank: bool) -> None:
    with pytest.raises(ValueError, match="."):
        read_vnd(said, of_bank=of_bank)


@pytest.mark.parametrize(
    ("text", "plain"), [("1.000", "1000"), ("12", "12"), ("1.00", "1.00"), ("1.0000", "1.0000"), ("-1", "-1")]
)
def test_only_groups_of_three_are_thousands(text: str, plain: str) -> None:
    assert ungrouped(text) == plain
