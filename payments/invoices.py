"""Ask for money, and take the request back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from documents.codes import ALPHABET
from payments.errors import InvoiceNotDue, NothingToPay
from payments.fees import Line
from payments.models import Invoice
from payments.settled import on_settled


def issue(lines: Iterable[Line], *, subject: tuple[str, str], key: str, at: datetime) -> Invoice:
    """Ask for the sum of the lines; the same `key` gives the first invoice, unchanged.

    Raises NothingToPay, UnknownSubject (nobody would hear of the payment).
    """
    on_settled(subject[0])
    chosen = list(lines)
    amount = sum(line.amount for line in chosen)
    if amount <= 0:
        raise NothingToPay
    invoice, _created = Invoice.objects.get_or_create(
        key=key,
        defaults={
            "reference": new_reference("YC", at),
            "subject_kind": subject[0],
            "subject_id": str(subject[1]),
            "lines": [asdict(line) for line in chosen],
            "amount": amount,
            "issued_at": at,
        },
    )
    return invoice


def cancel(invoice: Invoice) -> Invoice:
    """Take an unpaid request back; twice is once. Raises InvoiceNotDue when it is paid."""
    due = Invoice.objects.filter(pk=invoice.pk, state=Invoice.State.DUE)
    cancelled = due.update(state=Invoice.State.CANCELLED)
    invoice.refresh_from_db()
    if not cancelled and invoice.state != Invoice.State.CANCELLED:
        raise InvoiceNotDue(invoice.reference)
    return invoice


def new_reference(prefix: str, at: datetime) -> str:
    """What people read out and write on a transfer: "YC261121K7QM2X"; letters and digits only."""
    return f"{prefix}{at:%y%m%d}" + "".join(secrets.choice(ALPHABET) for _ in range(6))
