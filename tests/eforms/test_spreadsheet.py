"""A form from a spreadsheet: one row a question; every mistake told at once, by row and column."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from documents.tables import UnreadableTable
from eforms.building import build, current_version
from eforms.fields import TYPES
from eforms.spreadsheet.form import Reading, form_of
from eforms.spreadsheet.rows import MOST_BYTES, read
from eforms.spreadsheet.template import template
from tests.damaged import with_broken_stream

HEAD = "Bước;Câu hỏi;Loại;Bắt buộc;Hướng dẫn;Lựa chọn;Chỉ hiện khi;Giấy tờ;Dùng làm;Mã"


def csv_of(*rows: str) -> Reading:
    text = "\n".join(rows if rows[0].startswith("Bước") else [HEAD, *rows])
    return form_of(read(io.BytesIO(text.encode("utf-8-sig")), "bang.csv"), "Tờ khai")


def fields(reading: Reading) -> list[dict[str, Any]]:
    assert reading.wrong == []
    return [one for step in reading.content["steps"] for one in step["fields"]]


def test_rows_become_steps_and_questions() -> None:
    reading = csv_of(
        "Người khai;Họ và tên;Chữ;;Như trên căn cước;;;;Họ tên người nộp;",
        ";Ngày sinh;ngày;Không",
        "Giấy tờ;Giấy chứng sinh;Tệp;Có;;;;Giấy chứng sinh (bản chính)",
    )
    assert [step["id"] for step in reading.content["steps"]] == ["nguoi_khai", "giay_to"]
    name, born, paper = fields(reading)
    assert (name["key"], name["type"], name["required"], name["use"]) == (
        "ho_va_ten",
        "text",
        True,
        "full_name",
    )
    assert name["help"] == "Như trên căn cước"
    assert (born["type"], born["required"]) == ("date", False)
    assert (paper["type"], paper["paper"]) == ("file", "Giấy chứng sinh (bản chính)")
    assert reading.rows == {"ho_va_ten": 2, "ngay_sinh": 3, "giay_chung_sinh": 4}


def test_choices_and_what_depends_on_them() -> None:
    head = "Bước;Câu hỏi;Loại;Lựa chọn;Chỉ hiện khi"
    reading = csv_of(
        head,
        'A;Tình trạng;Chọn một;"Độc thân; Đã kết hôn";',
        ";Số con;Số;;Tình trạng ≠ độc thân",
        ";Trợ cấp;Có/Không;;Số con >= 2",
        ';Ngày nhận;Ngày;;"Trợ cấp = Có; Tình trạng = Đã kết hôn"',
        ";Ghi chú;Chữ dài;;Ngày nhận > 01/02/2025",
        ";Thêm;;;Ghi chú có trả lời",
    )
    found = fields(reading)
    assert [one["value"] for one in found[0]["options"]] == ["doc_than", "da_ket_hon"]
    assert found[1]["show_if"] == {"field": "tinh_trang", "op": "not_equals", "value": "doc_than"}
    assert found[2]["show_if"] == {"field": "so_con", "op": "at_least", "value": 2}
    assert found[3]["show_if"] == {
        "all": [
            {"field": "tro_cap", "op": "equals", "value": True},
            {"field": "tinh_trang", "op": "equals", "value": "da_ket_hon"},
        ]
    }
    assert found[4]["show_if"] == {"field": "ngay_nhan", "op": "greater", "value": "2025-02-01"}
    assert found[5]["show_if"] == {"field": "ghi_chu", "op": "filled"}


def test_every_mistake_is_told_at_once_with_its_row_and_column() -> None:
    reading = csv_of(
        ";Câu một;Chuỗi ký tự;;;;;;;",
        "A;;Chữ;;;;;;;",
        "A;Chọn gì;Chọn một;có lẽ;;Một;;;;",
        "A;Hai;Chữ;;;a;Câu lạ = x;giấy;Vua;Mã Sai",
        "A;Ba;Có/Không;;;;;;Họ tên người nộp;",
        "A;Bốn;Chữ;;;;Ba = có thể;;;",
    )
    told = [(one.row, one.column, one.cell) for one in reading.wrong]
    assert set(told) == {
        (2, "Bước", "A2"),
        (2, "Loại", "C2"),
        (3, "Câu hỏi", "B3"),
        (4, "Bắt buộc", "D4"),
        (4, "Lựa chọn", "F4"),
        (5, "Lựa chọn", "F5"),
        (5, "Chỉ hiện khi", "G5"),
        (5, "Giấy tờ", "H5"),
        (5, "Dùng làm", "I5"),
        (5, "Mã", "J5"),
        (6, "Dùng làm", "I6"),
        (7, "Chỉ hiện khi", "G7"),
    }
    assert len(told) == 12


def test_the_same_words_get_different_codes_and_a_code_is_taken_once() -> None:
    found = fields(csv_of("A;Tên;;;;;;;;", ";Tên;;;;;;;;"))
    assert [one["key"] for one in found] == ["ten", "ten_2"]
    (wrong,) = csv_of("A;Tên;;;;;;;;x", ";Tên;;;;;;;;x").wrong
    assert (wrong.row, wrong.column) == (3, "Mã")


def test_two_questions_of_one_name_cannot_be_compared_with() -> None:
    (wrong,) = csv_of("A;Tên;;;;;;;;", ";Tên;;;;;;;;", ";Sau;;;;;Tên = x;;;").wrong
    assert "Tên" in wrong.message
    assert (
        fields(csv_of("A;Tên;;;;;;;;", ";Tên;;;;;;;;", ";Sau;;;;;ten_2 = x;;;"))[2]["show_if"]["field"]
        == "ten_2"
    )


def test_an_english_spreadsheet_is_read_as_well() -> None:
    reading = csv_of(
        "Bước,Question,Type,Required,Choices", "A,Married?,Yes/No,no,", 'A,Who,One choice,,"x;y"'
    )
    assert [one["type"] for one in fields(reading)] == ["yes_no", "choice"]


@pytest.mark.skipif("group" not in TYPES, reason="no groups yet")
def test_rows_of_a_group_are_asked_together() -> None:
    reading = csv_of(
        "Bước;Câu hỏi;Loại;Nhóm", "A;Tên con;Chữ;Các con", ";Ngày sinh;Ngày;Các con", ";Ghi chú;;"
    )
    group, note = fields(reading)
    assert (group["type"], [one["key"] for one in group["fields"]]) == ("group", ["ten_con", "ngay_sinh"])
    assert note["key"] == "ghi_chu"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.csv", "empty"),
        (HEAD.encode(), "a.csv", "empty"),
        (b"x", "a.pdf", "ending"),
        (b"x", "a.xlsx", "not_xlsx"),
        (with_broken_stream(template()), "a.xlsx", "not_xlsx"),
        ("Bước;Câu hỏi\n".encode("utf-16"), "a.csv", "not_utf8"),
        (b"a" * (MOST_BYTES + 1), "a.csv", "large"),
        ("Bước;Loại;Màu\nx;y;z".encode(), "a.csv", "columns"),
        ("Bước;Câu hỏi;Step\nx;y;z".encode(), "a.csv", "column_twice"),
        (("Bước;Câu hỏi\n" + "a;b\n" * 1001).encode(), "a.csv", "rows"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_form_is_refused_in_words(content: bytes, name: str, code: str) -> None:
    with pytest.raises(UnreadableTable) as refused:
        read(io.BytesIO(content), name)
    assert code in {one.code for one in refused.value.error_list}


def test_cells_of_a_workbook_are_read_as_they_look() -> None:
    from datetime import date

    book = Workbook()
    book.active.append(["Bước", "Câu hỏi", "Bắt buộc", "Ví dụ"])
    book.active.append(["A", 18.0, False, date(2025, 9, 2)])
    packed = io.BytesIO()
    book.save(packed)
    packed.seek(0)
    (one,) = fields(form_of(read(packed, "A.XLSX"), "T"))
    assert (one["label"], one["required"], one["example"]) == ("18", False, "02/09/2025")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_template_has_menus_and_its_example_can_be_imported(language: str) -> None:
    with translation.override(language):
        packed = template()
        book = load_workbook(io.BytesIO(packed))
        questions, example = book.worksheets[:2]
        assert len(questions.data_validations.dataValidation) == 3
        reading = form_of(read(io.BytesIO(packed), "mau.xlsx", example.title), "Tờ khai")
        assert reading.wrong == []
        assert len(reading.content["steps"]) == 3
        assert len(reading.rows) >= 9
        with pytest.raises(UnreadableTable):  # the first sheet is still empty
            read(io.BytesIO(packed), "mau.xlsx")


CELLS = st.one_of(
    st.sampled_from(["", "A", "Chữ", "Có", "x;y", "A = x", "≠", ";", "= =", "Chọn một", "a >", "có trả lời"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters='"\r\n\t\0'), max_size=12),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, min_size=10, max_size=10), min_size=1, max_size=5))
def test_no_cell_can_break_the_reading(rows: list[list[str]]) -> None:
    quoted = ["\t".join(f'"{cell}"' for cell in row) for row in [HEAD.split(";"), *rows]]
    try:
        reading = form_of(read(io.BytesIO("\n".join(quoted).encode()), "a.csv"), "T")
    except UnreadableTable:
        return
    assert isinstance(reading.content["steps"], list)


@pytest.mark.django_db
def test_the_example_of_the_template_becomes_a_form_with_its_papers() -> None:
    book = load_workbook(io.BytesIO(template()))
    for number, row in enumerate(book["Ví dụ"].iter_rows(min_row=2, values_only=True), start=2):
        for column, value in enumerate(row, start=1):
            book["Các câu hỏi"].cell(number, column, value)
    written = io.BytesIO()
    book.save(written)
    written.seek(0)
    reading = form_of(read(written, "mau.xlsx"), "Tờ khai mẫu")
    assert reading.wrong == []
    build("mau", reading.content)
    version = current_version("mau")
    assert version is not None
    asked = [one for step in version.content["steps"] for one in step["fields"]]
    assert "Bản án ly hôn" in [one.get("paper") for one in asked]
