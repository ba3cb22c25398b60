"""How Vietnamese words are compared: facts A97-A99 and A101."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.text import fold, has_tones, normalise, spoken, words


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_a97_folding() -> None:
    assert fold("Đăng ký khai sinh") == "dang ky khai sinh"
    assert fold("GIẤY CHỨNG NHẬN QSDĐ") == "giay chung nhan qsdd"


def test_a98_old_and_new_places_of_the_tone_fold_alike() -> None:
    old, new = "ho\u00e0", "h\u00f2a"
    assert fold(old) == fold(new)
    assert unicodedata.normalize("NFC", old) != unicodedata.normalize("NFC", new)


def test_a99_composed_and_decomposed_text_are_the_same_words() -> None:
    word = "Vi\u1ec7t"
    assert len(unicodedata.normalize("NFC", word)) == 4
    assert len(nfd(word)) == 6
    assert nfd(word) == "Vie\u0323\u0302t"
    assert fold(word) == fold(nfd(word)) == "viet"
    assert spoken(word) == spoken(nfd(word))
    assert nfd("\u0111") == "\u0111"
    assert "\u00d0" != "\u0110"


def test_eth_typed_for_d_with_stroke_is_understood() -> None:
    assert fold("\u00d0ăng ký") == fold("\u0110ăng ký") == "dang ky"
    assert normalise("\u00d0ăng") == "\u0110ăng"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("hoà", "hòa"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("HOÀ", "HÒA"),
        ("Hoà Bình", "Hòa Bình"),
        ("hoà.", "hòa."),
        ("hòa", "hòa"),
        ("quý", "quý"),
        ("hoàng", "hoàng"),
        ("toàn", "toàn"),
        ("ngoáy", "ngoáy"),
        ("Quỳnh", "Quỳnh"),
        ("huỷ bỏ", "hủy bỏ"),
        ("uỷ ban", "ủy ban"),
    ],
)
def test_a101_one_way_of_placing_the_tone(written: str, expected: str) -> None:
    assert normalise(written) == expected
    assert normalise(nfd(written)) == expected


def test_tones_keep_words_apart_when_spoken() -> None:
    assert len({spoken(word) for word in ("ma", "mã", "má", "mà")}) == 4
    assert has_tones("khai tử")
    assert not has_tones("khai tu")


def test_words_come_once_and_without_punctuation() -> None:
    assert words("Khai sinh, khai-sinh (lại)") == ["khai", "sinh", "lai"]
    assert words("  …  ") == []


@given(st.text())
def test_any_text_can_be_folded_and_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert normalise(normalise(text)) == normalise(text)
    assert fold(normalise(text)) == fold(text)
