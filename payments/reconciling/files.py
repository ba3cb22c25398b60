"""A provider's report as a file of its merchant portal: columns are known by their names, in any order.

Payments that failed or wait have a line in such files, too: they are passed by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from documents.tables import UnreadableTable
from payments.bank.cells import amount_of, text_of
from payments.providers.contract import ReportLine
from payments.tables import HEAD, Row, tables_of
from rules.days import VIETNAM
from rules.text import fold

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "reference": (
        "ma don hang", "ma tham chieu", "ma hoa don", "so hoa don", "order id", "order code",
        "order reference", "txnref", "vnp txnref", "merchant reference", "reference",
    ),
    "amount": (
        "so tien", "so tien giao dich", "so tien vnd", "so tien thanh toan", "amount", "amount vnd",
        "transaction amount",
    ),
    "number": (
        "ma giao dich", "ma giao dich vnpay", "so giao dich", "so giao dich vnpay", "ma gd", "ma gd vnpay",
        "transaction no", "transaction id", "transactionno", "transaction number", "vnp transactionno",
    ),
    "at": (
        "ngay giao dich", "thoi gian giao dich", "thoi gian thanh toan", "ngay thanh toan", "thoi gian",
        "pay date", "paydate", "transaction date", "vnp paydate", "date",
    ),
    "kind": ("loai giao dich", "loai gd", "transaction type", "type"),
    "state": ("trang thai", "trang thai giao dich", "ket qua", "status", "transaction status"),
}  # fmt: skip
NEEDED = ("reference", "amount")
BACK = ("hoan", "refund")
WELL = ("thanh cong", "success", "00", "da hoan", "hoan tien")
NOT_WELL = ("khong thanh cong", "chua thanh cong", "unsuccess", "not success")
STAMPS = (
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S",
    "%Y%m%d%H%M%S", "%d/%m/%Y", "%Y-%m-%d",
)  # fmt: skip


def report_of(file: BinaryIO, name: str, day: date) -> list[ReportLine]:
    """The lines of the day; of a file without times, all of them.

    Raises UnreadableTable: no table, a column is missing, or a line has no amount (told by its number).
    """
    for rows in tables_of(file, name):
        if columns := next(filter(None, map(_columns, islice(rows, HEAD))), None):
            return _of_day(rows, columns, day)
    raise UnreadableTable(
        _("No row names the columns: there must be one with the order's reference and one with the amount."),
        code="columns",
    )


def _of_day(rows: Iterable[Row], columns: Mapping[str, int], day: date) -> list[ReportLine]:
    """Raises UnreadableTable."""
    found, wrong = [], []
    for number, cells in rows:
        try:
            line = _line(cells, columns)
        except ValueError:
            wrong.append(number)
            continue
        if line is not None and (line.at is None or line.at.astimezone(VIETNAM).date() == day):
            found.append(line)
    if wrong:
        raise UnreadableTable(
            _("These lines have no amount that can be read: %(lines)s."),
            code="lines",
            params={"lines": ", ".join(map(str, wrong[:20]))},
        )
    return found


def _columns(row: Row) -> dict[str, int] | None:
    """{what: place} when this row names the columns."""
    names = [fold(text_of(cell)) for cell in row[1] or ()]
    found = {
        what: names.index(known)
        for what, several in COLUMNS.items()
        for known in reversed(several)
        if known in names
    }
    return found if all(what in found for what in NEEDED) else None


def _line(cells: Sequence[Any] | None, columns: Mapping[str, int]) -> ReportLine | None:
    """None: an empty line, a total, or a payment that did not come through. Raises ValueError."""
    if cells is None:
        raise ValueError("Its quotation marks do not pair.")
    texts = [text_of(cell) for cell in cells]
    said = {what: texts[place] if place < len(texts) else "" for what, place in columns.items()}
    if not said["reference"]:
        return None
    state = fold(said.get("state", ""))
    if state and (any(bad in state for bad in NOT_WELL) or not any(good in state for good in WELL)):
        return None
    amount = amount_of(cells[columns["amount"]] if columns["amount"] < len(cells) else None)
    if amount is None:
        raise ValueError("No amount.")
    if any(word in fold(said.get("kind", "")) for word in BACK):
        amount = -abs(amount)
    at = cells[columns["at"]] if "at" in columns and columns["at"] < len(cells) else None
    return ReportLine(said["reference"], amount, said.get("number", ""), _moment(at))


def _moment(cell: Any) -> datetime | None:
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=VIETNAM) if cell.tzinfo is None else cell
    for form in STAMPS:
        try:
            return datetime.strptime(text_of(cell), form).replace(tzinfo=VIETNAM)
        except ValueError:
            continue
    return None
