"""Begin to pay: one invoice or several of one agency by one of the ways it offers."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts.models import User
from payments.asking import ask_later
from payments.errors import InvoiceNotDue, PaymentRefused
from payments.invoices import payable
from payments.models import Invoice, Payment, PaymentPart
from payments.providers.contract import Addresses
from payments.providers.registry import account_for, online
from payments.references import new_reference


def start(invoices: Collection[Invoice], by_way: str, *, by: User | None, at: datetime, key: str) -> Payment:
    """A payment that waits for its money; the same `key` gives the first one.

    Raises PaymentRefused (key_used, nothing_chosen, different_agencies, not_offered), InvoiceNotDue.
    """
    if first := begun_before(key, invoices, by_way):
        return first
    chosen = sorted(invoices, key=lambda one: str(one.pk))
    if not chosen:
        raise PaymentRefused("nothing_chosen")
    if len({one.agency_code for one in chosen}) > 1:
        raise PaymentRefused("different_agencies")
    account = account_for(chosen[0].agency_code, by_way)
    with transaction.atomic():
        payment = new_payment(
            chosen,
            by_way,
            at=at,
            key=key,
            account=account,
            options=account.options,
            started_by=by,
            expires_at=at + timedelta(minutes=settings.PAYMENT_MINUTES),
        )
        ask_later(payment)
    return payment


def begun_before(key: str, invoices: Collection[Invoice], by_way: str) -> Payment | None:
    """The payment the key has begun. Raises PaymentRefused (key_used): it was for something else."""
    first = Payment.objects.filter(key=key).first()
    if first is None:
        return None
    meant = set(first.parts.values_list("invoice", flat=True))  # held money may have settled more since
    same = first.amount == sum(one.amount for one in invoices) and {one.pk for one in invoices} <= meant
    if first.provider != by_way or not same:
        raise PaymentRefused("key_used")
    return first


def new_payment(
    invoices: Collection[Invoice], by_way: str, *, at: datetime, key: str, **more: object
) -> Payment:
    """The row with its parts. Raises InvoiceNotDue when one of the invoices cannot be paid any more."""
    with transaction.atomic():
        due = payable(at).in_bulk([one.pk for one in invoices])
        for one in invoices:
            if one.pk not in due:
                raise InvoiceNotDue(one.reference)
        payment, created = Payment.objects.get_or_create(
            key=key,
            defaults={
                "reference": new_reference("TT", at),
                "provider": by_way,
                "agency_code": next(iter(due.values())).agency_code,
                "amount": sum(one.amount for one in due.values()),
                "started_at": at,
                **more,
            },
        )
        if created:
            PaymentPart.objects.bulk_create(
                PaymentPart(payment=payment, invoice=one, amount=one.amount) for one in due.values()
            )
    return payment


def send_off(payment: Payment, addresses: Addresses) -> Payment:
    """Tell the provider; afterwards `payment.next` says where the payer goes. Again is safe.

    Raises ProviderAway: nothing was charged.
    """
    if payment.next:
        return payment
    begun = online()[payment.provider].create(payment, addresses)
    payment.next = begun.next
    payment.provider_reference = begun.provider_reference
    payment.expires_at = begun.expires_at or payment.expires_at
    payment.save(update_fields=["next", "provider_reference", "expires_at"])
    return payment


def fresh_key() -> str:
    """A key for a page that is drawn now: pressed twice it starts one payment."""
    return uuid.uuid4().hex
