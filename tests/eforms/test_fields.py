"""Every type of question: what it takes, what it refuses and in which words' code, and back again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from eforms.fields import TYPES, is_asked, money
from eforms.fields.contract import Facts
from eforms.fields.question import QuestionBlock
from tests.eforms.conftest import HOME, TODAY

FACTS = Facts(on=TODAY)
LISTS = {
    "long_choice": "occupations",
    "country": "countries",
    "ethnicity": "ethnicities",
    "religion": "religions",
    "relation": "relations",
    "bank_account": "banks",
}
OPTIONS = [{"value": "a", "label": "Một", "label_en": "One"}, {"value": "b", "label": "Hai", "label_en": ""}]


def definition(kind: str, **more: Any) -> dict[str, Any]:
    return {
        "key": "k",
        "type": kind,
        "label": "L",
        "label_en": "",
        "required": True,
        "options": OPTIONS,
        **({"list": LISTS[kind], "list_version": 1} if kind in LISTS else {}),
        **more,
    }


def clean(kind: str, raw: Any, **more: Any) -> Any:
    return TYPES[kind].clean(definition(kind, **more), raw, FACTS)


GOOD = [
    ("map_point", {"lat": "21,0285", "lng": " 105.8542° "}, {}, {"lat": 21.0285, "lng": 105.8542}),
    ("map_point", {"lat": "8°38'24\"", "lng": "111°55'12″ Đ"}, {}, {"lat": 8.64, "lng": 111.92}),
    ("map_point", {"lat": 16.5, "lng": 112}, {}, {"lat": 16.5, "lng": 112.0}),
    ("text", "  Nguyễn   Thị\tLan ", {}, "Nguyễn Thị Lan"),
    ("text", "hoa\u0300", {}, "hoà"),
    ("long_text", "a\r\nb ", {}, "a\nb"),
    ("integer", " 12 ", {}, 12),
    ("integer", -3, {}, -3),
    ("integer", "5", {"min": 5, "max": 5}, 5),
    ("money", "120.000", {}, 120_000),
    ("money", "120000", {}, 120_000),
    ("money", "1,200,000 đ", {}, 1_200_000),
    ("money", "1 200 000 đồng", {}, 1_200_000),
    ("money", "120.000VND", {}, 120_000),
    ("money", 120000, {}, 120_000),
    ("money", "0", {}, 0),
    ("date", "2/9/2025", {}, "2025-09-02"),
    ("date", "02-09-2025", {}, "2025-09-02"),
    ("date", "02.09.2025", {}, "2025-09-02"),
    ("date", "2025-09-02", {}, "2025-09-02"),
    ("date", "29/02/2024", {}, "2024-02-29"),
    ("date", "03/09/2025", {"max": "today"}, "2025-09-03"),
    ("yes_no", "yes", {}, True),
    ("yes_no", False, {}, False),
    ("choice", "a", {}, "a"),
    ("choices", ["b", "a", "b"], {}, ["a", "b"]),
    ("email", " lan@example.vn ", {}, "lan@example.vn"),
    ("phone", "0912 345 678", {}, "0912345678"),
    ("phone", "+84 912.345.678", {}, "0912345678"),
    ("phone", "+84 (0)912 345 678", {}, "0912345678"),
    ("phone", "84912345678", {}, "0912345678"),
    ("phone", "024 3825 1234", {}, "02438251234"),
    ("personal_number", "052 185 012345", {}, "052185012345"),
    ("personal_number", "001225000001", {}, "001225000001"),
    ("address", HOME, {}, HOME),
    (
        "address",
        {"province": "01", "commune": "00004"},
        {},
        {"province": "01", "commune": "00004", "street": ""},
    ),
    ("choices", ["a", "b"], {"min": 2, "max": 2}, ["a", "b"]),
    ("country", "VN", {}, "VN"),
    ("country", " việt nam ", {}, "VN"),
    ("country", "Viet Nam", {}, "VN"),
    ("ethnicity", "H\u0072ê", {}, "19"),
    ("ethnicity", "08", {}, "08"),
    ("religion", "Không", {}, "00"),
    ("relation", "vo", {}, "vo"),
    ("long_choice", "Nông dân", {}, "nong_dan"),
    (
        "bank_account",
        {"bank": "VCB", "number": "0011 0040.12345"},
        {},
        {"bank": "VCB", "number": "0011004012345"},
    ),
    ("agency", "01", {"list": "provinces"}, "01"),
    ("agency", "Thành phố Hà Nội", {"list": "provinces"}, "01"),
    ("decimal", "12,5", {}, 12.5),
    ("decimal", "12.5", {}, 12.5),
    ("decimal", 12, {}, 12.0),
    ("decimal", "-0", {}, 0.0),
    ("decimal", "1.234,5", {}, 1234.5),
    ("decimal", "1,234.5", {}, 1234.5),
    ("decimal", "1.234.567", {}, 1_234_567.0),
    ("decimal", "1 234,25", {}, 1234.25),
    ("decimal", "0.125", {"decimals": 3}, 0.125),
    ("decimal", "1234,125", {"decimals": 3}, 1234.125),
    ("decimal", "0,1", {"decimals": 1}, 0.1),
    ("decimal", "123456789012,25", {"max": 10**12}, 123456789012.25),
    ("percent", "12,5 %", {}, 12.5),
    ("percent", "100%", {}, 100.0),
    ("percent", 0, {}, 0.0),
    ("percent", "150", {"max": 200}, 150.0),
    ("declaration", True, {}, True),
    ("declaration", "yes", {}, True),
    ("month", "9/2025", {}, "2025-09"),
    ("month", "2025-09", {}, "2025-09"),
    ("month", "09-2025", {"max": "today"}, "2025-09"),
    ("month", "1/2021", {"min": "2021-01-31"}, "2021-01"),
    ("year", "1985", {}, 1985),
    ("year", 2025, {"max": "today"}, 2025),
    ("time", "7:30", {}, "07:30"),
    ("time", "7h30", {}, "07:30"),
    ("time", "7 giờ 30 phút", {}, "07:30"),
    ("time", "0730", {}, "07:30"),
    ("time", "23h", {}, "23:00"),
    (
        "date_range",
        {"from": "1/9/2025", "to": "2025-09-30"},
        {"max_days": 30},
        {"from": "2025-09-01", "to": "2025-09-30"},
    ),
    ("full_name", " Nguyễn   Thị\tLan ", {}, "Nguyễn Thị Lan"),
    ("full_name", "NGUYỄN VĂN HOA\u0300", {}, "NGUYỄN VĂN HOÀ"),
    ("full_name", "Ðặng Văn Ðức", {}, "Đặng Văn Đức"),
    ("full_name", "H'Hen Niê", {}, "H'Hen Niê"),
    ("full_name", "K’Brôi", {}, "K’Brôi"),
    ("full_name", "Y Moan Ênuôl", {}, "Y Moan Ênuôl"),
    ("full_name", "Čih Ê\u0306ban Ñă", {}, "Čih Ê\u0306ban Ñă"),
    ("full_name", "Vàng A Páo", {}, "Vàng A Páo"),
    ("full_name", "Suharto", {}, "Suharto"),
    ("full_name", "Anne-Marie O'Connor, Jr.", {}, "Anne-Marie O'Connor, Jr."),
    ("full_name", "Guðmundur Þór", {}, "Guðmundur Þór"),
    ("full_name", "Jean-Noël Çelik Łukasz", {}, "Jean-Noël Çelik Łukasz"),
    ("tax_code", "0100109106", {}, "0100109106"),
    ("tax_code", "0301 442 379", {}, "0301442379"),
    ("tax_code", "0100109106001", {}, "0100109106-001"),
    ("tax_code", "0100109106-012", {}, "0100109106-012"),
    ("tax_code", "052 185 012345", {"personal": True}, "052185012345"),
    ("plate", "30a 12345", {}, "30A-123.45"),
    ("plate", "51LD-123.45", {}, "51LD-123.45"),
    ("plate", "30A-1234", {}, "30A-1234"),
    ("plate", "29-b1 123.45", {}, "29B1-123.45"),
    ("plate", "29-B1 1234", {}, "29B1-1234"),
    ("plate", "29B-112.34", {}, "29B-112.34"),
    ("plate", "29B11234", {"vehicle": "car"}, "29B-112.34"),
    ("plate", "29B11234", {"vehicle": "motorbike"}, "29B1-1234"),
    ("plate", "29mđ1 12345", {}, "29MĐ1-123.45"),
    ("plate", "80 011 ng 01", {}, "80-011-NG-01"),
    ("plate", "TM 31-14", {}, "TM-31-14"),
    ("pattern", "C1234567", {"pattern": "A0000000"}, "C1234567"),
    ("pattern", "c1234567", {"pattern": "A0000000", "upper": True}, "C1234567"),
    ("pattern", "A/12-x", {"pattern": "\\A/00-*"}, "A/12-x"),
    ("pattern", "Quyển 12", {"mode": "regex", "pattern": r"\p{L}+ [0-9]{1,3}"}, "Quyển 12"),
]
BAD = [
    ("map_point", {"lat": "xa", "lng": "105"}, {}, "lat"),
    ("map_point", {"lat": "21", "lng": "1O5"}, {}, "lng"),
    ("map_point", {"lat": "48.85", "lng": "2.35"}, {}, "outside"),
    ("map_point", {"lat": "105.8542", "lng": "21.0285"}, {}, "exchanged"),
    ("map_point", {"lat": True, "lng": 105}, {}, "lat"),
    ("map_point", "21, 105", {}, "type"),
    ("photo", ["not-stored"], {}, "unknown_file"),
    ("text", 7, {}, "type"),
    ("text", "a\x00b", {}, "control"),
    ("text", "a\nb", {}, "control"),
    ("text", "a\u202eb", {}, "control"),
    ("text", "a\ud800", {}, "control"),
    ("text", "abcdef", {"max_length": 5}, "too_long"),
    ("long_text", "a\x07", {}, "control"),
    ("long_text", "abcdef", {"max_length": 5}, "too_long"),
    ("integer", "1.5", {}, "number"),
    ("integer", "một", {}, "number"),
    ("integer", "٣", {}, "number"),
    ("integer", True, {}, "number"),
    ("integer", 1.0, {}, "number"),
    ("integer", "0", {"min": 1}, "too_small"),
    ("integer", "21", {"max": 20}, "too_large"),
    ("integer", "9" * 20, {}, "too_large"),
    ("money", "120.5", {}, "money"),
    ("money", "1.20.000", {}, "money"),
    ("money", "1.200,000", {}, "money"),
    ("money", "-5", {}, "money"),
    ("money", -5, {}, "too_small"),
    ("money", 1.5, {}, "money"),
    ("money", "miễn phí", {}, "money"),
    ("date", "31/02/2025", {}, "no_such_day"),
    ("date", "29/02/2025", {}, "no_such_day"),
    ("date", "2025-13-01", {}, "no_such_day"),
    ("date", "00/00/0000", {}, "year"),
    ("date", "2/9/85", {}, "date"),
    ("date", "hôm qua", {}, "date"),
    ("date", 20250902, {}, "date"),
    ("date", "04/09/2025", {"max": "today"}, "too_late"),
    ("date", "01/01/2020", {"min": "2021-01-01"}, "too_early"),
    ("yes_no", "maybe", {}, "yes_no"),
    ("yes_no", 1, {}, "yes_no"),
    ("choice", "c", {}, "unknown_choice"),
    ("choice", ["a"], {}, "unknown_choice"),
    ("choices", ["a", "c"], {}, "unknown_choice"),
    ("choices", "a", {}, "unknown_choice"),
    ("choices", [{"a": 1}], {}, "unknown_choice"),
    ("email", "lan@", {}, "email"),
    ("email", ["a"], {}, "type"),
    ("phone", "12345", {}, "phone"),
    ("phone", "0112345678", {}, "phone"),
    ("phone", {"a": 1}, {}, "phone"),
    ("personal_number", "123", {}, "digits"),
    ("personal_number", 52185012345, {}, "digits"),
    ("personal_number", "003185012345", {}, "place"),
    ("personal_number", "052326012345", {}, "future"),
    ("address", "Hà Nội", {}, "type"),
    ("address", {"province": "99", "commune": "1"}, {}, "province_unknown"),
    ("address", {"province": "35", "commune": "1"}, {}, "province_unknown"),
    ("address", {"commune": "00004"}, {}, "province_missing"),
    ("address", {"province": "01"}, {}, "commune_missing"),
    ("address", {"province": "01", "commune": "21583"}, {}, "commune_unknown"),
    ("address", {"province": ["x"], "commune": {}}, {}, "province_unknown"),
    ("address", {**HOME, "street": "x" * 201}, {}, "too_long"),
    ("address", {**HOME, "street": 5}, {}, "type"),
    ("integer", "1" + "0" * 400, {}, "number"),
    ("choices", ["a"], {"min": 2}, "too_few"),
    ("choices", ["a", "b"], {"max": 1}, "too_many"),
    ("country", "XX", {}, "unknown_choice"),
    ("country", "việt", {}, "unknown_choice"),
    ("country", {"a": 1}, {}, "unknown_choice"),
    ("country", "\x00", {}, "unknown_choice"),
    ("country", "V\u202eN", {}, "unknown_choice"),
    ("ethnicity", "0٨", {}, "unknown_choice"),
    ("religion", 0, {}, "unknown_choice"),
    ("relation", "-", {}, "unknown_choice"),
    ("long_choice", "VN", {}, "unknown_choice"),
    ("long_choice", "VN", {"list": "gone"}, "unknown_choice"),
    ("agency", "35", {"list": "provinces", "list_version": None}, "unknown_choice"),
    ("agency", "x", {"list": "gone"}, "unknown_choice"),
    ("bank_account", "0011", {}, "type"),
    ("bank_account", {"number": "0011004012345"}, {}, "bank_missing"),
    ("bank_account", {"bank": "VCB"}, {}, "number_missing"),
    ("bank_account", {"bank": "XXX", "number": "0011004012345"}, {}, "unknown_choice"),
    ("bank_account", {"bank": ["VCB"], "number": "0011004012345"}, {}, "unknown_choice"),
    ("bank_account", {"bank": "VCB", "number": "٠٠١١٠٠"}, {}, "account"),
    ("bank_account", {"bank": "VCB", "number": 11004012345}, {}, "number_missing"),
    ("decimal", "1.234", {}, "ambiguous"),
    ("decimal", "1,234", {}, "decimals"),
    ("decimal", "12,345", {}, "decimals"),
    ("decimal", 12.345, {}, "decimals"),
    ("decimal", "1.2.3", {}, "number"),
    ("decimal", "12..5", {}, "number"),
    ("decimal", ",5", {}, "number"),
    ("decimal", "١٢", {}, "number"),
    ("decimal", "1e5", {}, "number"),
    ("decimal", "12,5 m²", {}, "number"),
    ("decimal", float("inf"), {}, "number"),
    ("decimal", True, {}, "number"),
    ("decimal", "4,9", {"min": 5}, "too_small"),
    ("decimal", 10**40, {}, "too_large"),
    ("percent", "101", {}, "too_large"),
    ("percent", "-1", {}, "too_small"),
    ("percent", "12,345", {}, "decimals"),
    ("declaration", False, {}, "required"),
    ("declaration", "maybe", {}, "declaration"),
    ("declaration", 1, {}, "declaration"),
    ("month", "13/2025", {}, "no_such_month"),
    ("month", "9/85", {}, "month"),
    ("month", "9/0985", {}, "year"),
    ("month", "٩/2025", {}, "month"),
    ("month", "10/2025", {"max": "today"}, "too_late"),
    ("month", "12/2020", {"min": "2021-01-31"}, "too_early"),
    ("year", "85", {}, "year"),
    ("year", "٢٠٢٥", {}, "year"),
    ("year", 1985.0, {}, "year"),
    ("year", "2026", {"max": "today"}, "too_late"),
    ("year", "1899", {"min": 1900}, "too_early"),
    ("time", "25:00", {}, "no_such_time"),
    ("time", "7:60", {}, "no_such_time"),
    ("time", "7", {}, "time"),
    ("time", "chiều", {}, "time"),
    ("time", 730, {}, "time"),
    ("date_range", "1/9/2025", {}, "type"),
    ("date_range", {"from": "1/9/2025"}, {}, "incomplete"),
    ("date_range", {"from": "2/9/2025", "to": "1/9/2025"}, {}, "turned_round"),
    ("date_range", {"from": "1/9/2025", "to": "31/9/2025"}, {}, "no_such_day"),
    ("date_range", {"from": "1/9/2025", "to": "30/9/2025"}, {"max_days": 29}, "too_long"),
    ("date_range", {"from": "1/9/2025", "to": "4/9/2025"}, {"max": "today"}, "too_late"),
    ("date_range", {"from": ["x"], "to": 5}, {}, "date"),
    ("full_name", "Nguyễn Văn 2", {}, "digits"),
    ("full_name", "Nguyễn Văn ٢", {}, "digits"),
    ("full_name", "lan@example.vn", {}, "letter"),
    ("full_name", "Аnna", {}, "letter"),
    ("full_name", "李小龙", {}, "letter"),
    ("full_name", "Lan\u202e", {}, "control"),
    ("full_name", "Lan\x00", {}, "control"),
    ("full_name", "A.", {}, "too_short"),
    ("full_name", "a" * 101, {}, "too_long"),
    ("full_name", ["Lan"], {}, "type"),
    ("tax_code", "0100109105", {}, "check_digit"),
    ("tax_code", "0100109106-000", {}, "branch"),
    ("tax_code", "123", {}, "digits"),
    ("tax_code", "٠١٠٠١٠٩١٠٦", {}, "digits"),
    ("tax_code", "052185012345", {}, "digits"),
    ("tax_code", "003185012345", {"personal": True}, "place"),
    ("tax_code", 100109106, {}, "digits"),
    ("plate", "29B11234", {}, "ambiguous"),
    ("plate", "00A-123.45", {}, "plate"),
    ("plate", "30A-12", {}, "plate"),
    ("plate", "30A-٣٤٥٦", {}, "plate"),
    ("plate", "30A-123.45", {"vehicle": "motorbike"}, "plate"),
    ("plate", 30, {}, "plate"),
    ("pattern", "1234567", {"pattern": "A0000000", "message": "Một chữ, bảy số"}, "pattern"),
    ("pattern", "C٣٣٣٣٣٣٣", {"pattern": "A0000000"}, "pattern"),
    ("pattern", "x", {"mode": "regex", "pattern": "(x"}, "pattern"),
    ("pattern", "a" * 240 + "!", {"mode": "regex", "pattern": "(a+)+"}, "pattern"),
    ("pattern", "a" * 300, {"mode": "regex", "pattern": "a+"}, "too_long"),
    ("pattern", "C123456\x00", {"pattern": "A0000000"}, "control"),
    ("file", ["6f3b1c52-3f0e-5d0c-9a6b-0c7a5d1f2e44"], {}, "unknown_file"),
    ("file", "x", {}, "unknown_file"),
    ("file", [["x"]], {}, "unknown_file"),
]


@pytest.mark.parametrize(("kind", "raw", "more", "value"), GOOD)
def test_a_good_answer_is_taken_and_taking_it_again_changes_nothing(
    kind: str, raw: Any, more: Any, value: Any
) -> None:
    assert clean(kind, raw, **more) == value
    assert clean(kind, value, **more) == value
    assert clean(kind, TYPES[kind].shown(value), **more) == value


@pytest.mark.parametrize(("kind", "raw", "more", "value"), GOOD)
def test_a_good_answer_fits_the_json_schema_and_reads_well(
    kind: str, raw: Any, more: Any, value: Any
) -> None:
    Draft202012Validator(TYPES[kind].schema(definition(kind, **more))).validate(value)
    assert TYPES[kind].text(definition(kind, **more), value)


@pytest.mark.parametrize(("kind", "raw", "more", "code"), BAD)
def test_a_bad_answer_is_refused_with_its_reason(kind: str, raw: Any, more: Any, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        clean(kind, raw, **more)
    assert refused.value.code == code
    assert refused.value.messages[0]


def test_every_type_has_a_good_and_a_bad_example() -> None:
    typed = {kind for kind in TYPES if is_asked({"type": kind})}
    assert {kind for kind, *_ in BAD} == typed - {"group", "table"}
    assert {kind for kind, *_ in GOOD} | {"file", "photo", "group", "table"} == typed


def test_the_number_of_a_woman_born_in_binh_dinh_in_1985() -> None:
    from eforms.fields.old_provinces import NAMES
    from eforms.fields.personal_number import birth_year

    assert birth_year("052185012345") == 1985
    assert NAMES["052"] == "Bình Định"
    assert len(NAMES) == 63


@pytest.mark.parametrize(("raw", "said"), [("5.000", "1.000.000 đ"), ("99.000.000", "50.000.000 đ")])
def test_bounds_of_an_amount_are_said_as_money(raw: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        TYPES["money"].clean(definition("money", min=1_000_000, max=50_000_000), raw, FACTS)


def test_answers_read_as_people_write_them() -> None:
    assert TYPES["money"].text(definition("money"), 1_200_000) == (
        "1.200.000 đ (Một triệu hai trăm nghìn đồng)"
    )
    assert TYPES["date"].text(definition("date"), "2025-09-02") == "02/09/2025"
    assert (
        TYPES["address"].text(definition("address"), HOME)
        == "12 phố Quán Thánh, Phường Ba Đình, Thành phố Hà Nội"
    )
    assert TYPES["choices"].text(definition("choices"), ["a", "b"]) == "Một; Hai"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["province", "commune", "street"]), inner)
    ),
    max_leaves=5,
)


@pytest.mark.parametrize("kind", sorted({kind for kind, *_ in GOOD} | {"file"}))
def test_whatever_is_sent_is_taken_or_refused_and_never_breaks(kind: str) -> None:
    schema = Draft202012Validator(TYPES[kind].schema(definition(kind)))

    @given(JSON)
    def run(raw: Any) -> None:
        try:
            value = clean(kind, raw)
        except ValidationError as refused:
            if not refused.code:
                raise AssertionError(f"{raw!r} was refused without a code") from refused
            return
        assert clean(kind, value) == value
        if value not in ("", [], None):
            schema.validate(value)

    run()


@pytest.mark.parametrize("kind", TYPES)
def test_every_setting_of_a_type_is_told_in_the_manual_by_its_name_in_json(kind: str) -> None:
    manual = (Path(__file__).parents[2] / "docs/eforms.md").read_text()
    table = manual.split("| Type | Names in JSON |", 1)[1].split("\n\n", 1)[0]
    told = [row for row in table.strip().splitlines() if f"`{kind}`" in row.split("|")[1]]
    common = {*QuestionBlock().child_blocks, "use", "span"}  # JSON says "today" where the editor has a menu
    own = [name for name in TYPES[kind].Block().child_blocks if name not in common]
    assert [name for name in own if f"`{name}`" not in " ".join(told)] == []


def test_an_editor_types_the_bounds_of_an_amount_as_people_write_amounts() -> None:
    block: Any = money.Block().child_blocks["min"]
    for typed, amount in (("50.000", 50_000), ("50000", 50_000), ("", None), ("0", 0)):
        assert block.clean(block.value_from_datadict({"sum": typed}, {}, "sum")) == amount
        assert block.clean(amount) == amount
    with pytest.raises(ValidationError):
        block.clean("1.5")
