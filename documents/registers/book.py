"""A register: what its lines and its figures say, and all of it as a file, Vietnamese in every language."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import IO, Any, ClassVar

from django.db.models import QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.timezone import localtime

from accounts.models import User
from documents.registers.period import Period, PeriodForm
from documents.registers.sheets import Cell, Sheet, workbook
from documents.render import pdf

BATCH = 500
MOST_IN_PDF = 3000
FIGURES = "Thống kê"
"""The sheet of figures in XLSX."""
NAME_WIDTH, FIGURE_WIDTH = 40, 18


class Row:
    """A row of a table; a dataclass with an attribute for each column. NAMED: the column that names it."""

    COLUMNS: ClassVar[Mapping[str, str | Promise]]
    NAMED: ClassVar[str]

    def cells(self) -> list[Cell]:
        """In the order of COLUMNS."""
        return [getattr(self, name) for name in self.COLUMNS]

    def texts(self) -> list[str]:
        """The same as they are printed."""
        return [_text(one) for one in self.cells()]

    def shown(self) -> list[tuple[str | Promise, str, bool]]:
        """(label, text, whether it names the line) for a page."""
        texts = zip(self.COLUMNS.items(), self.texts(), strict=True)
        return [(label, text, name == self.NAMED) for (name, label), text in texts]


class Line(Row, ABC):
    """A line of a register."""

    @property
    @abstractmethod
    def href(self) -> str:
        """Where the line comes from, on the desk."""


@dataclass(frozen=True)
class Book:
    """What stands above and below the table. form: number and circular of the form it follows, if any."""

    title: str
    agency: str
    period: Period
    by: str
    at: datetime
    form: str = ""
    note: str = ""


@dataclass(frozen=True)
class Register:
    """One register. form, found, lines, book: how it is asked for, read and headed.

    page, printed: its templates. widths: of the columns in XLSX. name, action, subject: what the files, the
    access log call it. figures: what is counted over a period, below the lines; the first column names a row.
    """

    title: str | Promise
    line: type[Line]
    form: Callable[[dict[str, Any], User, datetime], PeriodForm]
    found: Callable[[User, Any, datetime], QuerySet[Any]]
    lines: Callable[[Iterable[Any], int], Sequence[Line]]
    book: Callable[[PeriodForm, User, datetime], Book]
    page: str
    printed: str
    widths: tuple[int, ...]
    name: str
    action: str
    subject: str
    figures: Callable[[User, Any, datetime], Sequence[Row]] = lambda *_asked: ()


def all_lines(register: Register, found: QuerySet[Any]) -> Iterator[Line]:
    """Every line, read in batches: a year of a province fits into little memory."""
    rows, first = found.iterator(chunk_size=BATCH), 1
    while batch := list(islice(rows, BATCH)):
        yield from register.lines(batch, first)
        first += len(batch)


def as_pdf(register: Register, book: Book, found: QuerySet[Any], figures: Sequence[Row]) -> bytes:
    """Landscape A4. Raises TemplateBroken."""
    with translation.override("vi"):
        data = {
            "agency": book.agency,
            "title": book.title,
            "form": book.form,
            "note": book.note,
            "since": f"{book.period.since:%d/%m/%Y}",
            "until": f"{book.period.until:%d/%m/%Y}",
            "made": f"{localtime(book.at):%H giờ %M phút, ngày %d tháng %m năm %Y}",
            "by": book.by,
            "columns": [str(label) for label in register.line.COLUMNS.values()],
            "rows": [one.texts() for one in all_lines(register, found)],
            "figures": {"columns": _headings(figures), "rows": [one.texts() for one in figures]},
        }
    return pdf(register.printed, data, at=book.at)


def as_xlsx(register: Register, book: Book, found: QuerySet[Any], figures: Sequence[Row]) -> IO[bytes]:
    """A file open at its beginning; its caller closes it. Figures, if any, have a sheet of their own."""
    days = f"Từ {book.period.since:%d/%m/%Y} đến {book.period.until:%d/%m/%Y}"
    above = [book.agency, book.title.upper(), days, *([book.form] if book.form else [])]

    def sheets() -> Iterator[Sheet]:
        rows = (one.cells() for one in all_lines(register, found))
        yield Sheet(register.name, above, list(register.line.COLUMNS.values()), register.widths, rows)
        if headings := _headings(figures):
            widths = (NAME_WIDTH, *[FIGURE_WIDTH] * (len(headings) - 1))
            yield Sheet(FIGURES, above, headings, widths, (one.cells() for one in figures))

    return workbook(sheets)


def _headings(rows: Sequence[Row]) -> list[str]:
    return [str(label) for label in rows[0].COLUMNS.values()] if rows else []


def _text(value: Cell) -> str:
    if isinstance(value, datetime):
        return f"{localtime(value):%H:%M %d/%m/%Y}"
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else value or ""
