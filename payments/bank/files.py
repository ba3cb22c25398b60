"""The file of a statement to its lines: CSV, XLSX or CAMT.053, told apart by what is in it."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from payments.bank.camt import read_camt
from payments.bank.lines import Statement, StatementRefused
from payments.bank.tables import LATEST_HEADING, Row, read_table
from payments.tables import UnreadableTable, workbook

WRITINGS = ("utf-8-sig", "utf-16", "cp1258", "cp1252")
DELIMITERS = (",", ";", "\t", "|")
MOST_JOINED = 5
"""Lines one cell between quotation marks may go over."""


def read(content: bytes, *, account: str, today: date) -> Statement:
    """account: number of the account it must be of. today: no line is booked later.

    Raises StatementRefused: nothing of the file is taken.
    """
    if not content.strip():
        raise StatementRefused("empty")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise StatementRefused("old_excel")
    if content.startswith(b"PK"):
        statement = _xlsx(content, account, today)
    elif content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t").startswith(b"<"):
        statement = read_camt(content, account=account, today=today)
    else:
        statement = _csv(content, account, today)
    if statement.said_nothing:
        raise StatementRefused("no_lines")
    return statement


def _xlsx(content: bytes, account: str, today: date) -> Statement:
    try:
        with workbook(content) as sheets:
            for rows in sheets:
                if statement := read_table(rows, account=account, today=today):
                    return statement
    except UnreadableTable as error:
        raise StatementRefused("unreadable") from error
    raise StatementRefused("no_columns")


def _csv(content: bytes, account: str, today: date) -> Statement:
    """The first writing and delimiter by which a row names the columns."""
    for lines in _texts(content):
        top = "".join(lines[:LATEST_HEADING])
        for delimiter in sorted(DELIMITERS, key=top.count, reverse=True):
            if statement := read_table(_rows(lines, delimiter), account=account, today=today):
                return statement
    raise StatementRefused("no_columns")


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
