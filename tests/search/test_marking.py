"""The asked words are marked where they stand in a name."""

from __future__ import annotations

import pytest

from search.language.reading import Reading
from search.marking import marked


def reading(text: str, said: str = "", **more: object) -> Reading:
    words = tuple(text.split())
    return Reading(words, tuple(said.split()) or ("",) * len(words), **more)  # type: ignore[arg-type]


def shown(name: str, *readings: Reading, begun: bool = False) -> str:
    return "".join(f"[{text}]" if hit else text for text, hit in marked(name, readings, begun=begun))


@pytest.mark.parametrize(
    ("asked", "name", "expected"),
    [
        (reading("khai sinh"), "Thủ tục đăng ký khai sinh", "Thủ tục đăng ký [khai sinh]"),
        (reading("sinh khai"), "Đăng ký KHAI SINH lại", "Đăng ký [KHAI SINH] lại"),
        (reading("dang ky"), "Đăng ký, đăng bạ", "[Đăng ký], [đăng] bạ"),
        (reading("xe"), "Giấy phép lái xe (xe máy)", "Giấy phép lái [xe] ([xe] máy)"),
        (reading("cho con", weak=frozenset({"cho"})), "Cho con nuôi", "Cho [con] nuôi"),
        (reading("kinh"), "Đăng ký khai sinh", "Đăng ký khai sinh"),
    ],
)
def test_whole_words_are_marked_whatever_their_case_and_tones(
    asked: Reading, name: str, expected: str
) -> None:
    assert shown(name, asked) == expected


def test_words_typed_with_tones_are_marked_with_these_tones_only() -> None:
    asked = reading("giay chung nhan", "giấy chứng nhận")
    assert shown("Giấy chứng nhận cho cá nhân", asked) == "[Giấy chứng nhận] cho cá nhân"


def test_the_last_word_is_marked_by_its_beginning_while_it_is_being_typed() -> None:
    assert shown("Đăng ký khai sinh", reading("khai si"), begun=True) == "Đăng ký [khai sinh]"
    assert shown("Đăng ký khai sinh", reading("khai si")) == "Đăng ký [khai] sinh"


def test_the_reading_that_explains_most_of_the_name_is_marked() -> None:
    typed, meant = reading("so do"), reading("giay chung nhan", weight=0.9)
    assert shown("Cấp giấy chứng nhận, số 1", typed, meant) == "Cấp [giấy chứng nhận], số 1"


def test_nothing_typed_marks_nothing() -> None:
    assert shown("Đăng ký khai sinh") == "Đăng ký khai sinh"
    assert shown("", reading("khai")) == ""
