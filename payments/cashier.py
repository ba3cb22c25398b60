"""A cashier has the money in hand, or the slip of the card terminal; or hands money out again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from accounts.models import User
from payments.errors import PaymentRefused
from payments.models import Invoice, Payment, Refund
from payments.paying import begun_before, new_payment
from payments.providers.registry import provider
from payments.refunding import done
from payments.sessions import in_drawer, open_session
from payments.settled import lock_subjects
from payments.settling import Received, settle
from rules.money import format_vnd

CASH, CARD = "cash", "card"


def take(
    invoices: Collection[Invoice], *, by: User, at: datetime, key: str, way: str = CASH, slip: str = ""
) -> Payment:
    """The whole amount was taken by the cashier `by`; the same `key` gives the first payment.

    way: CASH or CARD. slip: number on the slip of the terminal.
    Raises InvoiceNotDue, PaymentRefused (key_used, nothing_chosen, different_agencies).
    """
    if not invoices:
        raise PaymentRefused("nothing_chosen")
    if len({one.agency_code for one in invoices}) > 1:
        raise PaymentRefused("different_agencies")
    with transaction.atomic():
        lock_subjects(invoices)
        if first := begun_before(key, invoices, way):
            return first
        payment = new_payment(invoices, way, at=at, key=key, started_by=by)
        session = open_session(by, payment.agency_code, at=at)
        settle(payment, Received(at=at, provider_reference=slip, by=by, session=session))
    payment.refresh_from_db()
    return payment


def hand_out(refund: Refund, *, by: User, at: datetime) -> Refund:
    """Cash leaves the drawer of the cashier `by`. Raises PaymentRefused (not_approved, drawer_too_low)."""
    with transaction.atomic():
        session = open_session(by, refund.payment.agency_code, at=at)
        if refund.payment.provider != CASH:
            raise PaymentRefused("not_cash")
        if (there := in_drawer(session)) < refund.amount:
            raise PaymentRefused("drawer_too_low", there=format_vnd(there))
        return _carried_out(done(refund, at=at, session=session, by=by), by)


def transferred(refund: Refund, *, by: User, reference: str, at: datetime) -> Refund:
    """Somebody has transferred it back, or at the terminal; `reference` is the bank's.

    Raises PaymentRefused (not_approved, not_by_hand, reference_missing).
    """
    if refund.payment.provider == CASH or provider(refund.payment.provider):
        raise PaymentRefused("not_by_hand")
    if not reference.strip():
        raise PaymentRefused("reference_missing")
    with transaction.atomic():
        back = done(refund, at=at, provider_reference=reference.strip()[:100], by=by)
        return _carried_out(back, by)


def _carried_out(refund: Refund, by: User) -> Refund:
    """Twice by the same person is once; what is not approved, or what another did, is refused."""
    if refund.state != Refund.State.DONE or refund.done_by_id != by.pk:
        raise PaymentRefused("not_approved")
    return refund
