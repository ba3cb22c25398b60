"""The rows of a file, one at a time: JSONL, CSV, XLSX. After a row that cannot be read comes the next."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from documents.tables import UnreadableTable, sheets_of
from procedures.importing.csv_records import records
from procedures.importing.doubts import Unacceptable
from procedures.importing.flat import columns_of, record_of_row

LONGEST_LINE = 4_000_000
"""Bytes of one record; the longest of the national catalogue has some 100,000."""


class UnreadableFile(ValidationError):
    """The file as a whole cannot be read. Seen by whoever runs the import."""


@dataclass(frozen=True, slots=True)
class Row:
    """line: as a text editor or spreadsheet counts, from 1. Either `record` or `problem` is set."""

    line: int
    record: dict[str, Any] | None = None
    problem: Unacceptable | None = None


def rows(path: Path) -> Iterator[Row]:
    """Rows of the file, read as they are asked for. Raises UnreadableFile."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(
            _("Give a file that ends in %(endings)s.") % {"endings": ", ".join(READERS)}, code="ending"
        )
    try:
        yield from reader(path)
    except OSError as error:
        raise UnreadableFile(
            _("The file cannot be read: %(reason)s.") % {"reason": error.strerror or error}, code="unreadable"
        ) from error


def _jsonl(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), start=1):
            if line is None:
                yield Row(number, problem=Unacceptable("too_long", _("line")))
            elif line.strip():
                yield _json_row(number, line)


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Lines; None for one longer than LONGEST_LINE, which is never held in memory."""
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE)
        yield None


def _json_row(number: int, line: bytes) -> Row:
    try:
        record = json.loads(line.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        return Row(number, problem=Unacceptable("broken_characters", "UTF-8"))
    except (ValueError, RecursionError) as error:
        return Row(number, problem=Unacceptable("bad_json", error))
    if not isinstance(record, dict):
        return Row(number, problem=Unacceptable("not_an_object", type(record).__name__))
    return Row(number, record)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _csv(path: Path) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_LINE)
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        first = file.readline(LONGEST_LINE)
        _need_utf8(first)
        delimiter = max(",;\t", key=first.count)
        file.seek(0)
        found = records(file, delimiter)
        _start, headings = next(found, (1, []))
        columns = columns_of([] if isinstance(headings, str) else headings)
        _need(columns)
        for start, values in found:
            if isinstance(values, str):
                yield Row(start, problem=Unacceptable("bad_csv", values.encode(errors="replace").decode()))
            elif any(value.strip() for value in values):
                yield _flat_row(start, columns, values)


def _need_utf8(line: str) -> None:
    """UTF-16 has a NUL beside every plain letter; other writings have bytes that UTF-8 has not."""
    try:
        line.encode()
    except UnicodeEncodeError:
        readable = False
    else:
        readable = "\0" not in line
    if not readable:
        raise UnreadableFile(
            _("The letters of this file cannot be read: save it as “CSV UTF-8”."), code="not_utf8"
        )


def _xlsx(path: Path) -> Iterator[Row]:
    try:
        _title, rows = next(sheets_of(path.read_bytes()))
        _number, headings = next(rows, (1, ()))
        columns = columns_of(list(headings))
        _need(columns)
        for number, values in rows:
            if any(value is not None and str(value).strip() for value in values):
                yield _flat_row(number, columns, list(values))
    except UnreadableTable as error:
        raise UnreadableFile(error.message, code=error.code) from error


def _flat_row(number: int, columns: list[str], values: list[Any]) -> Row:
    if any(value not in (None, "") for value in values[len(columns) :]):
        return Row(number, problem=Unacceptable("too_many_cells", len(values)))
    return Row(number, record_of_row(dict(zip(columns, values, strict=False))))


def _need(columns: list[str]) -> None:
    if missing := {"code", "name"} - set(columns):
        raise UnreadableFile(
            _("The first row must name the columns; missing: %(columns)s.")
            % {"columns": ", ".join(sorted(missing))},
            code="columns",
        )


READERS: dict[str, Callable[[Path], Iterator[Row]]] = {
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".csv": _csv,
    ".xlsx": _xlsx,
}
