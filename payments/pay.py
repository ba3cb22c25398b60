"""Take the money. First form: cash at the counter."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from payments.errors import InvoiceNotDue
from payments.invoices import new_reference
from payments.models import Invoice, Payment
from payments.settled import on_settled


def settle_in_cash(invoice: Invoice, *, by: User, at: datetime, key: str) -> Payment:
    """The cashier `by` has the whole amount in hand. One transaction with whoever hears of it.

    The same `key` gives the first payment. Raises InvoiceNotDue when the invoice is paid or cancelled.
    """
    with transaction.atomic():
        due = Invoice.objects.filter(pk=invoice.pk, state=Invoice.State.DUE)
        if not due.update(state=Invoice.State.PAID, paid_at=at):
            return _first_payment(invoice, key)
        invoice.refresh_from_db()
        payment = Payment.objects.create(
            invoice=invoice,
            amount=invoice.amount,
            received_by=by,
            at=at,
            receipt_number=new_reference("BL", at),
            key=key,
        )
        on_settled(invoice.subject_kind)(invoice, payment, at)
    return payment


def _first_payment(invoice: Invoice, key: str) -> Payment:
    payment = Payment.objects.filter(invoice=invoice, key=key).first()
    if payment is None:
        raise InvoiceNotDue(invoice.reference)
    return payment
