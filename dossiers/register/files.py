"""The register as files: XLSX written row by row, PDF/A for the archive. Vietnamese in every language."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from documents.render import pdf
from dossiers.document_texts import text_for
from dossiers.models import Dossier
from dossiers.register.entries import COLUMNS, Period, all_entries
from dossiers.slips.facts import parts
from dossiers.slips.sets import heading
from procedures.processing_rules import rules

KIND = "M07"
MOST_IN_PDF = 3000
WIDTHS = (6, 24, 40, 6, 26, 40, 28, 17, 17, 17, 17, 17, 14, 10, 26)


@dataclass(frozen=True)
class Book:
    """What stands above the table: whose register, of which period, who made it and when."""

    agency: str
    period: Period
    by: str
    at: datetime

    def facts(self) -> dict[str, Any]:
        title = heading(KIND, rules().form_set)
        since, until = (f"{day:%d/%m/%Y}" for day in (self.period.since, self.period.until))
        words = {"co_quan": self.agency, "tu_ngay": since, "den_ngay": until}
        return {
            "agency": self.agency,
            "form": title.printed(),
            "since": since,
            "until": until,
            "made": parts(self.at),
            "by": self.by,
            "note": text_for(KIND, title.form_set, words),
        }


def as_pdf(book: Book, dossiers: QuerySet[Dossier]) -> bytes:
    """Landscape A4. Raises TemplateBroken."""
    with translation.override("vi"):
        rows = [one.texts() for one in all_entries(dossiers)]
        columns = [str(label) for label in COLUMNS.values()]
    facts = {**book.facts(), "columns": columns, "rows": rows}
    return pdf("dossiers/register.typ", facts, at=book.at)


def as_xlsx(book: Book, dossiers: QuerySet[Dossier]) -> IO[bytes]:
    """A file open at its beginning; its caller closes it. Rows go to disk as they are read."""
    about = book.facts()
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("So theo doi")
    sheet.freeze_panes = "A6"
    for number, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for line in (
        about["agency"],
        about["form"]["title"].upper(),
        f"Từ {about['since']} đến {about['until']}",
        f"Mẫu số {about['form']['number']} – {about['form']['circular']}",
    ):
        sheet.append([_cell(sheet, line, bold=True)])
    with translation.override("vi"):
        sheet.append([_cell(sheet, str(label), bold=True) for label in COLUMNS.values()])
        for entry in all_entries(dossiers):
            sheet.append([_cell(sheet, value) for value in entry.cells()])
    made: IO[bytes] = tempfile.TemporaryFile()
    workbook.save(made)
    made.seek(0)
    return made


def _cell(sheet: Any, value: str | int | datetime | None, *, bold: bool = False) -> Any:
    """A cell that never becomes a formula, whatever a person wrote into a form."""
    plain = localtime(value).replace(tzinfo=None) if isinstance(value, datetime) else value
    cell = WriteOnlyCell(sheet, plain)
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, datetime):
        cell.number_format = "dd/mm/yyyy hh:mm"
    cell.alignment = Alignment(vertical="top", wrap_text=not bold or len(str(value)) < 40)
    if bold:
        cell.font = Font(bold=True)
    return cell
