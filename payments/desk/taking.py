"""A cashier has the money in hand, or the slip of the card terminal."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.models import User
from payments.desk.sessions import open_session
from payments.models import Invoice, Payment
from payments.paying import new_payment
from payments.settled import lock_subjects
from payments.settling import Received, settle

CASH, CARD = "cash", "card"


def take(
    invoices: Collection[Invoice], *, by: User, at: datetime, key: str, way: str = CASH, slip: str = ""
) -> Payment:
    """The whole amount was taken by the cashier `by`; the same `key` gives the first payment.

    way: CASH or CARD. slip: number on the slip of the terminal. Raises InvoiceNotDue.
    """
    with transaction.atomic():
        lock_subjects(invoices)
        if first := Payment.objects.filter(key=key).first():
            return first
        payment = new_payment(invoices, way, at=at, key=key, started_by=by)
        session = open_session(by, payment.agency_code, at=at)
        settle(payment, Received(at=at, provider_reference=slip, by=by, session=session))
    payment.refresh_from_db()
    return payment
