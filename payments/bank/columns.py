"""Statements as tables: which row names the columns, and what each row below says. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Any

from payments.bank.cells import amount_of, day_of, text_of
from payments.bank.lines import Line, Problem, Statement, StatementRefused
from payments.tables import HEAD, Row
from rules.text import fold

HEADINGS = {
    "kind": ("no co", "co no", "dr cr", "cr dr", "debit credit", "credit debit", "loai giao dich", "loai gd"),
    "currency": ("loai tien", "tien te", "currency", "ccy"),
    "credit": ("ghi co", "phat sinh co", "ps co", "tien vao", "credit"),
    "debit": ("ghi no", "phat sinh no", "ps no", "tien ra", "debit"),
    "number": (
        "ma giao dich", "so giao dich", "ma gd", "so gd", "but toan", "tham chieu", "so ct", "so chung tu",
        "transaction id", "transaction no", "transaction number", "reference", "ref no", "doc no",
    ),
    "description": (
        "noi dung", "dien giai", "mo ta", "chi tiet", "description", "details", "remark", "remarks",
        "narrative",
    ),
    "amount": ("so tien", "gia tri", "amount"),
    "date": ("ngay", "date"),
}  # fmt: skip
"""{column: words its heading holds}; the first that fits counts."""
WHOLE = {"có": "credit", "nợ": "debit"}
OF_NO_USE = ("tai khoan", "so tk", "account", "so du", "balance")
NEEDED = ("date", "description")
LONGEST_HEADING = 60
CAME_IN = ("c", "cr", "co", "credit", "ghi co", "bao co")
WENT_OUT = ("d", "dr", "no", "debit", "ghi no", "bao no")
SUMS = re.compile(
    r"(tong|cong)$|(tong cong(?! ty)|tong so|tong phat sinh|cong phat sinh|so du|total|opening|closing)\b"
)


def columns_of(cells: Sequence[Any]) -> dict[str, int] | None:
    """{column: place} when the row names day, description and amount; else None."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if isinstance(cell, str) and (name := _column(cell)):
            found.setdefault(name, place)
    whole = all(name in found for name in NEEDED) and ("credit" in found or "amount" in found)
    return found if whole else None


def _column(heading: str) -> str | None:
    text = f" {fold(heading)} "
    if len(heading) > LONGEST_HEADING or any(f" {words} " in text for words in OF_NO_USE):
        return None
    if whole := WHOLE.get(heading.strip().lower()):
        return whole
    return next(
        (name for name, said in HEADINGS.items() if any(f" {words} " in text for words in said)), None
    )


def read_table(rows: Iterable[Row], *, account: str, today: date) -> Statement | None:
    """The statement; None when no row near the top names the columns.

    Raises StatementRefused: it is of another account, or has too many lines.
    """
    left = iter(rows)
    above: list[str] = []
    for _number, cells in _first(left, HEAD):
        columns = columns_of(cells or ())
        if columns:
            _same_account(above, account)
            return _lines(left, [text_of(cell) for cell in cells or ()], columns, today)
        above.append(" ".join(text_of(cell) for cell in cells or ()))
    return None


def _first(rows: Iterator[Row], count: int) -> Iterator[Row]:
    for _ in range(count):
        row = next(rows, None)
        if row is None:
            return
        yield row


def _same_account(above: Iterable[str], account: str) -> None:
    """Where the head of the statement names accounts, ours must be one of them. Raises StatementRefused."""
    texts = [text for text in above if re.search(r"\b(tai khoan|tk|account)\b", fold(text))]
    runs = chain.from_iterable(
        re.findall(r"[0-9A-Za-z]{6,19}", re.sub(r"(?<=\d)[ .-](?=\d)", "", t)) for t in texts
    )
    numbers = [run for run in runs if sum(sign.isdigit() for sign in run) >= 6 and "x" not in run.lower()]
    if numbers and account.upper() not in {one.upper() for one in numbers}:
        raise StatementRefused("other_account", account=numbers[0])


def _lines(rows: Iterable[Row], heading: list[str], columns: Mapping[str, int], today: date) -> Statement:
    """heading: as it stands again at the top of each printed page, or below in another language."""
    statement = Statement()
    for place, (number, cells) in enumerate(rows):
        if cells is None:
            statement.add(Problem(number, "quotes"))
            continue
        texts = [text_of(cell) for cell in cells]
        if any(texts) and texts != heading and (place or columns_of(cells) is None):
            said = {name: cells[place] for name, place in columns.items() if place < len(cells)}
            if not _says_nothing(said, cells):
                statement.add(_line(number, said, today))
    return statement


def _says_nothing(said: Mapping[str, Any], cells: Sequence[Any]) -> bool:
    """A row without a day is a sum, or words below the table, unless it has an amount of its own."""
    if day_of(said.get("date")) is not None:
        return False
    blank = all(not text_of(said.get(name)) for name in ("credit", "debit", "amount"))
    return blank or any(SUMS.match(fold(text_of(cell))) for cell in cells)


def _line(number: int, said: Mapping[str, Any], today: date) -> Line | Problem | None:
    booked, day = day_of(said.get("date")), text_of(said.get("date"))
    if booked is None:
        return Problem(number, "bad_date" if day else "no_date", day)
    currency = fold(text_of(said.get("currency")))
    if currency not in ("", "vnd", "dong", "viet nam dong"):
        return Problem(number, "currency", currency.upper())
    amount = _came_in(number, said)
    if isinstance(amount, Problem):
        return amount
    if amount < 0:
        return None
    if booked > today + timedelta(days=1):
        return Problem(number, "future", f"{booked:%d/%m/%Y}")
    return Line(
        number,
        booked,
        amount,
        " ".join(text_of(said.get("description")).split()),
        text_of(said.get("number"))[:80],
    )


def _came_in(number: int, said: Mapping[str, Any]) -> int | Problem:
    """Đồng, below zero for what went out."""
    kept: dict[str, int] = {}
    for name in ("credit", "debit", "amount"):
        try:
            kept[name] = amount_of(said.get(name)) or 0
        except ValueError:
            return Problem(number, "bad_amount", text_of(said.get(name)))
    amount = kept["credit"] or -abs(kept["debit"]) or _signed(kept["amount"], said.get("kind"))
    return amount or Problem(number, "no_amount")


def _signed(amount: int, kind: Any) -> int:
    word = fold(text_of(kind))
    if word in WENT_OUT:
        return -abs(amount)
    return abs(amount) if word in CAME_IN else amount
