"""An XLSX or CSV file to rows of text, each with its number as the spreadsheet counts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from eforms.spreadsheet.columns import BY_NAME, NEEDED, column_of

MOST_BYTES = 3_000_000
MOST_UNPACKED = 60_000_000
MOST_ROWS = 1000
MOST_COLUMNS = 60
SHEETS = ("Các câu hỏi", "Câu hỏi", "Questions")


class UnreadableSheet(ValidationError):
    """The file as a whole cannot be read. Seen by who uploads it."""


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
    """Rows of the file. `sheet`: not the one called Questions or the first. Raises UnreadableSheet."""
    return _sheet(numbered(file, name, sheet))


def numbered(file: BinaryIO, name: str, sheet: str = "") -> Iterator[tuple[int, Sequence[Any]]]:
    """Every row with its number and its cells as they are, headings too. Raises UnreadableSheet."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UnreadableSheet(
            _("The file is too large: at most %(most)d MB.") % {"most": MOST_BYTES // 1_000_000}, code="large"
        )
    ending = name.rsplit(".", 1)[-1].lower()
    if ending == "xlsx":
        return _xlsx(content, sheet)
    if ending == "csv":
        return _csv(content)
    raise UnreadableSheet(_("Give a file that ends in .xlsx or .csv."), code="ending")


def _xlsx(content: bytes, wanted: str) -> Iterator[tuple[int, Sequence[Any]]]:
    try:
        _refuse_bomb(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        names = [one for one in (wanted, *SHEETS) if one in book.sheetnames]
        sheet = book[names[0]] if names else book.worksheets[0]
        yield from enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1)
        book.close()
    except UnreadableSheet:
        raise
    except (
        InvalidFileException,
        BadZipFile,
        KeyError,
        ValueError,
        IndexError,
        SyntaxError,
        OSError,
    ) as error:
        raise UnreadableSheet(_("This is not an XLSX file."), code="not_xlsx") from error


def _refuse_bomb(content: bytes) -> None:
    with ZipFile(io.BytesIO(content)) as packed:
        if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
            raise UnreadableSheet(_("The file is too large when unpacked."), code="large")


def _csv(content: bytes) -> Iterator[tuple[int, Sequence[Any]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableSheet(
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
        raise UnreadableSheet(
            _("Line %(line)d cannot be read: a quotation mark is missing or stands alone.")
            % {"line": reader.line_num},
            code="bad_csv",
        ) from error


def _sheet(numbered: Iterable[tuple[int, Sequence[Any]]]) -> Sheet:
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
            raise UnreadableSheet(_("At most %(most)d rows fit.") % {"most": MOST_ROWS}, code="rows")
        cells = {name: text for name, text in zip(columns, texts, strict=False) if name and text}
        if cells:
            rows.append(Row(number, cells))
    if columns is None or not rows:
        raise UnreadableSheet(_("The spreadsheet has no row with a question."), code="empty")
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
        raise UnreadableSheet(wrong)
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
