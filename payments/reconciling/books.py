"""The journal and its totals as a workbook for accounting: one line a row, debit and credit apart."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any

from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from accounts.models import User
from payments import ledger
from payments.places import names_of
from payments.providers.registry import known_ways
from payments.reconciling.totals import BY, Period, lines_of, totals, whole

MONEY = "#,##0"
BATCH = 2000
JOURNAL = (18, 10, 20, 18, 18, 14, 30, 34, 14, 14, 30)
TOTALS = (24, 60, 12, 18, 18, 18)


def workbook(user: User, period: Period, at: datetime) -> IO[bytes]:
    """A file open at its beginning; its caller closes it. Vietnamese in every language."""
    book = Workbook(write_only=True)
    with translation.override("vi"):
        _journal(book, user, period, at)
        for by, label in BY.items():
            _totals(book, user, period, at, by, str(label))
    made: IO[bytes] = tempfile.TemporaryFile()
    book.save(made)
    made.seek(0)
    return made


def account_name(account: str) -> str:
    """The words of an account of the ledger."""
    known = {
        ledger.income("fee"): _("Income: service fees"),
        ledger.income("charge"): _("Income: state charges"),
        ledger.HELD: _("Held: settles nothing yet"),
        ledger.OWED: _("To be paid back"),
    }
    if account in known:
        return known[account]
    way = known_ways().get(account.removeprefix("money:"))
    return _("Money: %(way)s") % {"way": way.label} if way else account


def _journal(book: Workbook, user: User, period: Period, at: datetime) -> None:
    sheet = _sheet(book, _("Journal"), JOURNAL)
    _head(sheet, period)
    headings = [
        _("Time"), _("Entry"), _("What"), _("Payment"), _("Refund"), _("Agency"), _("Account"),
        _("Name of the account"), _("Debit"), _("Credit"), _("Invoice"),
    ]  # fmt: skip
    sheet.append([_cell(sheet, one, bold=True) for one in headings])
    for row in _lines(user, period, at):
        sheet.append([_cell(sheet, one) for one in row])


def _lines(user: User, period: Period, at: datetime) -> Iterator[list[Any]]:
    kinds = {
        "received": _("Money received"),
        "refund_approved": _("Refund approved"),
        "refunded": _("Paid back"),
        "refund_failed": _("Refund failed"),
    }
    names: dict[str, str] = {}
    found = lines_of(user, period, at).order_by("entry__at", "entry_id", "pk")
    wanted = found.values_list(
        "entry__at", "entry_id", "entry__kind", "entry__payment__reference", "entry__refund__reference",
        "entry__agency_code", "account", "amount", "invoice__reference",
    )  # fmt: skip
    for moment, entry, kind, payment, refund, agency, account, amount, invoice in wanted.iterator(BATCH):
        name = names.setdefault(account, account_name(account))
        debit, credit = (amount, None) if amount > 0 else (None, -amount)
        said = kinds.get(kind, kind)
        yield [moment, entry, said, payment, refund, agency, account, name, debit, credit, invoice]


def _totals(book: Workbook, user: User, period: Period, at: datetime, by: str, label: str) -> None:
    sheet = _sheet(book, label, TOTALS)
    _head(sheet, period)
    headings = [_("Code"), label, _("Number of payments"), _("Collected"), _("Paid back"), _("Rest")]
    sheet.append([_cell(sheet, one, bold=True) for one in headings])
    rows = totals(user, period, by, at)
    for one in [*rows, whole(rows)]:
        cells = [one.code, one.name, one.payments, one.collected, one.refunded, one.net]
        sheet.append([_cell(sheet, cell) for cell in cells])


def _sheet(book: Workbook, title: str, widths: tuple[int, ...]) -> Any:
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A4"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    return sheet


def _head(sheet: Any, period: Period) -> None:
    days = {"since": f"{period.since:%d/%m/%Y}", "until": f"{period.until:%d/%m/%Y}"}
    sheet.append([_cell(sheet, _("From %(since)s to %(until)s") % days, bold=True)])
    where = names_of([period.agency]).get(period.agency, "") if period.agency else ""
    sheet.append([_cell(sheet, where, bold=True)])


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    """A cell that never becomes a formula, whatever stands in it."""
    plain = localtime(value).replace(tzinfo=None) if isinstance(value, datetime) else value
    cell = WriteOnlyCell(sheet, plain)
    if isinstance(value, str):
        cell.data_type = "s"
    elif isinstance(value, datetime):
        cell.number_format = "dd/mm/yyyy hh:mm"
    elif isinstance(value, int):
        cell.number_format = MONEY
    if bold:
        cell.font = Font(bold=True)
    return cell
