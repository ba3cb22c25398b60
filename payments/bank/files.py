"""The file of a statement to its lines: CSV, XLSX or CAMT.053, told apart by what is in it."""

from __future__ import annotations

from datetime import date

from documents.tables import UnreadableTable
from payments.bank.camt import read_camt
from payments.bank.columns import read_table
from payments.bank.lines import Statement, StatementRefused
from payments.tables import in_csv, in_xlsx


def read(content: bytes, *, account: str, today: date) -> Statement:
    """account: number of the account it must be of. today: no line is booked later.

    Raises StatementRefused: nothing of the file is taken.
    """
    if not content.strip():
        raise StatementRefused("empty")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise StatementRefused("old_excel")
    if content[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t").startswith(b"<"):
        statement = read_camt(content, account=account, today=today)
    else:
        statement = _first_table(content, account, today)
    if statement.said_nothing:
        raise StatementRefused("no_lines")
    return statement


def _first_table(content: bytes, account: str, today: date) -> Statement:
    """Of the first sheet, or the first writing and delimiter, with a row that names the columns."""
    try:
        for rows in in_xlsx(content) if content.startswith(b"PK") else in_csv(content):
            if statement := read_table(rows, account=account, today=today):
                return statement
    except UnreadableTable as error:
        raise StatementRefused("unreadable") from error
    raise StatementRefused("no_columns")
