"""Raw telex and VNI keystrokes (fact A100)."""

from __future__ import annotations

import pytest

from search.language.keystrokes import from_telex, from_vni


def words(text: str, decode: object) -> str:
    return " ".join(decode(word) for word in text.split())  # type: ignore[operator]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddawng kys khai sinh", "đăng ký khai sinh"),
        ("ddawng kys keets hoon", "đăng ký kết hôn"),
        ("soor ddor", "sổ đỏ"),
        ("canw cuwowcs", "căn cước"),
        ("cawn cuwowcs", "căn cước"),
        ("giaays phesp lais xe", "giấy phép lái xe"),
        ("quyeenf suwr dungj ddaats", "quyền sử dụng đất"),
        ("hooj khaaur", "hộ khẩu"),
        ("nguwowif khuyeets taatj", "người khuyết tật"),
        ("hoaf giari", "hòa giải"),
        ("duowngf thuyr", "dường thủy"),
        ("quans", "quán"),
        ("giar", "giả"),
    ],
)
def test_telex(typed: str, meant: str) -> None:
    assert words(typed, from_telex) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("d9a8ng ky1 khai sinh", "đăng ký khai sinh"),
        ("ke6t1 ho6n", "kết hôn"),
        ("so63 d9o3", "sổ đỏ"),
        ("ca8n cu7o7c1", "căn cước"),
        ("giay61 phep1", "giấy phép"),
    ],
)
def test_vni(typed: str, meant: str) -> None:
    assert words(typed, from_vni) == meant


@pytest.mark.parametrize("word", ["", "1.001193", "2024", "ct07", "đăng", "ký", "a b"])
def test_what_is_no_keystroke_stays(word: str) -> None:
    assert from_vni(word) == word
    if word != "ct07":
        assert from_telex(word) == word
