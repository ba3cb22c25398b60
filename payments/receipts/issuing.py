"""Receipts and their numbers (NĐ 123/2020/NĐ-CP, NĐ 70/2025/NĐ-CP; domain.md §8.2)."""

from __future__ import annotations

import re
from datetime import datetime
from string import ascii_uppercase
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from documents.codes import new_code
from effects.outbox import send
from payments.errors import PaymentRefused
from payments.models import Invoice, Payment, Receipt, ReceiptSeries

FORM = "01BLP0-001"
"""Type 01 (no printed value), biên lai phí lệ phí, 0 copies: electronic, first of its kind."""
LAST = 9_999_999
"""The number has seven digits: after it the agency's next series begins."""
PRINT = "print_receipt"


def issue_receipt(
    invoice: Invoice, payment: Payment, *, at: datetime, replaces: Receipt | None = None, **changes: Any
) -> Receipt:
    """The receipt of a paid invoice, under the next number of its agency's series of the year."""
    with transaction.atomic():
        series = _series(invoice.agency_code, at)
        receipt = Receipt.objects.create(
            series=series,
            number=series.next_number,
            invoice=invoice,
            payment=payment,
            content=_content(invoice, payment) | changes,
            amount=invoice.amount,
            replaces=replaces,
            code=new_code(),
            issued_at=at,
        )
        series.next_number += 1
        series.save(update_fields=["next_number"])
        send(PRINT, key=f"{PRINT}:{receipt.pk}", receipt=str(receipt.pk))
    return receipt


def _series(agency_code: str, at: datetime) -> ReceiptSeries:
    """Locked until the transaction ends: a number taken back by a rollback is given to the next."""
    series = _locked(agency_code, symbol_of(agency_code, at))
    while series.next_number > LAST:
        series = _locked(agency_code, _after(series.symbol[:2]) + _year(at))
    return series


def _locked(agency_code: str, symbol: str) -> ReceiptSeries:
    ReceiptSeries.objects.get_or_create(agency_code=agency_code, form=FORM, symbol=symbol)
    return ReceiptSeries.objects.select_for_update(no_key=True).get(
        agency_code=agency_code, form=FORM, symbol=symbol
    )


def _after(letters: str) -> str:
    """The letters of the next series: AA, AB … AZ, BA … ZZ, AA."""
    place = (_place(letters[0]) * 26 + _place(letters[1]) + 1) % 26**2
    return f"{ascii_uppercase[place // 26]}{ascii_uppercase[place % 26]}"


def _place(letter: str) -> int:
    return ascii_uppercase.index(letter)


def symbol_of(agency_code: str, at: datetime) -> str:
    """Of the series opened last this year; of a new year: last year's letters, at first the setting's."""
    opened = ReceiptSeries.objects.filter(agency_code=agency_code, form=FORM).order_by("-pk")
    if this_year := opened.filter(symbol__endswith=_year(at)).first():
        return this_year.symbol
    before = opened.first()
    return (before.symbol[:2] if before else settings.RECEIPT_SYMBOL) + _year(at)


def _year(at: datetime) -> str:
    return f"-{timezone.localtime(at).year % 100:02d}E"


def open_series(agency_code: str, letters: str, *, at: datetime) -> ReceiptSeries:
    """From now on receipts of the agency bear these letters, in capitals.

    Raises PaymentRefused (symbol_wrong, symbol_taken).
    """
    letters = letters.upper()
    if not re.fullmatch(r"[A-Z]{2}", letters):
        raise PaymentRefused("symbol_wrong")
    series, created = ReceiptSeries.objects.get_or_create(
        agency_code=agency_code, form=FORM, symbol=letters + _year(at)
    )
    if not created:
        raise PaymentRefused("symbol_taken")
    return series


def _content(invoice: Invoice, payment: Payment) -> dict[str, Any]:
    return {
        "agency": invoice.agency_name,
        "agency_number": invoice.about.get("agency_number", ""),
        "agency_address": invoice.about.get("agency_address", ""),
        "payer": invoice.about.get("payer", ""),
        "address": invoice.about.get("address", ""),
        "number": invoice.about.get("number", ""),
        "subject": invoice.about.get("code", ""),
        "procedure": invoice.about.get("procedure", ""),
        "title": invoice.about.get("title", ""),
        "lines": [{name: line[name] for name in ("kind", "label", "amount")} for line in invoice.lines],
        "provider": payment.provider,
        "collector": payment.received_by.get_full_name() if payment.received_by else "",
    }


def cancel_receipt(receipt: Receipt, *, by: User | None, reason: str, at: datetime) -> Receipt:
    """Its number stays used. Raises PaymentRefused (receipt_ended, reason_missing)."""
    return _end(receipt, Receipt.State.CANCELLED, by, reason, at)


def replace_receipt(receipt: Receipt, *, by: User, reason: str, at: datetime, **changes: Any) -> Receipt:
    """A new one under a new number that says what it replaces; `changes`: of payer, address, number.

    Raises PaymentRefused (receipt_ended, reason_missing).
    """
    with transaction.atomic():
        # In the order of all: payment, invoice, receipt, series. A new receipt holds its payment, too.
        Payment.objects.select_for_update(no_key=True).get(pk=receipt.payment_id)
        Invoice.objects.select_for_update(no_key=True).get(pk=receipt.invoice_id)
        ended = _end(receipt, Receipt.State.REPLACED, by, reason, at)
        return issue_receipt(ended.invoice, ended.payment, at=at, replaces=ended, **changes)


def _end(receipt: Receipt, state: str, by: User | None, reason: str, at: datetime) -> Receipt:
    if not reason.strip():
        raise PaymentRefused("reason_missing")
    valid = Receipt.objects.filter(pk=receipt.pk, state=Receipt.State.ISSUED)
    if not valid.update(state=state, reason=reason.strip()[:500], ended_by=by, ended_at=at):
        raise PaymentRefused("receipt_ended")
    receipt.refresh_from_db()
    return receipt
