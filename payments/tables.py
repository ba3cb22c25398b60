"""Tables people bring: CSV (any usual delimiter and writing) or XLSX, row by row with its number."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from documents.tables import content_of, sheets_of

Row = tuple[int, Sequence[Any] | None]
"""Number of the line, its cells; None for a line whose quotation marks do not pair."""

MOST_BYTES = 20_000_000
WRITINGS = ("utf-8-sig", "utf-16", "cp1258", "cp1252")
DELIMITERS = (",", ";", "\t", "|")
HEAD = 60
"""Lines at the top in which the row that names the columns is looked for."""
MOST_JOINED = 5
"""Lines one cell between quotation marks may go over."""


def tables_of(file: BinaryIO, name: str) -> Iterator[Iterator[Row]]:
    """What the file may be, by its name: see in_xlsx and in_csv. Raises UnreadableTable, also while read."""
    content, ending = content_of(file, name, MOST_BYTES)
    return in_xlsx(content) if ending == "xlsx" else in_csv(content)


def in_xlsx(content: bytes) -> Iterator[Iterator[Row]]:
    """The rows of each sheet. Raises UnreadableTable, also while they are read."""
    return (rows for _title, rows in sheets_of(content))


def in_csv(content: bytes) -> Iterator[Iterator[Row]]:
    """The rows as each writing and delimiter gives them, the likeliest first: who reads looks for columns."""
    for lines in _texts(content):
        top = "".join(lines[:HEAD])
        for delimiter in sorted(DELIMITERS, key=top.count, reverse=True):
            yield _rows(lines, delimiter)


def _texts(content: bytes) -> Iterator[list[str]]:
    """Lines of the file in each writing that fits."""
    for writing in WRITINGS:
        if writing == "utf-16" and b"\0" not in content[:200]:
            continue
        try:
            text = content.decode(writing)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            yield unicodedata.normalize("NFC", text).splitlines(keepends=True)


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[Row]:
    """A quotation mark that is not closed costs its own line only."""
    csv.field_size_limit(1_000_000)
    at, width = 0, 0
    while at < len(lines):
        end = _end(lines, at, delimiter, width)
        if end is None:
            yield at + 1, None
            at += 1
            continue
        cells: list[Any] = next(csv.reader(lines[at:end], delimiter=delimiter), [])
        width = max(width, len(cells))
        yield at + 1, cells
        at = end


def _end(lines: Sequence[str], start: int, delimiter: str, width: int) -> int | None:
    """Where the record that starts here ends; None when its quotation marks do not pair.

    A line that has all columns by itself is never a part of a cell.
    """
    marks = 0
    for end in range(start, min(start + MOST_JOINED, len(lines))):
        if end > start and width > 1 and lines[end].count(delimiter) >= width - 1:
            return None
        marks += lines[end].count('"')
        if marks % 2 == 0:
            return end + 1
    return None
