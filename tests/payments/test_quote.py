"""From a fee an editor built to what one filing costs, with every step of the way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from payments.fees.quote import MOST, Quote, quote
from payments.fees.wording import fee_text, how_reckoned, problem_text, reduction_texts

DAY = date(2026, 8, 21)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


CERTIFIED = {  # domain.md A76, chứng thực bản sao
    "id": "ct",
    "kind": "fee",
    "name": "Phí chứng thực bản sao",
    "how": "steps",
    "quantity": "so_trang",
    "tiers": [{"up_to": 2, "amount": 2_000}, {"up_to": None, "amount": 1_000}],
    "maximum": 200_000,
}


def of(fee: dict[str, Any], papers: tuple[str, ...] = (), on: date = DAY, **answers: Any) -> Quote:
    return quote([{"id": "a", "kind": "fee", "name": "Phí", **fee}], answers, on=on, papers=papers)


@pytest.mark.parametrize(
    ("pages", "amount"), [(1, 2_000), (2, 4_000), (3, 5_000), (10, 12_000), (198, 200_000), (500, 200_000)]
)
def test_certified_copies_by_the_page_with_a_most(pages: int, amount: int) -> None:  # A76
    assert of(CERTIFIED, so_trang=pages).amount == amount


def test_a_line_says_how_it_came_about() -> None:
    line = of(CERTIFIED, so_trang=500).lines[0]
    assert how_reckoned(line.stored()) == [
        "2 × 2.000 đ = 4.000 đ.",
        "498 × 1.000 đ = 498.000 đ.",
        "At most 200.000 đ is due.",
    ]
    assert how_reckoned(of({"amount": 50_000}).lines[0].stored()) == []


TIERS = {
    "how": "tiers",
    "quantity": "so_luong",
    "tiers": [
        {"up_to": 10, "amount": 300_000},
        {"up_to": 50, "amount": 700_000},
        {"up_to": 100, "amount": 1_000_000},
        {"up_to": None, "amount": 1_500_000},
    ],
}


@pytest.mark.parametrize(
    ("quantity", "amount"),
    [(1, 300_000), (10, 300_000), (11, 700_000), (100, 1_000_000), (101, 1_500_000)],
)
def test_four_amounts_by_quantity(quantity: int, amount: int) -> None:
    assert of(TIERS, so_luong=quantity).amount == amount


def test_each_unit_a_minimum_and_rounding_to_thousands() -> None:
    fee = {"how": "per_unit", "quantity": "m2", "amount": 1_234, "minimum": 20_000, "round_to": 1_000}
    assert of(fee, m2=3).amount == 20_000
    assert of(fee, m2=100).amount == 123_000
    assert of({**fee, "rounding": "up"}, m2=100).amount == 124_000
    assert of({**fee, "rounding": "down"}, m2=100).amount == 123_000


@pytest.mark.parametrize("rounding", ["up", "down", "half_up"])
def test_what_doubles_cannot_say_costs_nobody_a_thousand(rounding: str) -> None:
    """1.1 * 100000.0 is 110000.00000000001, and 0.29 * 100000.0 is 28999.999999999996."""
    fee = {"how": "formula", "round_to": 1_000, "rounding": rounding}
    assert of({**fee, "formula": "double(a) * 1.1"}, a=100_000).amount == 110_000
    assert of({**fee, "formula": "0.29 * double(a)"}, a=100_000).amount == 29_000


def test_a_formula_over_the_answers() -> None:
    fee = {"how": "formula", "formula": "double(gia_tri) * 0.005", "maximum": 500_000}
    assert of(fee, gia_tri=10_000_001).amount == 50_000
    assert of(fee, gia_tri=10_000_100).amount == 50_001  # a half goes up
    assert of(fee, gia_tri=10**9).amount == 500_000


@pytest.mark.parametrize(
    ("fee", "answers", "problem"),
    [
        (TIERS, {}, "quantity"),
        (TIERS, {"so_luong": 2.5}, "not_whole"),
        (TIERS, {"so_luong": -1}, "negative"),
        (TIERS, {"so_luong": "ba"}, "quantity"),
        ({**TIERS, "tiers": TIERS["tiers"][:1]}, {"so_luong": 11}, "above_tiers"),
        ({**CERTIFIED, "tiers": CERTIFIED["tiers"][:1]}, {"so_trang": 3}, "above_tiers"),
        ({"how": "formula", "formula": "a + b"}, {"a": 1}, "formula"),
        ({"how": "formula", "formula": "a"}, {"a": MOST + 1}, "too_much"),
        ({"how": "per_unit", "amount": 10**9, "quantity": "a"}, {"a": 10**6}, "too_much"),
        ({"amount": 1, "when": "a > 3"}, {}, "condition"),
        ({"amount": 1, "reductions": [{"name": "x", "when": "a", "percent": 50}]}, {}, "condition"),
    ],
)
def test_what_cannot_be_told_is_never_guessed(fee: dict, answers: dict, problem: str) -> None:
    made = of(fee, **answers)
    assert [(line.problem, line.amount) for line in made.lines] == [(problem, 0)]
    assert made.undecidable
    assert not made.decided
    assert problem_text(made.lines[0].stored()).startswith("Phí")


def test_the_law_without_an_amount_is_shown_and_set_by_an_officer() -> None:  # A78
    made = of({"amount": None, "text": "Theo quy định của HĐND tỉnh", "name": ""})
    assert [(line.label, line.why, line.amount) for line in made.lines] == [
        ("Theo quy định của HĐND tỉnh", "by_text", 0)
    ]
    assert not made.decided
    assert not made.undecidable


def test_a_procedure_without_fee_asks_for_nothing() -> None:  # A79
    assert quote([], {}, on=DAY).lines == ()
    assert of({"amount": 0}).lines == ()


@pytest.mark.parametrize(
    ("on", "amount"), [(date(2026, 6, 30), 100), (date(2026, 7, 1), 200), (date(2026, 12, 31), 200)]
)
def test_a_fee_holds_from_its_first_to_its_last_day(on: date, amount: int) -> None:
    fees = [
        {"id": "a", "amount": 100, "valid_to": "2026-06-30"},
        {"id": "b", "amount": 200, "valid_from": "2026-07-01", "valid_to": "2026-12-31"},
    ]
    assert quote(fees, {}, on=on).amount == amount
    assert quote(fees, {}, on=date(2027, 1, 1)).lines == ()


def test_a_fee_of_a_case_or_under_a_condition_only() -> None:
    assert of({"amount": 5, "cases": ["lai"]}, _variant="moi").lines == ()
    assert of({"amount": 5, "cases": ["lai"]}, _variant="lai").amount == 5
    assert of({"amount": 5, "when": "tuoi < 18"}, tuoi=20).lines == ()
    assert of({"amount": 5, "when": "tuoi < 18"}, tuoi=10).amount == 5


REDUCED = {
    "amount": 100_000,
    "reductions": [
        {"id": "r1", "name": "Nộp trực tuyến", "when": '_channel == "online"', "percent": 50},
        {"id": "r2", "name": "Hộ nghèo", "when": "ho_ngheo", "paper": "giay", "percent": 100},
    ],
}


def test_the_reduction_that_leaves_least_to_pay_holds_and_a_proof_must_be_attached() -> None:
    poor = {"ho_ngheo": True, "_channel": "online"}
    assert of(REDUCED, ("giay",), **poor).amount == 0
    without = of(REDUCED, **poor)
    assert without.amount == 50_000
    said = how_reckoned(without.lines[0].stored())
    assert any("Hộ nghèo" in one and "not attached" in one for one in said)
    assert said[-1] == "Nộp trực tuyến: 50% less, that is 50.000 đ; 50.000 đ is left."
    assert of(REDUCED, ho_ngheo=False, _channel="in_person").amount == 100_000
    assert reduction_texts({"amount": 1, **REDUCED}) == [
        "Nộp trực tuyến: 50% less",
        "Hộ nghèo: free of charge",
    ]


def test_lines_of_a_moment_are_those_that_ask_for_something_then() -> None:
    fees = [
        {"id": "a", "amount": 10, "collected": "filing"},
        {"id": "b", "amount": 20, "collected": "return"},
        {"id": "c", "text": "Theo quy định", "collected": "filing"},
    ]
    made = quote(fees, {}, on=DAY)
    assert [line.id for line in made.at("filing").lines] == ["a"]
    assert made.at("acceptance").lines == ()


@pytest.mark.parametrize(
    ("fee", "text"),
    [
        (CERTIFIED, "1 to 2: 2.000 đ for each unit; from 3: 1.000 đ for each unit; at most 200.000 đ"),
        ({"how": "per_unit", "amount": 5_000, "text": "mỗi bản"}, "5.000 đ for each unit (mỗi bản)"),
        (
            {"how": "formula", "formula": "a", "minimum": 10_000},
            "reckoned from the answers; at least 10.000 đ",
        ),
    ],
)
def test_a_rule_is_shown_in_words(fee: dict, text: str) -> None:
    assert fee_text(fee) == text


@given(st.integers(0, 10**6), st.integers(1, 5), st.sampled_from([1, 500, 1000]))
def test_more_pages_never_cost_less_and_the_most_is_kept(pages: int, more: int, to: int) -> None:
    fee = {**CERTIFIED, "round_to": to}
    one, other = of(fee, so_trang=pages).amount, of(fee, so_trang=pages + more).amount
    assert one <= other <= 200_000
    assert one % to == 0
