"""XLSX written row by row: rows go to disk as they are read, and no cell becomes a formula."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.utils import translation
from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from rules.text import in_xml

LONGEST_NAME = 31
WRAPPED_FROM = 40
"""Letters of a heading that is broken into lines."""
Cell = str | int | datetime | None


@dataclass(frozen=True)
class Sheet:
    """above: lines before the table. headings and widths: of its columns."""

    name: str
    above: Sequence[str]
    headings: Sequence[Any]
    widths: Sequence[int]
    rows: Iterable[Sequence[Cell]]


def workbook(sheets: Callable[[], Iterable[Sheet]]) -> IO[bytes]:
    """A file open at its beginning; its caller closes it. `sheets` is asked in Vietnamese."""
    book = Workbook(write_only=True)
    with translation.override("vi"):
        for one in sheets():
            _write(book.create_sheet(one.name[:LONGEST_NAME]), one)
    made: IO[bytes] = tempfile.TemporaryFile()
    book.save(made)
    made.seek(0)
    return made


def _write(sheet: Any, said: Sheet) -> None:
    sheet.freeze_panes = f"A{len(said.above) + 2}"
    for number, width in enumerate(said.widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for line in said.above:
        sheet.append([_cell(sheet, line, bold=True)])
    sheet.append([_cell(sheet, str(label), bold=True) for label in said.headings])
    for row in said.rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Cell, *, bold: bool = False) -> Any:
    """A cell that never becomes a formula, whatever a person wrote into a form."""
    plain = localtime(value).replace(tzinfo=None) if isinstance(value, datetime) else value
    cell = WriteOnlyCell(sheet, in_xml(plain) if isinstance(plain, str) else plain)
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, datetime):
        cell.number_format = "dd/mm/yyyy hh:mm"
    elif isinstance(value, int):
        cell.number_format = "#,##0"
    cell.alignment = Alignment(vertical="top", wrap_text=not bold or len(str(value)) < WRAPPED_FROM)
    if bold:
        cell.font = Font(bold=True)
    return cell
