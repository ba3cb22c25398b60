"""Tables people bring: what is too large, damaged or no table is refused; row by row from there on."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from documents.stumbles import STUMBLES

NumberedRow = tuple[int, Sequence[Any]]
"""Number of the row as a spreadsheet counts, from 1, and its cells."""
GROWTH, LEAST = 10, 60_000_000
"""How many times its size a file may grow when it is unpacked; to so many bytes any file may."""


class UnreadableTable(ValidationError):
    """The file as a whole cannot be read; said beside the field."""


def content_of(file: BinaryIO, name: str, most: int) -> tuple[bytes, str]:
    """What the file holds, and whether it says to be "xlsx" or "csv".

    Raises UnreadableTable: it is larger than `most` bytes, or ends in something else.
    """
    content = file.read(most + 1)
    if len(content) > most:
        raise UnreadableTable(
            _("The file is too large: at most %(most)d MB.") % {"most": most // 1_000_000}, code="large"
        )
    ending = name.rsplit(".", 1)[-1].lower()
    if ending not in ("xlsx", "csv"):
        raise UnreadableTable(_("Give a file that ends in .xlsx or .csv."), code="ending")
    return content, ending


def sheets_of(content: bytes) -> Iterator[tuple[str, Iterator[NumberedRow]]]:
    """(title, rows) of each sheet of an XLSX file. Raises UnreadableTable, also while rows are read."""
    with _readable():
        with ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > max(LEAST, GROWTH * len(content)):
            raise UnreadableTable(_("The file is too large when unpacked."), code="large")
        # It is read from memory and never closed: rows may be asked for later.
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        if not book.worksheets:
            raise UnreadableTable(_("This is not an XLSX file."), code="not_xlsx")
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # some banks write a wrong one
    for sheet in book.worksheets:
        yield sheet.title, _rows_of(sheet)


def _rows_of(sheet: Any) -> Iterator[NumberedRow]:
    """Cells are unpacked only now: a file may turn out to be damaged in the middle."""
    with _readable():
        rows = enumerate(sheet.iter_rows(values_only=True), start=1)
    while True:
        with _readable():
            row = next(rows, None)
        if row is None:
            return
        yield row


@contextmanager
def _readable() -> Iterator[None]:
    """Raises UnreadableTable for whatever a damaged file does to the reader."""
    try:
        yield
    except UnreadableTable:
        raise
    except STUMBLES as error:
        raise UnreadableTable(_("This is not an XLSX file."), code="not_xlsx") from error
