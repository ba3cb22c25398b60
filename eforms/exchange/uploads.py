"""An uploaded file to the exchange format, with what is wrong in its own terms: path, or row and column."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from accounts.models import User
from eforms.exchange.shape import FORMAT, VERSION, Problem, load
from eforms.exchange.taking_in import Checked, check, code_from
from eforms.spreadsheet.form import Reading, form_of
from eforms.spreadsheet.rows import read


@dataclass
class Uploaded:
    """A file as it was understood. `wrong`: [(where, message)]; `checked`: None when it could not be read."""

    data: dict[str, Any]
    checked: Checked | None = None
    wrong: list[tuple[str, str]] = field(default_factory=list)


def understand(file: BinaryIO, name: str, *, title: str, user: User | None) -> Uploaded:
    """Read and check a file. Raises UnreadableFile, UnreadableTable."""
    if name.lower().endswith(".json"):
        return _of_json(load(file.read()), user)
    reading = form_of(read(file, name), " ".join(title.split()))
    data = {"format": FORMAT, "format_version": VERSION, "code": code_from(title), **reading.content}
    if reading.wrong:
        wrong = [(_row_place(one.row, one.column, one.cell), one.message) for one in reading.wrong]
        return Uploaded(data, wrong=wrong)
    checked = check(data, user=user)
    wrong = [(_place_in_sheet(one, reading, data), one.message) for one in checked.problems]
    return Uploaded(data, checked, wrong)


def _of_json(data: dict[str, Any], user: User | None) -> Uploaded:
    checked = check(data, user=user)
    wrong = [(" – ".join(filter(None, (one.place, one.path))), one.message) for one in checked.problems]
    return Uploaded(data, checked, wrong)


def again(text: str, user: User | None) -> Uploaded:
    """What was checked before, as it comes back. Raises UnreadableFile."""
    return _of_json(load(text), user)


def _row_place(row: int, column: str, cell: str) -> str:
    words = _("row %(row)d, column “%(column)s”") % {"row": row, "column": column}
    return f"{words} ({cell})" if cell else words


def _place_in_sheet(problem: Problem, reading: Reading, data: Mapping[str, Any]) -> str:
    part: Any = data
    for name, number in re.findall(r"(steps|fields)\[(\d+)\]", problem.path):
        part = part[name][int(number)]
    row = reading.rows.get(part.get("key", ""))
    return _("row %(row)d") % {"row": row} if row else problem.place
