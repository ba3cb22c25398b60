"""The empty spreadsheet to fill: columns with menus, an example, and what every column means."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from eforms.fields import TYPES
from eforms.spreadsheet.columns import COLUMNS, NEEDED, Column, types_here, uses_here
from eforms.spreadsheet.rows import MOST_ROWS

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = PatternFill("solid", fgColor="FFE3ECF7")
WIDE = {"question": 42, "help": 42, "choices": 42, "shown_when": 42, "question_en": 30, "help_en": 30}
# A complete small form; cells not named are empty. Kinds are turned into the words of the menu.
EXAMPLE: tuple[Mapping[str, str], ...] = (
    {"step": "Người yêu cầu", "question": "Họ và tên", "type": "text", "use": "full_name",
     "help": "Viết đủ họ, chữ đệm, tên như trên căn cước", "question_en": "Full name"},
    {"question": "Số định danh cá nhân", "type": "personal_number", "use": "personal_number"},
    {"question": "Số điện thoại", "type": "phone", "use": "phone"},
    {"question": "Nơi cư trú", "type": "address", "use": "address"},
    {"step": "Nội dung đề nghị", "question": "Tình trạng hôn nhân", "type": "choice",
     "choices": "Chưa kết hôn; Đã kết hôn; Đã ly hôn"},
    {"question": "Ngày đăng ký kết hôn", "type": "date", "shown": "Tình trạng hôn nhân = Đã kết hôn"},
    {"question": "Có con không?", "type": "yes_no"},
    {"question": "Tên con", "type": "text", "group": "Các con", "shown": "Có con không? = Có"},
    {"question": "Ngày sinh của con", "type": "date", "group": "Các con", "shown": "Có con không? = Có"},
    {"question": "Ghi chú", "type": "long_text", "required": "no"},
    {"step": "Giấy tờ", "question": "Bản án hoặc quyết định ly hôn", "type": "file",
     "shown": "Tình trạng hôn nhân = Đã ly hôn", "paper": "Bản án ly hôn"},
)  # fmt: skip


def template() -> bytes:
    """An XLSX with the sheets Questions (empty, with menus), Example, Instructions and Menus."""
    book = Workbook()
    questions = book.active
    assert isinstance(questions, Worksheet)
    questions.title = _("Questions")
    example = book.create_sheet(_("Example"))
    _instructions(book.create_sheet(_("Instructions")))
    menus = _menus(book.create_sheet(_("Menus")))
    for sheet in (questions, example):
        _heading(sheet)
        _attach(sheet, menus)
    for number, row in enumerate(_example_rows(), start=2):
        for place, text in enumerate(row, start=1):
            example.cell(number, place, text)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _example_rows() -> Sequence[Sequence[str]]:
    types, uses = types_here(), uses_here()
    yes_no = {"no": _("No"), "": ""}
    rows = []
    for one in EXAMPLE:
        in_group = "group" in TYPES or "group" not in one
        if one["type"] not in TYPES or not in_group:
            continue
        said: dict[str, Any] = {
            **one,
            "type": types[one["type"]],
            "use": uses.get(one.get("use", ""), ""),
            "required": yes_no[one.get("required", "")],
            "shown_when": one.get("shown", ""),
        }
        rows.append([said.get(column.name, "") for column in COLUMNS])
    return rows


def _heading(sheet: Worksheet) -> None:
    for place, column in enumerate(COLUMNS, start=1):
        cell = sheet.cell(1, place, column.heading + (" *" if column.name in NEEDED else ""))
        cell.font, cell.fill = Font(bold=True), HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(place)].width = WIDE.get(column.name, 20)
    sheet.freeze_panes = "C2"


def _menus(sheet: Worksheet) -> dict[str, str]:
    """The words of each menu in a column of its own; returns {column: formula of its words}."""
    words = {
        "type": list(types_here().values()),
        "required": [_("Yes"), _("No")],
        "use": list(uses_here().values()),
    }
    formulas = {}
    for place, (name, menu) in enumerate(words.items(), start=1):
        letter = get_column_letter(place)
        for number, word in enumerate(menu, start=1):
            sheet.cell(number, place, word)
        formulas[name] = f"{quote_sheetname(sheet.title)}!${letter}$1:${letter}${len(menu)}"
    sheet.sheet_state = "hidden"
    return formulas


def _attach(sheet: Worksheet, menus: Mapping[str, str]) -> None:
    for place, column in enumerate(COLUMNS, start=1):
        if column.name not in menus:
            continue
        letter = get_column_letter(place)
        menu = DataValidation(type="list", formula1=menus[column.name], allow_blank=True)
        menu.error, menu.errorTitle = _("Choose from the menu."), column.heading
        menu.showErrorMessage = True
        sheet.add_data_validation(menu)
        menu.add(f"{letter}2:{letter}{MOST_ROWS + 1}")


def _instructions(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 28, 100
    lines: list[tuple[str, str]] = [
        (_("How to fill this in"), ""),
        (_("One row a question"), _("Write the questions in the order they are asked.")),
        (_("Where to write"), _("In the sheet “%(sheet)s”. The sheet “%(example)s” shows a small form.")
         % {"sheet": _("Questions"), "example": _("Example")}),
        (_("What happens then"), _("Upload the file under “New e-form”. You see what comes of it before "
                                   "anything is saved; then you go on in the editor.")),
        ("", ""),
        (_("Column"), _("What is written there")),
        *((_title(column), str(column.about)) for column in COLUMNS),
        ("", ""),
        (_("Types"), "; ".join(types_here().values())),
    ]  # fmt: skip
    for number, (left, right) in enumerate(lines, start=1):
        sheet.cell(number, 1, left).font = Font(bold=True)
        sheet.cell(number, 2, right).alignment = Alignment(wrap_text=True, vertical="top")


def _title(column: Column) -> str:
    return f"{column.heading} *" if column.name in NEEDED else column.heading
