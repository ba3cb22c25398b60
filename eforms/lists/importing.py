"""Entries of a list from a table (CSV, XLSX, or typed): what they are, and every problem by its row."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from eforms.spreadsheet.rows import numbered, text_of

HEADINGS = {
    "code": ("code", "mã", "ma"),
    "label": ("label", "tên", "tên gọi", "ten"),
    "label_en": ("label_en", "tên tiếng anh", "english"),
    "parent": ("parent", "mã cha", "thuộc"),
    "valid": ("valid", "còn dùng", "in use"),
}
NEEDED = ("code", "label")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,39}")
LONGEST_LABEL = 250
MOST_ENTRIES = 20_000
NO = ("no", "không", "khong", "false", "0")


@dataclass
class Read:
    """`entries` as a version keeps them; `problems`: (row as the table counts, what is wrong)."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)


def read_file(file: BinaryIO, name: str) -> Read:
    """Raises UnreadableTable when the file is no table at all."""
    return read_rows(numbered(file, name))


def read_typed(text: str) -> Read:
    """Lines as typed or pasted, the columns apart by tab, ; or comma. Raises UnreadableTable."""
    return read_rows(numbered(io.BytesIO(text.encode()), "typed.csv"))


def read_rows(rows: Iterable[tuple[int, Sequence[Any]]]) -> Read:
    """The first row with words names the columns."""
    result, columns = Read(), None
    seen: dict[str, int] = {}
    for number, values in rows:
        cells = [unicodedata.normalize("NFC", text_of(value)) for value in values]
        if not any(cells):
            continue
        if columns is None:
            columns = _columns(cells)
            problem = _heading_problem(columns)
            if problem:
                result.problems.append((number, problem))
                return result
            continue
        if len(result.entries) >= MOST_ENTRIES:
            result.problems.append((number, _("At most %(most)d entries fit.") % {"most": MOST_ENTRIES}))
            return result
        entry = _entry({name: cell for name, cell in zip(columns, cells, strict=False) if name})
        result.problems += [(number, problem) for problem in _problems(entry, seen)]
        seen.setdefault(entry["code"], number)
        result.entries.append(entry)
    _check_parents(result, seen)
    if not result.entries and not result.problems:
        result.problems.append((1, _("There is no entry below the row of headings.")))
    return result


def _columns(cells: Sequence[str]) -> list[str | None]:
    by_heading = {heading: name for name, headings in HEADINGS.items() for heading in headings}
    return [by_heading.get(cell.lower().strip(" *")) for cell in cells]


def _heading_problem(columns: Sequence[str | None]) -> str:
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        return _(
            "The first row must name the columns code, label and perhaps label_en; missing: %(missing)s."
        ) % {"missing": ", ".join(missing)}
    known = [name for name in columns if name]
    return _("Two columns have the same name.") if len(known) != len(set(known)) else ""


def _entry(cells: Mapping[str, str]) -> dict[str, Any]:
    entry: dict[str, Any] = {name: cells.get(name, "") for name in ("code", "label", "label_en")}
    if cells.get("parent"):
        entry["parent"] = cells["parent"]
    if cells.get("valid", "").lower() in NO:
        entry["valid"] = False
    return entry


def _problems(entry: Mapping[str, Any], seen: Mapping[str, int]) -> list[str]:
    found = []
    if not entry["code"]:
        found.append(_("The code is missing."))
    elif not CODE.fullmatch(entry["code"]):
        found.append(
            _("“%(code)s” is no code: it holds letters without accents, digits, “_”, “-” or “.”, at most 40.")
            % {"code": entry["code"][:60]}
        )
    elif entry["code"] in seen:
        found.append(
            _("The code “%(code)s” stands in row %(row)d already.")
            % {"code": entry["code"], "row": seen[entry["code"]]}
        )
    if not entry["label"]:
        found.append(_("The label is missing."))
    for name in ("label", "label_en"):
        if len(entry[name]) > LONGEST_LABEL:
            found.append(_("A label has at most %(most)d characters.") % {"most": LONGEST_LABEL})
        if any(unicodedata.category(letter) == "Cc" for letter in entry[name]):
            found.append(_("The label holds a line break or a character that cannot be read."))
    return found


def _check_parents(result: Read, seen: Mapping[str, int]) -> None:
    for entry in result.entries:
        parent = entry.get("parent")
        if parent and parent not in seen:
            problem = _("There is no entry with the code “%(code)s” to belong to.") % {"code": parent[:60]}
            result.problems.append((seen.get(entry["code"], 1), problem))
    result.problems.sort(key=lambda one: one[0])


@dataclass(frozen=True)
class Difference:
    """What a new version would change, by code."""

    added: list[dict[str, Any]]
    changed: list[tuple[dict[str, Any], dict[str, Any]]]
    gone: list[dict[str, Any]]


def difference(old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]]) -> Difference:
    before, after = {one["code"]: one for one in old}, {one["code"]: one for one in new}
    return Difference(
        added=[one for code, one in after.items() if code not in before],
        changed=[
            (before[code], one) for code, one in after.items() if code in before and before[code] != one
        ],
        gone=[one for code, one in before.items() if code not in after],
    )


def as_typed(entries: Sequence[Mapping[str, Any]]) -> str:
    """Entries as the box of the admin holds them: columns apart by tabs."""
    names = ["code", "label", "label_en"]
    names += [name for name in ("parent", "valid") if any(name in entry for entry in entries)]
    return "\n".join(
        ["\t".join(names), *("\t".join(_cell(entry.get(name)) for name in names) for entry in entries)]
    )


def _cell(value: Any) -> str:
    return (
        {None: "", False: "no", True: "yes"}.get(value, str(value)) if not isinstance(value, str) else value
    )


def as_xlsx(entries: Sequence[Mapping[str, Any]]) -> bytes:
    """The table to fill in, with the entries there are."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in as_typed(entries).split("\n"):
        sheet.append(line.split("\t"))
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type = "s"  # words that begin with "=" are no formula
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in (("A", 18), ("B", 60), ("C", 60)):
        sheet.column_dimensions[letter].width = width
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()
