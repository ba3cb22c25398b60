"""Who sees which reconciliations, and who may compare: by the agency of the account and of each row."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from accounts.permissions import may, scope_filter
from payments.models import ProviderAccount, Reconciliation, ReconciliationRow
from payments.reach import RECONCILE


def accounts_seen(user: User, at: datetime) -> QuerySet[ProviderAccount]:
    """Accounts whose days the officer may compare."""
    return ProviderAccount.objects.filter(scope_filter(user, RECONCILE, at=at)).order_by(
        "agency_code", "order", "provider"
    )


def seen(user: User, at: datetime) -> QuerySet[Reconciliation]:
    """Those of the officer's accounts; of an account agencies share, those with a row of their own."""
    mine = ReconciliationRow.objects.filter(
        scope_filter(user, RECONCILE, at=at), reconciliation=OuterRef("pk")
    )
    found = Reconciliation.objects.select_related("account", "by")
    within = scope_filter(user, RECONCILE, field="account__agency_code", at=at)
    return found.filter(within | Exists(mine)) if within else found


def rows_seen(made: Reconciliation, user: User, at: datetime) -> QuerySet[ReconciliationRow]:
    """Every row of the officer's own account; of a shared one those of the officer's agencies."""
    rows = made.rows.select_related("payment", "refund", "resolved_by")
    if not may_compare(user, made.account, at):
        rows = rows.filter(scope_filter(user, RECONCILE, at=at))
    return rows.order_by("pk")


def may_compare(user: User, account: ProviderAccount, at: datetime) -> bool:
    return may(user, RECONCILE, agency_code=account.agency_code, at=at)


def may_resolve(user: User, row: ReconciliationRow, at: datetime) -> bool:
    return may(user, RECONCILE, agency_code=row.agency_code, at=at) or may_compare(
        user, row.reconciliation.account, at
    )
