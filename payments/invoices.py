"""Ask for money, and take the request back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from payments.errors import InvoiceNotDue, NothingToPay
from payments.fees.quote import Line
from payments.models import Invoice
from payments.references import new_reference
from payments.settled import subject_of
from rules.text import fold


@dataclass(frozen=True)
class Asked:
    """For what, by whom and of whom. about: title, code, procedure, payer, number, address, and the agency's
    agency_number (tax code) and agency_address."""

    subject: tuple[str, str]
    about: Mapping[str, Any]
    agency_code: str = ""
    agency_name: str = ""
    payer: User | None = None
    moment: str = ""
    expires_at: datetime | None = None


def issue(lines: Iterable[Line], asked: Asked, *, key: str, at: datetime) -> Invoice:
    """Ask for the sum of the lines; the same `key` gives the first invoice, unchanged.

    Raises NothingToPay, UnknownSubject (nobody would hear of the payment).
    """
    subject_of(asked.subject[0])
    chosen = list(lines)
    amount = sum(line.amount for line in chosen)
    if amount <= 0:
        raise NothingToPay
    reference, code = new_reference("YC", at), str(asked.about.get("code", ""))[:64]
    invoice, _created = Invoice.objects.get_or_create(
        key=key,
        defaults={
            "reference": reference,
            "code": code,
            "words": fold(f"{reference} {code} {asked.about.get('payer', '')}")[:400],
            "subject_kind": asked.subject[0],
            "subject_id": str(asked.subject[1]),
            "about": dict(asked.about),
            "agency_code": asked.agency_code,
            "agency_name": asked.agency_name[:250],
            "payer": asked.payer,
            "moment": asked.moment,
            "lines": [line.stored() for line in chosen],
            "amount": amount,
            "issued_at": at,
            "expires_at": asked.expires_at,
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


def payable(at: datetime) -> QuerySet[Invoice]:
    """Invoices that may be paid now: due, and not past their day."""
    return Invoice.objects.filter(Q(expires_at=None) | Q(expires_at__gt=at), state=Invoice.State.DUE)
