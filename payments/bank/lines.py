"""What every kind of statement is read to, and why one or a line of it is not taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_LINES = 50_000

REFUSALS = {
    "empty": _("The file is empty."),
    "large": _("The file is too large: at most %(most)s lines."),
    "old_excel": _("This is an old Excel file (.xls). Save it as .xlsx or CSV and choose it again."),
    "unreadable": _("The file cannot be read. Give a statement as CSV, XLSX or CAMT.053."),
    "no_columns": _(
        "No row names the columns. Needed: the day (ngày), the amount that came in (ghi có or số tiền) and"
        " the description (nội dung or diễn giải)."
    ),
    "other_account": _("This statement is of another account: %(account)s."),
    "no_lines": _("There is no line in this statement."),
}
PROBLEMS = {
    "no_date": _("The day is missing."),
    "bad_date": _("“%(said)s” is not a day."),
    "future": _("The day “%(said)s” lies in the future."),
    "no_amount": _("The amount is missing."),
    "bad_amount": _("“%(said)s” is not an amount in whole đồng."),
    "currency": _("Only đồng can be matched, not “%(said)s”."),
    "quotes": _("A quotation mark is missing or stands alone."),
}


class StatementRefused(ValidationError):
    """The file as a whole is not taken and nothing is written. Seen by who uploads it."""

    def __init__(self, code: str, **words: object) -> None:
        super().__init__(REFUSALS[code], code=code, params=words or None)


@dataclass(frozen=True)
class Line:
    """Money that came in. number: the line in the file, from 1. bank_number: the bank's own, "" for none."""

    number: int
    booked: date
    amount: int
    description: str
    bank_number: str = ""


@dataclass(frozen=True)
class Problem:
    """Why a line is left out. said: what stands there instead of a day or an amount, never a description."""

    number: int
    code: str
    said: str = ""

    def stored(self) -> list[Any]:
        return [self.number, self.code, self.said[:30]]


@dataclass
class Statement:
    """outgoing: how many lines are money that went out, which concerns nobody who pays us."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    outgoing: int = 0

    def add(self, found: Line | Problem | None) -> None:
        """None: money that went out. Raises StatementRefused (large)."""
        if found is None:
            self.outgoing += 1
        elif isinstance(found, Line):
            self.lines.append(found)
        else:
            self.problems.append(found)
        if len(self.lines) + len(self.problems) + self.outgoing > MOST_LINES:
            raise StatementRefused("large", most=f"{MOST_LINES:,}".replace(",", "."))

    @property
    def said_nothing(self) -> bool:
        return not (self.lines or self.problems or self.outgoing)


def problem_text(number: int, code: str, said: str = "") -> str:
    """A stored problem in the reader's language: "Line 7: The amount is missing."."""
    words: Mapping[str, Any] = {"number": number, "why": str(PROBLEMS[code]) % {"said": said}}
    return str(_("Line %(number)s: %(why)s") % words)
