"""What it costs to take in and match a bank statement of ten thousand lines."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from documents.codes import ALPHABET
from payments.bank.taking_in import take_in
from payments.models import Invoice, Payment, PaymentPart, ProviderAccount, ProviderEvent
from tests.bench.table import Figure

LINES, OF_NOTHING = 10_000, 1_000


def bank_lines(_world: Any = None) -> Figure:
    """Nine of ten lines pay something; beside a bare insert of as many rows. Everything is undone."""
    with transaction.atomic():
        account, payments = _waiting()
        rows = ["Ngày giao dịch;Mã giao dịch;Ghi có;Nội dung"]
        today = timezone.localdate().strftime("%d/%m/%Y")
        for number in range(LINES):
            named = payments[number].reference if number < len(payments) else "nop le phi"
            rows.append(f"{today};FT{number:06d};58.000;MBVCB.{number}.{named.lower()}.CT tu 0011")
        began = time.perf_counter()
        made = take_in(account, "\n".join(rows).encode(), name="x.csv", by=None, at=timezone.now())
        ours = (time.perf_counter() - began) * 1000
        assert made.figures["matched"] == LINES - OF_NOTHING, made.figures
        plain = _inserted()
        transaction.set_rollback(True)
    return Figure(f"{LINES:,} bank lines matched", ours, 0.0, plain, "a bare insert of as many rows")


def _waiting() -> tuple[ProviderAccount, list[Payment]]:
    at, count = timezone.now() - timedelta(hours=1), LINES - OF_NOTHING
    options = {"bank": "970418", "bank_name": "BIDV", "account": "9988776655", "holder": "BENCH"}
    account = ProviderAccount.objects.create(provider="vietqr", agency_code="H97", options=options, on=True)
    invoices = Invoice.objects.bulk_create(
        Invoice(
            reference=f"YC{_signs(number)}",
            subject_kind="dossier",
            subject_id=str(number),
            agency_code="H97",
            lines=[{"id": "a", "kind": "fee", "label": "", "amount": 58_000}],
            amount=58_000,
            issued_at=at,
            key=f"bench:{number}",
        )
        for number in range(count)
    )
    payments = Payment.objects.bulk_create(
        Payment(
            reference=f"TT260821{_signs(number)[-6:]}",
            provider="vietqr",
            account=account,
            agency_code="H97",
            options=options,
            amount=58_000,
            started_at=at,
            key=f"bench:{number}",
        )
        for number in range(count)
    )
    PaymentPart.objects.bulk_create(
        PaymentPart(payment=payment, invoice=invoice, amount=58_000)
        for payment, invoice in zip(payments, invoices, strict=True)
    )
    return account, payments


def _signs(number: int) -> str:
    """Six signs of our references, a different one for each number."""
    found = ""
    for _ in range(6):
        number, place = divmod(number, len(ALPHABET))
        found = ALPHABET[place] + found
    return f"BENCH{found}"


def _inserted() -> float:
    at = timezone.now()
    began = time.perf_counter()
    ProviderEvent.objects.bulk_create(
        ProviderEvent(
            provider="plain",
            event_id=f"plain:{number}",
            amount=58_000,
            verified=True,
            raw={},
            outcome="ignored",
            at=at,
        )
        for number in range(LINES)
    )
    return (time.perf_counter() - began) * 1000
