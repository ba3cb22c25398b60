"""Amounts as people read them, and what a procedure costs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payments.fees.wording import fee_text
from rules.money import format_vnd, in_words, in_words_en


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (2_000, "Hai nghìn đồng"),  # A77
        (15_000, "Mười lăm nghìn đồng"),  # A77
        (21_000, "Hai mươi mốt nghìn đồng"),  # A77
        (105_000, "Một trăm linh năm nghìn đồng"),  # A77
        (10, "Mười đồng"),
        (11, "Mười một đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (105, "Một trăm linh năm đồng"),
        (1_000_001, "Một triệu không trăm linh một đồng"),
        (1_000_005, "Một triệu không trăm linh năm đồng"),
        (1_005_000, "Một triệu không trăm linh năm nghìn đồng"),
        (2_000_000_000, "Hai tỷ đồng"),
    ],
)
def test_an_amount_in_words(amount: int, words: str) -> None:
    assert in_words(amount) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Zero dong"),
        (15, "Fifteen dong"),
        (21, "Twenty-one dong"),
        (105, "One hundred and five dong"),
        (1_000, "One thousand dong"),
        (105_000, "One hundred and five thousand dong"),
        (1_000_001, "One million and one dong"),
        (1_000_100, "One million one hundred dong"),
        (2_345_678, "Two million three hundred and forty-five thousand six hundred and seventy-eight dong"),
        (10**15, "One quadrillion dong"),
    ],
)
def test_an_amount_in_english_words(amount: int, words: str) -> None:
    assert in_words_en(amount) == words


@pytest.mark.parametrize("say", [in_words, in_words_en])
def test_an_amount_below_zero_has_no_words(say: Any) -> None:
    with pytest.raises(ValueError, match="below zero"):
        say(-1)


@pytest.mark.parametrize(
    ("amount", "text"), [(0, "0 đ"), (500, "500 đ"), (120_000, "120.000 đ"), (10**9, "1.000.000.000 đ")]
)
def test_an_amount_in_figures(amount: int, text: str) -> None:
    assert format_vnd(amount) == text


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_two_amounts_never_share_their_words(one: int, other: int) -> None:
    for say in (in_words, in_words_en):
        assert (say(one) == say(other)) is (one == other)
        assert "  " not in say(one)


@pytest.mark.parametrize(
    ("fee", "text"),
    [
        ({"amount": 0, "text": "Theo quy định của HĐND tỉnh"}, "Theo quy định của HĐND tỉnh"),  # A78
        ({"amount": None, "text": "Miễn phí"}, "Miễn phí"),
        ({"amount": 50_000, "text": ""}, "50.000 đ"),
        ({"amount": 50_000}, "50.000 đ"),
        ({"amount": 50_000, "text": "mỗi bản"}, "50.000 đ (mỗi bản)"),
        ({"amount": 50_000, "text": "50,000 đồng/trường hợp"}, "50,000 đồng/trường hợp"),
        ({"amount": 50_000, "text": "150.000 đồng cho hai người"}, "50.000 đ (150.000 đồng cho hai người)"),
        ({"amount": 0, "text": ""}, "0 đ"),
    ],
)
def test_a_fee_is_shown_with_its_text_and_never_called_free(fee: dict, text: str) -> None:
    assert fee_text(fee) == text
