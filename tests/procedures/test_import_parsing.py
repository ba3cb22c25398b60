"""What the importer reads in a record, and what it doubts. Every record here is made up."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procedures.importing.doubt_words import KINDS, REASONS
from procedures.importing.doubts import Doubts, Unacceptable
from procedures.importing.parse_fee import fee
from procedures.importing.parse_labels import legal_bases, levels, online_level, results, subjects
from procedures.importing.parse_methods import channels
from procedures.importing.parse_papers import variants
from procedures.importing.parse_text import count, items, text
from procedures.importing.parse_time import time_limit
from procedures.importing.record import parse


def kinds(doubts: Doubts) -> list[str]:
    return [doubt.kind for doubt in doubts]


def read_time(**method: Any) -> tuple[dict[str, Any] | None, list[str]]:
    doubts = Doubts()
    return time_limit(method, doubts), kinds(doubts)


def read_fee(**method: Any) -> tuple[dict[str, Any] | None, list[str]]:
    doubts = Doubts()
    return fee(method, doubts), kinds(doubts)


@pytest.mark.parametrize(
    ("said", "days", "working", "amount", "unit"),
    [
        ("5 Ngày làm việc", 5, True, 5, "working_day"),
        ("05 ngày làm việc", None, None, 5, "working_day"),
        ("10 Ngày", 10, False, 10, "day"),
        ("8 Giờ", None, None, 8, "hour"),
        ("4 giờ làm việc", None, None, 4, "working_hour"),
        ("2 Tháng", None, None, 2, "month"),
    ],
)
def test_plain_time_limits(said: str, days: Any, working: Any, amount: int, unit: str) -> None:
    limit, doubts = read_time(time_limit_text=said, time_limit_days=days, working_days=working)
    assert limit is not None
    assert (limit["amount"], limit["unit"], limit["text"]) == (amount, unit, "")
    assert doubts == []


@pytest.mark.parametrize(
    ("said", "days", "doubt"),
    [
        ("7", None, "time_limit_without_unit"),
        ("5-10", None, "time_limit_in_words"),
        ("Ngay khi nhận đủ", None, "time_limit_in_words"),
        ("0 Giờ", None, "time_limit_not_whole"),
        ("0.5 Giờ", None, "time_limit_not_whole"),
        ("5 Ngày làm việc", 7, "time_limit_disagrees"),
    ],
)
def test_a_doubtful_time_limit_stays_in_the_words_of_the_source(said: str, days: Any, doubt: str) -> None:
    limit, doubts = read_time(time_limit_text=said, time_limit_days=days)
    assert limit is not None
    assert (limit["amount"], limit["text"]) == (None, said)
    assert doubts == [doubt]


def test_no_time_limit_and_no_word_of_one_differ() -> None:
    assert read_time(time_limit_text="Không quy định") == (
        {"amount": None, "unit": "none", "text": "Không quy định", "note": ""},
        [],
    )
    assert read_time(time_limit_text=None) == (None, ["time_limit_missing"])
    glued = read_time(time_limit_text=None, parse_note="glued")
    assert glued == (None, ["time_limit_glued", "time_limit_missing"])


def test_a_number_of_days_alone_is_enough_when_its_kind_is_said() -> None:
    limit, doubts = read_time(time_limit_days="3", working_days="true")
    assert limit is not None
    assert (limit["amount"], limit["unit"], doubts) == (3, "working_day", [])
    limit, doubts = read_time(time_limit_days=3)
    assert limit is not None
    assert (limit["amount"], limit["text"], doubts) == (None, "3", ["time_limit_without_unit"])


@pytest.mark.parametrize(
    ("method", "amount", "words"),
    [
        ({"fee_text": "Miễn phí", "fee_vnd": 0, "fee_qualified": False}, 0, ""),
        ({"fee_text": "Miễn phí"}, 0, ""),
        ({"fee_text": "Miễn phí (Không)", "fee_vnd": 0, "fee_qualified": False}, 0, "Miễn phí (Không)"),
        ({"fee_text": "50,000 VNĐ", "fee_vnd": 50000, "fee_qualified": False}, 50000, ""),
        ({"fee_text": "50.000 đồng"}, 50000, ""),
        ({"fee_text": "50.000 Đồng", "fee_vnd": "50000"}, 50000, ""),
        ({"fee_text": "50,000 VNĐ (mỗi tổ)", "fee_vnd": 50000, "fee_qualified": True}, 50000, "mỗi tổ"),
        ({"fee_text": "50,000 VNĐ", "fee_vnd": 50000, "fee_qualified": True}, 50000, "50,000 VNĐ"),
    ],
)
def test_sums_that_leave_no_doubt(method: dict[str, Any], amount: int, words: str) -> None:
    read, doubts = read_fee(**method)
    assert read is not None
    assert (read["amount"], read["text"]) == (amount, words)
    assert doubts == []


@pytest.mark.parametrize(
    ("method", "doubt"),
    [
        (
            {"fee_text": "Miễn phí (theo nghị quyết)", "fee_vnd": None, "fee_qualified": True},
            "fee_looks_free",
        ),
        ({"fee_text": "Miễn phí", "fee_vnd": None, "fee_qualified": False}, "fee_looks_free"),
        ({"fee_text": "Miễn phí (một phần)", "fee_vnd": 0, "fee_qualified": True}, "fee_looks_free"),
        ({"fee_text": "Phí : 0 Đồng", "fee_vnd": 0, "fee_qualified": None}, "fee_zero"),
        ({"fee_text": "120 VNĐ", "fee_vnd": None, "fee_qualified": False}, "fee_small"),
        ({"fee_text": "1200 VNĐ", "fee_vnd": None, "fee_qualified": False}, "fee_small"),
        ({"fee_text": "10 USD", "fee_vnd": None, "fee_qualified": False}, "fee_foreign_currency"),
        ({"fee_text": "Bằng 50% mức thu", "fee_vnd": 50, "fee_qualified": None}, "fee_in_words"),
        ({"fee_text": "50,000 VNĐ", "fee_vnd": 5000}, "fee_disagrees"),
        ({"fee_text": "Phí : 20.000 Đồng (A)\nPhí : 30.000 Đồng (B)"}, "fee_in_words"),
        ({"fee_text": "140,000 VNĐ (xe lớn)", "fee_vnd": None, "fee_qualified": True}, "fee_in_words"),
    ],
)
def test_a_doubtful_sum_is_never_a_number_and_never_free(method: dict[str, Any], doubt: str) -> None:
    read, doubts = read_fee(**method)
    assert read is not None
    assert (read["amount"], read["text"]) == (None, method["fee_text"])
    assert doubts == [doubt]


def test_nothing_said_of_the_fee_is_no_fee_entry() -> None:
    assert read_fee(fee_text="", fee_vnd=None) == (None, ["fee_missing"])


def test_fee_and_charge_are_told_apart() -> None:
    for said, kind in (("Lệ phí : 20.000 Đồng", "charge"), ("Phí : 20.000 Đồng", "fee")):
        read, _doubts = read_fee(fee_text=said)
        assert read is not None
        assert (read["kind"], read["amount"]) == (kind, 20000)


def test_channels_come_once_and_what_repeats_is_put_together() -> None:
    doubts = Doubts()
    rows = [
        {
            "channel": "Trực tiếp",
            "time_limit_text": f"{n} Ngày",
            "fee_text": "Miễn phí",
            "description": f"Loại {n}",
        }
        for n in (2, 3)
    ]
    found = channels(
        [*rows, {"channel": "Trực tuyến", "time_limit_text": "2 Ngày", "description": "Mọi loại"}], doubts
    )
    assert [one["channel"] for one in found] == ["in_person", "online"]
    assert [(one["amount"], one["note"]) for one in found[0]["time_limits"]] == [(2, "Loại 2"), (3, "Loại 3")]
    assert len(found[0]["fees"]) == 1
    assert found[1]["note"] == "Mọi loại"
    assert "channel_repeated" in kinds(doubts)


def test_an_unknown_channel_and_no_method_are_doubts() -> None:
    doubts = Doubts()
    assert channels([{"channel": "Bồ câu"}, 5], doubts) == []
    assert kinds(doubts) == ["unknown_channel", "not_an_object", "no_method"]


def test_papers_are_grouped_by_their_case_in_order() -> None:
    doubts = Doubts()
    found = variants(
        [
            {"case": "Lần đầu", "name": "Đơn", "originals": 1, "copies": 0, "file": "don.docx"},
            {"case": None, "name": "Bản đồ", "originals": "2", "copies": None},
            {"case": "Lần đầu", "name": "x" * 601, "originals": 1, "copies": 1},
            {"case": "* Lưu ý:", "name": "Xuất trình", "originals": 1, "copies": 0},
            {"name": "  ", "originals": 1, "copies": 0},
            "Ảnh",
        ],
        doubts,
    )
    assert [(case["name"], len(case["papers"])) for case in found] == [
        ("Lần đầu", 2),
        ("", 2),
        ("* Lưu ý:", 1),
    ]
    assert found[0]["papers"][0]["form"] == {"name": "don.docx", "url": ""}
    assert found[1]["papers"][0]["originals"] == 2
    assert len(found[0]["papers"][1]["name"]) == 601
    assert set(kinds(doubts)) == {
        "paper_count_unclear",
        "paper_name_long",
        "case_is_a_note",
        "paper_without_name",
    }


def test_labels_in_any_case_and_joined_by_commas() -> None:
    doubts = Doubts()
    assert levels("Cấp Xã, cấp bộ,Cơ quan khác", doubts) == ["central", "commune", "other"]
    assert subjects(["Công dân Việt Nam", "Hợp tác xã", "Người ngoài hành tinh"], doubts) == [
        "citizen",
        "cooperative",
    ]
    assert kinds(doubts) == ["unknown_subject"]
    assert levels("Cấp huyện", doubts) == []
    assert kinds(doubts)[1:] == ["unknown_level", "no_level"]


def test_the_online_level_is_the_sources_or_follows_from_the_channels() -> None:
    doubts, online = Doubts(), [{"channel": "online"}]
    assert online_level("Toàn trình", [], doubts) == "full"
    assert online_level("Dịch vụ công trực tuyến một phần", [], doubts) == "partial"
    assert online_level(None, online, doubts) == "partial"
    assert online_level(None, [], doubts) == "info"
    assert online_level("Chỉ thông tin", online, doubts) == "info"
    assert kinds(doubts) == []
    online_level("Mức 4", [], doubts)
    assert kinds(doubts) == ["unknown_online_level"]


def test_several_result_codes_are_attached_to_none() -> None:
    doubts = Doubts()
    assert results("Giấy phép", ["KQ.G01.000001"], doubts) == [{"name": "Giấy phép", "code": "KQ.G01.000001"}]
    assert results("Giấy phép; Quyết định", ["KQ.G01.000001", "KQ.G01.000002"], doubts)[0]["code"] == ""
    assert kinds(doubts) == ["result_codes_unpaired"]


def test_legal_bases_come_once() -> None:
    found = legal_bases(
        [{"name": "Luật A", "code": "1/QH"}, {"name": "Luật A", "code": "1/QH"}, "Luật B"], Doubts()
    )
    assert found == [{"number": "1/QH", "title": "Luật A"}, {"number": "", "title": "Luật B"}]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2, 2),
        ("2", 2),
        ("2.0", 2),
        (2.0, 2),
        (True, None),
        (-1, None),
        (1.5, None),
        ("hai", None),
        (10**9, None),
    ],
)
def test_counts_as_strangers_write_them(value: Any, expected: int | None) -> None:
    assert count(value) == expected


def test_texts_are_cleaned_and_the_unkeepable_is_refused() -> None:
    doubts = Doubts()
    assert text("  a\u00a0 b\r\n\r\n\r\n\r\nc\x07 ", "x", doubts) == "a b\n\nc"
    assert kinds(doubts) == ["control_characters"]
    assert text("e\u0302\u0323", "x", doubts) == "ệ"
    for broken in ("a\x00b", "\ud800", "x" * 200_001, {"a": 1}, True):
        with pytest.raises(Unacceptable):
            text(broken, "x", doubts)


def test_lists_may_be_json_within_a_text() -> None:
    doubts = Doubts()
    assert items('["a", "b"]', "x", doubts) == ["a", "b"]
    assert items("a", "x", doubts) == ["a"]
    assert items("[a", "x", doubts) == []
    assert items(7, "x", doubts) == []
    assert kinds(doubts) == ["not_a_list", "not_a_list"]


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({}, "no_code"),
        ({"code": "ABC", "name": "x"}, "bad_code"),
        ({"code": "1.900001"}, "no_name"),
        ({"code": "1.900001", "name": "  "}, "no_name"),
        ({"code": "1.900001", "name": "x" * 2001}, "too_long"),
        ({"code": "1.900001", "name": {"vi": "x"}}, "not_text"),
        ({"code": "1.900001", "name": "a\x00"}, "broken_characters"),
    ],
)
def test_a_record_without_a_code_or_name_is_refused(record: dict[str, Any], code: str) -> None:
    with pytest.raises(Unacceptable) as caught:
        parse(record)
    assert caught.value.code == code


def test_a_bare_record_is_taken_with_its_doubts() -> None:
    parsed = parse({"code": 1.9, "name": "Tên"})
    assert parsed.code == "1.900000"
    assert {"no_method", "no_papers", "no_level", "no_subject", "no_result", "no_field", "no_steps"} <= set(
        kinds(parsed.doubts)
    )


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KEYS = ["field", "level", "agency", "target", "steps", "methods", "documents", "result", "legal_basis"]
KEYS += [
    "conditions",
    "keywords",
    "decision",
    "online_level",
    "result_codes",
    "procedure_type",
    "receiving_address",
]
methods = st.lists(
    st.dictionaries(
        st.sampled_from(
            ["channel", "time_limit_text", "time_limit_days", "working_days", "fee_text", "fee_vnd"]
        ),
        values | st.sampled_from(["Trực tiếp", "5 Ngày", "1,000 VNĐ", "Miễn phí"]),
    ),
    max_size=3,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # a busy machine is no fault
@given(st.dictionaries(st.sampled_from(KEYS), values, max_size=6), methods)
def test_whatever_stands_in_a_record_it_is_taken_or_refused(record: Any, ways: Any) -> None:
    try:
        parsed = parse({"code": "1.900001", "name": "Tên", "methods": ways, **record})
    except Unacceptable as problem:
        known = problem.code in REASONS
    else:
        known = {doubt.kind for doubt in parsed.doubts} <= set(KINDS)
        json.dumps(parsed.content, allow_nan=False)
    assert known
