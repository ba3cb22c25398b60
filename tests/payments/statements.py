"""Statements of a made-up bank, as CSV, XLSX and CAMT.053."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

from payments.models import Payment, ProviderAccount

ACCOUNT = "5500016868"
OPTIONS = {"bank": "970418", "bank_name": "BIDV", "account": ACCOUNT, "holder": "UBND TINH BINH MINH"}
HEAD = "Ngày giao dịch,Mã giao dịch,Số tiền ghi nợ,Số tiền ghi có,Số dư,Nội dung"
Given = tuple[str, str, int, str]
"""Day, number of the bank, đồng (below zero: went out), description."""


def account(agency_code: str = "H99", **options: str) -> ProviderAccount:
    found, _made = ProviderAccount.objects.get_or_create(
        provider="vietqr", agency_code=agency_code, defaults={"options": {**OPTIONS, **options}, "on": True}
    )
    return found


def line(payment: Payment, number: str = "", *, day: str = "20/08/2026", amount: int | None = None) -> Given:
    """What the bank writes when the payer has scanned the code."""
    said = f"MBVCB.123456.{payment.reference}.CT tu 0011 NGUYEN VAN A"
    return (day, number or f"FT{payment.reference[-6:]}", payment.amount if amount is None else amount, said)


def csv(*lines: Given, head: str = HEAD, above: Iterable[str] = ()) -> bytes:
    rows = [*above, head]
    for day, number, amount, said in lines:
        out, came = (str(-amount), "") if amount < 0 else ("", f"{amount:,}")
        rows.append(f'{day},{number},{out},"{came}",,"{said}"')
    return "\n".join(rows).encode()


def xlsx(*lines: Given, above: Iterable[str] = ()) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    for text in above:
        sheet.append([text])
    sheet.append(HEAD.split(","))
    for day, number, amount, said in lines:
        sheet.append(
            [day, number, -amount if amount < 0 else None, amount if amount > 0 else None, None, said]
        )
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def camt(*lines: Given, version: str = "08", of: str = ACCOUNT) -> bytes:
    entries = "".join(_entry(one, version) for one in lines)
    name = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{name}"><BkToCstmrStmt>'
        f"<Stmt><Acct><Id><Othr><Id>{of}</Id></Othr></Id></Acct>{entries}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _entry(given: Given, version: str) -> str:
    day, number, amount, said = given
    booked = "-".join(reversed(day.split("/")))
    state = "<Cd>BOOK</Cd>" if version == "08" else "BOOK"
    return (
        f'<Ntry><Amt Ccy="VND">{abs(amount)}.00</Amt>'
        f"<CdtDbtInd>{'CRDT' if amount > 0 else 'DBIT'}</CdtDbtInd><Sts>{state}</Sts>"
        f"<BookgDt><Dt>{booked}</Dt></BookgDt><AcctSvcrRef>{number}</AcctSvcrRef><NtryDtls><TxDtls>"
        f"<RmtInf><Ustrd>{escape(said)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )
