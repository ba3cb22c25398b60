"""An XLSX or CSV file to rows of text, each with its number as the spreadsheet counts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from documents.tables import NumberedRow, UnreadableTable, content_of, sheets_of
from eforms.spreadsheet.columns import BY_NAME, NEEDED, column_of

MOST_BYTES = 3_000_000
MOST_ROWS = 1000
MOST_COLUMNS = 60
SHEETS = ("Các câu hỏi", "Câu hỏi", "Questions")


@dataclass(frozen=True)
class Row:
    """`number`: as the spreadsheet counts, from 1; `cells`: {column: text}, blank ones left out."""

    number: int
    cells: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """`letters`: {column: "C"}, to say where something stands."""

    rows: list[Row]
    letters: dict[str, str]


def read(file: BinaryIO, name: str, sheet: str = "") -> Sheet:
    """Rows of the file. `sheet`: not the one called Questions or the first. Raises UnreadableTable."""
    return _sheet(numbered(file, name, sheet))


def numbered(file: BinaryIO, name: str, sheet: str = "") -> Iterator[NumberedRow]:
    """Every row with its number and its cells as they are, headings too. Raises UnreadableTable."""
    content, ending = content_of(file, name, MOST_BYTES)
    return _xlsx(content, sheet) if ending == "xlsx" else _csv(content)


def _xlsx(content: bytes, wanted: str) -> Iterator[NumberedRow]:
    """Of the sheet wanted, else one of SHEETS, else the first."""
    sheets = list(sheets_of(content))
    names = [one for one in (wanted, *SHEETS) if one in dict(sheets)]
    rows = dict(sheets)[names[0]] if names else sheets[0][1]
    return ((number, cells[:MOST_COLUMNS]) for number, cells in rows)


def _csv(content: bytes) -> Iterator[NumberedRow]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTable(
            _("The letters of this file cannot be read: save it as “CSV UTF-8”."), code="not_utf8"
        ) from error
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        last = 0
        for values in reader:
            yield last + 1, values
            last = reader.line_num
    except csv.Error as error:
        raise UnreadableTable(
            _("Line %(line)d cannot be read: a quotation mark is missing or stands alone.")
            % {"line": reader.line_num},
            code="bad_csv",
        ) from error


def _sheet(numbered: Iterable[NumberedRow]) -> Sheet:
    rows: list[Row] = []
    columns: list[str | None] | None = None
    letters: dict[str, str] = {}
    for number, values in numbered:
        texts = [text_of(value) for value in values]
        if not any(texts):
            continue
        if columns is None:
            columns = _columns(texts)
            letters = {name: get_column_letter(place) for place, name in enumerate(columns, start=1) if name}
            continue
        if len(rows) >= MOST_ROWS:
            raise UnreadableTable(_("At most %(most)d rows fit.") % {"most": MOST_ROWS}, code="rows")
        cells = {name: text for name, text in zip(columns, texts, strict=False) if name and text}
        if cells:
            rows.append(Row(number, cells))
    if columns is None or not rows:
        raise UnreadableTable(_("The spreadsheet has no row with a question."), code="empty")
    return Sheet(rows, letters)


def _columns(headings: Sequence[str]) -> list[str | None]:
    found = [column_of(heading) for heading in headings]
    unknown = [heading for heading, name in zip(headings, found, strict=True) if heading and name is None]
    known = [name for name in found if name]
    missing = [BY_NAME[name].heading for name in NEEDED if name not in known]
    wrong = []
    if missing:
        wrong.append(
            ValidationError(
                _("The first row must name the columns; missing: %(columns)s."),
                code="columns",
                params={"columns": ", ".join(missing)},
            )
        )
    if unknown:
        wrong.append(
            ValidationError(
                _("No column is called %(columns)s. Names of columns: %(known)s."),
                code="unknown_column",
                params={
                    "columns": ", ".join(f"“{one[:60]}”" for one in unknown),
                    "known": ", ".join(column.heading for column in BY_NAME.values()),
                },
            )
        )
    twice = {name for name in known if known.count(name) > 1}
    if twice:
        wrong.append(
            ValidationError(
                _("Two columns have the same name: %(columns)s."),
                code="column_twice",
                params={"columns": ", ".join(BY_NAME[name].heading for name in sorted(twice))},
            )
        )
    if wrong:
        raise UnreadableTable(wrong)
    return found


def text_of(value: Any) -> str:
    """A cell as a person reads it: 18.0 is 18, a date is 02/09/2025."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    return str(value).strip()
