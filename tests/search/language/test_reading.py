"""How a query is read: everyday names, slips, phrases that say nothing, tones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.correcting import corrected
from search.language.reading import MOST_READINGS, readings_of
from search.language.thesaurus import Thesaurus
from search.language.vocabulary import Vocabulary

NAMES = [
    "Đăng ký khai sinh",
    "Đăng ký khai tử",
    "Đăng ký kết hôn",
    "Đăng ký thường trú",
    "Cấp giấy chứng nhận quyền sử dụng đất",
    "Cấp giấy phép lái xe",
    "Cấp thẻ căn cước",
    "Chứng thực bản sao từ bản chính",
    "Đăng ký thành lập hộ kinh doanh",
    "Khai thác nước dưới đất",
]
WORDS = Vocabulary.of(NAMES * 5)
NAMED = Thesaurus(
    [
        ("sổ đỏ", "giấy chứng nhận quyền sử dụng đất", False),
        ("GCNQSDĐ", "giấy chứng nhận quyền sử dụng đất", True),
        ("bằng lái", "giấy phép lái xe", False),
        ("mở quán", "đăng ký thành lập hộ kinh doanh", False),
        ("mất", "cấp lại", False),
        ("mới sinh", "đăng ký khai sinh", False),
    ],
    ["thủ tục", "tôi muốn", "làm", "cho", "tôi", "thì", "cần"],
)
for everyday in ("sổ đỏ", "bằng lái", "mở quán"):
    WORDS.know(everyday)


def texts(query: str) -> list[str]:
    return [reading.text for reading in readings_of(query, WORDS, NAMED)]


def kinds(query: str) -> dict[str, str]:
    return {reading.kind: reading.text for reading in readings_of(query, WORDS, NAMED)}


@pytest.mark.parametrize("typed", ["sổ đỏ", "so do", "SỔ ĐỎ", "soor ddor", "so63 d9o3", "GCNQSDĐ", "gcnqsdd"])
def test_an_everyday_name_means_its_official_one(typed: str) -> None:
    assert "giấy chứng nhận quyền sử dụng đất" in texts(typed)


def test_an_everyday_name_inside_a_sentence_is_replaced_there() -> None:
    assert "giấy phép lái xe ô tô" in texts("bằng lái ô tô")
    assert "con tôi đăng ký khai sinh" in texts("con tôi mới sinh")


def test_all_everyday_names_of_a_query_are_replaced_at_once() -> None:
    assert "cấp lại giấy phép lái xe" in texts("mất bằng lái")


def test_both_ways_only_where_it_was_said() -> None:
    assert "gcnqsdđ" in texts("giấy chứng nhận quyền sử dụng đất")
    assert "sổ đỏ" not in texts("giấy chứng nhận quyền sử dụng đất")


def test_other_tones_make_an_everyday_name_less_sure() -> None:
    sure = {reading.text: reading.weight for reading in readings_of("bằng lái", WORDS, NAMED)}
    unsure = {reading.text: reading.weight for reading in readings_of("bảng lài", WORDS, NAMED)}
    assert unsure["giấy phép lái xe"] < sure["giấy phép lái xe"]


def test_phrases_that_say_nothing_go_unless_nothing_is_left() -> None:
    assert texts("tôi muốn làm thủ tục khai sinh")[0] == "làm khai sinh"
    assert texts("thủ tục")[0] == "thủ tục"
    first = readings_of("làm khai sinh", WORDS, NAMED)[0]
    assert first.weak == {"lam"}


def test_an_empty_word_without_tones_may_be_another_one() -> None:
    """ "cần" says little, "căn" of "căn cước" does not."""
    assert readings_of("can cuoc", WORDS, NAMED)[0].weak == frozenset()
    assert readings_of("cần khai tử", WORDS, NAMED)[0].weak == {"can"}


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("khai xinh", "khai sinh"),
        ("khai shinh", "khai sinh"),
        ("dangkykhaisinh", "dang ky khai sinh"),
        ("ket hôm", "ket hon"),
        ("chúng thực bảng sao", "chúng thực ban sao"),
        ("thường chú", "thường tru"),
        ("giay phep nai xe", "giay phep lai xe"),
        ("căn cướt", "căn cuoc"),
    ],
)
def test_slips_are_put_right_by_their_neighbours(typed: str, right: str) -> None:
    assert kinds(typed)["corrected"] == right


@pytest.mark.parametrize("name", NAMES)
def test_what_the_catalogue_says_is_no_slip(name: str) -> None:
    assert "corrected" not in kinds(name)


def test_known_words_stay() -> None:
    assert corrected(["khai", "tu"], WORDS) == ["khai", "tu"]


def test_tones_are_kept_and_only_typed_ones_count() -> None:
    assert readings_of("khai tử", WORDS, NAMED)[0].said == ("khai", "tử")
    assert readings_of("khai tu", WORDS, NAMED)[0].said == ("", "")


@given(st.text(max_size=300))
def test_whatever_is_typed_can_be_read(text: str) -> None:
    readings = readings_of(text, WORDS, NAMED)
    assert len(readings) <= MOST_READINGS
    for reading in readings:
        assert len(reading.words) == len(reading.said)
        assert all(word == word.strip() and word for word in reading.words)


def test_vocabulary_counts_and_forgets() -> None:
    vocabulary = Vocabulary.of(["Đăng ký khai sinh", "Khai tử"])
    assert vocabulary.words["khai"] == 2
    vocabulary.count("Khai tử", -1)
    kept = Vocabulary(**vocabulary.kept())
    assert not kept.knows("tu")
    assert kept.words["khai"] == 1
    assert kept.texts == 1
    assert kept.rarity("khai") < kept.rarity("tu")
    assert kept.beginning_with("k") == ["khai", "ky"]
