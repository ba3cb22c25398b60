"""CAMT.053 (ISO 20022, bank to customer statement), versions .02 and .08 and what lies between. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from payments.bank.cells import amount_of, day_of
from payments.bank.lines import Line, Problem, Statement, StatementRefused

Node = Any
"""An element; its children are found by names without their namespace, which differs by version."""
NUMBERS = ("Refs/AcctSvcrRef", "Refs/TxId", "Refs/InstrId")
WORDS = (
    "RmtInf/Ustrd", "RmtInf/Strd/CdtrRefInf/Ref", "RmtInf/Strd/AddtlRmtInf", "AddtlTxInf",
    "Refs/EndToEndId",
)  # fmt: skip


def read_camt(content: bytes, *, account: str, today: date) -> Statement:
    """Entries that are booked. Raises StatementRefused (unreadable, other_account)."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise StatementRefused("unreadable") from error
    if "camt.053" not in root.tag:
        raise StatementRefused("unreadable")
    statement, number, others = Statement(), 0, []
    for part in _all(root, "BkToCstmrStmt/Stmt"):
        of = _text(part, "Acct/Id/IBAN") or _text(part, "Acct/Id/Othr/Id")
        if of and not of.upper().endswith(account.upper()):  # an IBAN ends with the bank's own number
            others.append(of)
            continue
        for entry in _all(part, "Ntry"):
            number += 1
            for found in _lines(entry, number, today):
                statement.add(found)
    if others and statement.said_nothing:
        raise StatementRefused("other_account", account=others[0][:40])
    return statement


def _lines(entry: Node, number: int, today: date) -> Iterator[Line | Problem | None]:
    """One line an entry, or one for each payment of a batch."""
    state = _text(entry, "Sts/Cd") or _text(entry, "Sts") or "BOOK"
    if state != "BOOK":
        return  # announced, not here yet
    day = _text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm")
    booked = day_of(day)
    if booked is None:
        yield Problem(number, "bad_date" if day else "no_date", day)
        return
    if booked > today + timedelta(days=1):
        yield Problem(number, "future", f"{booked:%d/%m/%Y}")
        return
    details = _all(entry, "NtryDtls/TxDtls")
    parts = details if len(details) > 1 and _add_up(entry, details) else []
    for place, part in enumerate(parts or [entry], start=1):
        yield _line(entry, part, number, booked, place if parts else 0)


def _add_up(entry: Node, details: list[Node]) -> bool:
    """Whether each payment of a batch says its amount, and together they are the entry's."""
    try:
        figures = [
            amount_of((money.text or "").strip()) for one in details if (money := _amount(one)) is not None
        ]
        whole = _amount(entry)
        return (
            len(figures) == len(details)
            and whole is not None
            and amount_of(whole.text) == sum(figure or 0 for figure in figures)
        )
    except ValueError:
        return False


def _line(entry: Node, part: Node, number: int, booked: date, place: int) -> Line | Problem | None:
    """place: of a payment within its batch, from 1; 0: the entry as a whole."""
    if (_text(part, "CdtDbtInd") or _text(entry, "CdtDbtInd")) != "CRDT":
        return None
    money = _amount(part)
    currency = money.get("Ccy", "VND") if money is not None else ""
    if money is None:
        return Problem(number, "no_amount")
    if currency != "VND":
        return Problem(number, "currency", currency)
    try:
        amount = amount_of((money.text or "").strip())
    except ValueError:
        return Problem(number, "bad_amount", money.text or "")
    if not amount or amount < 0:
        return Problem(number, "no_amount")
    details = [part] if place else _all(entry, "NtryDtls/TxDtls")
    return Line(number, booked, amount, _description(entry, details), _number(entry, details, place)[:80])


def _number(entry: Node, details: list[Node], place: int) -> str:
    """The bank's own number of the entry; of one payment in a batch its own, else its place in it."""
    own = next((text for one in details for path in NUMBERS if (text := _text(one, path))), "")
    whole = _text(entry, "AcctSvcrRef") or _text(entry, "NtryRef")
    if place:
        return own or (f"{whole}/{place}" if whole else "")
    return whole or own


def _description(entry: Node, details: list[Node]) -> str:
    said = [found.text or "" for one in details for path in WORDS for found in _all(one, path)]
    said += [found.text or "" for found in _all(entry, "AddtlNtryInf")]
    return " ".join(dict.fromkeys(" ".join(text.split()) for text in said if text.strip()))


def _amount(node: Node) -> Node | None:
    return next(iter(_all(node, "Amt") or _all(node, "AmtDtls/TxAmt/Amt")), None)


def _all(node: Node, path: str) -> list[Node]:
    return list(node.findall("/".join(f"{{*}}{name}" for name in path.split("/"))))


def _text(node: Node, path: str) -> str:
    found = _all(node, path)
    return (found[0].text or "").strip() if found else ""
