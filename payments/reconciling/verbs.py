"""What an accountant does by page or by program: compare a day, say what became of a row."""

from __future__ import annotations

from datetime import date, datetime
from typing import BinaryIO

from django.core.exceptions import PermissionDenied

from accounts.models import User
from payments.errors import PaymentRefused, ProviderAway
from payments.models import ProviderAccount, Reconciliation, ReconciliationRow
from payments.reconciling.day import reconcile, resolve
from payments.reconciling.files import report_of
from payments.reconciling.sight import may_compare, may_resolve


def compare_day(
    account: ProviderAccount,
    day: date,
    *,
    by: User,
    at: datetime,
    file: BinaryIO | None = None,
    name: str = "",
) -> Reconciliation:
    """With the file's lines, else with what the provider answers.

    Raises PermissionDenied, UnreadableTable, PaymentRefused (no_report, report_away).
    """
    if not may_compare(by, account, at):
        raise PermissionDenied
    lines = report_of(file, name, day) if file is not None else None
    try:
        made = reconcile(account, day, by=by, at=at, lines=lines)
    except ProviderAway:
        raise PaymentRefused("report_away") from None
    if made is None:
        raise PaymentRefused("no_report")
    return made


def explain(row: ReconciliationRow, *, reason: str, by: User, at: datetime) -> ReconciliationRow:
    """Raises PermissionDenied, PaymentRefused (reason_missing)."""
    if not may_resolve(by, row, at):
        raise PermissionDenied
    return resolve(row, reason=reason, by=by, at=at)
