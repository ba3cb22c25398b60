"""Tables people bring: CSV (any usual delimiter and encoding) or XLSX, row by row with its number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

MOST_BYTES = 20_000_000
MOST_UNPACKED = 200_000_000
NOT_XLSX = (InvalidFileException, BadZipFile, KeyError, ValueError, IndexError, SyntaxError, OSError)


class UnreadableTable(ValidationError):
    """The file as a whole cannot be read; said beside the field."""


def rows(file: BinaryIO, name: str) -> Iterator[tuple[int, Sequence[Any]]]:
    """(number as the spreadsheet counts, cells) of every row. Raises UnreadableTable, also while read."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UnreadableTable(
            _("The file is too large: at most %(most)d MB."),
            code="large",
            params={"most": MOST_BYTES // 1_000_000},
        )
    ending = name.rsplit(".", 1)[-1].lower()
    if ending == "xlsx":
        return _xlsx(content)
    if ending == "csv":
        return _csv(content)
    raise UnreadableTable(_("Give a file that ends in .xlsx or .csv."), code="ending")


def _xlsx(content: bytes) -> Iterator[tuple[int, Sequence[Any]]]:
    with workbook(content) as sheets:
        yield from sheets[0]


@contextmanager
def workbook(content: bytes) -> Iterator[list[Iterator[tuple[int, Sequence[Any]]]]]:
    """Rows of each sheet of an XLSX file. Raises UnreadableTable, also while they are read."""
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > MOST_UNPACKED:
            raise UnreadableTable(_("The file is too large when unpacked."), code="large")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some banks write a wrong one
        yield [enumerate(sheet.iter_rows(values_only=True), start=1) for sheet in book.worksheets]
        book.close()
    except NOT_XLSX as error:
        raise UnreadableTable(_("This is not an XLSX file."), code="not_xlsx") from error


def _csv(content: bytes) -> Iterator[tuple[int, Sequence[Any]]]:
    text = _decoded(content)
    first = max(text.splitlines()[:20], key=len, default="")
    delimiter = max(",;\t|", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        raise UnreadableTable(_("This is not a CSV file."), code="not_csv") from error


def _decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 with its mark, else the Windows code page of Việt Nam, which reads anything."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1258", errors="replace")
