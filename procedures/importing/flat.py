"""CSV and XLSX: one row a procedure, lists within a cell. The columns are documented in docs/imports.md."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from procedures.importing.parse_text import bare

COLUMNS = (
    "code",
    "name",
    "decision",
    "field",
    "level",
    "agency",
    "target",
    "steps",
    "methods",
    "documents",
    "result",
    "legal_basis",
    "conditions",
    "keywords",
    "procedure_type",
    "competent_agency",
    "coordinating_agency",
    "receiving_address",
    "result_codes",
    "online_level",
    "url",
    "source",
)
HEADINGS = {
    "ma thu tuc": "code",
    "ma tthc": "code",
    "ten thu tuc": "name",
    "ten tthc": "name",
    "so quyet dinh": "decision",
    "linh vuc": "field",
    "cap thuc hien": "level",
    "co quan thuc hien": "agency",
    "doi tuong thuc hien": "target",
    "trinh tu thuc hien": "steps",
    "cach thuc thuc hien": "methods",
    "thanh phan ho so": "documents",
    "ket qua thuc hien": "result",
    "can cu phap ly": "legal_basis",
    "yeu cau, dieu kien": "conditions",
    "tu khoa": "keywords",
}
PARTS = {
    "methods": ("channel", "time_limit_text", "fee_text", "description"),
    "documents": ("name", "originals", "copies", "case", "file"),
    "legal_basis": ("code", "name"),
}
"""List columns may hold one item a line, its parts separated by |, instead of JSON."""


def columns_of(headings: list[Any]) -> list[str]:
    """Names of columns; Vietnamese headings are understood, unknown ones kept as they are."""
    names = [str(heading or "").strip() for heading in headings]
    return [HEADINGS.get(bare(name), bare(name) if bare(name) in COLUMNS else name) for name in names]


def record_of_row(cells: dict[str, Any]) -> dict[str, Any]:
    """A record as JSONL would give it; empty cells are left out."""
    record = {}
    for column, value in cells.items():
        if value is None or (isinstance(value, str) and not value.strip()):
            continue
        if isinstance(value, datetime.date | datetime.time):
            value = value.isoformat()
        record[column] = _parts(value, PARTS[column]) if column in PARTS else value
    return record


def _parts(value: Any, names: tuple[str, ...]) -> Any:
    if not isinstance(value, str) or value.lstrip().startswith("["):
        return value
    lines = (line for line in value.splitlines() if line.strip())
    return [
        {name: part.strip() for name, part in zip(names, line.split("|"), strict=False) if part.strip()}
        for line in lines
    ]


def write_template(path: Path) -> None:
    """An empty XLSX with the headings, wide enough to fill."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(COLUMNS))
    for number, column in enumerate(COLUMNS, start=1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = 40 if column in PARTS else 20
    sheet.freeze_panes = "C2"
    book.save(path)
