"""What of the money an officer may see and touch: asked by pages and API alike. Denied by default.

What does not exist is denied like what is another agency's.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import allowed_actions, may, scope_filter
from documents.places import names_of
from payments.models import CashSession, Invoice, Payment, Receipt, Refund

VIEW, TAKE, RECEIPTS = "payments.view", "payments.take", "payments.receipts"
REFUND, APPROVE, RECONCILE = "payments.refund", "payments.approve_refund", "payments.reconcile"


def places(user: User, action: str, at: datetime) -> list[tuple[str, str]]:
    """[(code, name)] of the agencies at which the person holds the action."""
    codes = {one["agency_code"] for one in allowed_actions(user, at) if one["action"] == action}
    return named(codes - {""})


def named(codes: Collection[str]) -> list[tuple[str, str]]:
    """[(code, name)] in the order of codes."""
    return sorted(names_of(codes).items())


def agency_name(code: str) -> str:
    return names_of([code]).get(code, code)


def within(user: User, action: str, at: datetime, field: str = "agency_code") -> Q:
    """Rows of agencies where the person may do it."""
    return scope_filter(user, action, field=field, at=at)


def _there(user: User, action: str, at: datetime, code: str) -> bool:
    return may(user, action, agency_code=code, at=at)


def to_take(user: User, ids: Collection[Any], at: datetime) -> list[Invoice]:
    """The invoices a cashier chose, all of agencies where they take money. Raises PermissionDenied."""
    found = list(Invoice.objects.filter(pk__in=[one for one in ids if _is_id(one)]))
    if len(found) != len(set(map(str, ids))) or not all(
        _there(user, TAKE, at, one.agency_code) for one in found
    ):
        raise PermissionDenied
    return found


def _is_id(said: Any) -> bool:
    try:
        uuid.UUID(str(said))
    except ValueError:
        return False
    return True


def payment_for(user: User, action: str, reference: str, at: datetime) -> Payment:
    """Raises PermissionDenied."""
    payment = Payment.objects.filter(reference=reference).first()
    if payment is None or not _there(user, action, at, payment.agency_code):
        raise PermissionDenied
    return payment


def refund_for(user: User, action: str, refund_id: uuid.UUID, at: datetime) -> Refund:
    """Raises PermissionDenied."""
    refund = refunds_with_all().filter(pk=refund_id).first()
    if refund is None or not _there(user, action, at, refund.payment.agency_code):
        raise PermissionDenied
    return refund


def refunds_with_all() -> QuerySet[Refund]:
    return Refund.objects.select_related("payment", "invoice", "asked_by", "decided_by", "done_by")


def receipt_for(user: User, action: str, receipt_id: uuid.UUID, at: datetime) -> Receipt:
    """Raises PermissionDenied."""
    everything = Receipt.objects.select_related("series", "invoice", "payment", "replaces", "ended_by")
    receipt = everything.filter(pk=receipt_id).first()
    if receipt is None or not _there(user, action, at, receipt.invoice.agency_code):
        raise PermissionDenied
    return receipt


def session_for(user: User, session_id: uuid.UUID, at: datetime) -> CashSession:
    """One's own, or of an agency whose books one sees. Raises PermissionDenied."""
    session = CashSession.objects.select_related("cashier").filter(pk=session_id).first()
    if session is None or not (session.cashier_id == user.pk or _there(user, VIEW, at, session.agency_code)):
        raise PermissionDenied
    return session


def own_session(user: User, session_id: uuid.UUID, at: datetime) -> CashSession:
    """Only the cashier counts the drawer. Raises PermissionDenied."""
    session = session_for(user, session_id, at)
    if session.cashier_id != user.pk:
        raise PermissionDenied
    return session


def check_place(user: User, action: str, code: str, at: datetime) -> str:
    """The code. Raises PermissionDenied."""
    if not _there(user, action, at, code):
        raise PermissionDenied
    return code
