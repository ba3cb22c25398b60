"""One day of one account: what is missing here is asked for first, then every row is written."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from payments import asking, ledger
from payments.errors import PaymentRefused, ProviderAway
from payments.models import EntryLine, Payment, ProviderAccount, Reconciliation, ReconciliationRow, Refund
from payments.providers.contract import ReportLine
from payments.providers.registry import provider
from payments.reconciling.alarm import tell_of_day
from payments.reconciling.comparing import Compared, Ours, Outcome, compare, once
from payments.refunding import done
from rules.days import span

logger = logging.getLogger(__name__)
BATCH = 1000


def reconcile(
    account: ProviderAccount,
    day: date,
    *,
    by: User | None,
    at: datetime,
    lines: Iterable[ReportLine] | None = None,
) -> Reconciliation | None:
    """Compare the day; again is safe. None: this provider gives no report.

    lines: of a file; else the provider is asked. by None: the worker. Raises ProviderAway.
    """
    source = Reconciliation.Source.REPORT if lines is None else Reconciliation.Source.FILE
    if lines is None:
        asked = provider(account.provider)
        lines = asked.report(account.options, day) if asked else None
        if lines is None:
            return None
    told = once(lines)
    recovered = _recover(account, told, at)
    with transaction.atomic():
        rows = compare(_ours(account, day, told), told)
        made = _written(account, day, rows, source=source, by=by, at=at, recovered=recovered)
        if made.unlike and by is None:
            tell_of_day(made, at=at)
    logger.info("Reconciliation %s: %s matched, %s not", made.pk, made.matched, made.unlike)
    return made


# -- what is missing here is asked for -------------------------------------------------------------------


def _recover(account: ProviderAccount, lines: Collection[ReportLine], at: datetime) -> set[uuid.UUID]:
    """Ids of payments and refunds whose end we had not heard of, and now have."""
    found = set()
    for payment in _known(account.provider, {one.reference for one in lines if one.amount > 0}):
        if payment.state != Payment.State.SUCCEEDED and _asked(payment, at):
            found.add(payment.pk)
    return found | _refunds_carried_out(account, lines, at)


def _asked(payment: Payment, at: datetime) -> bool:
    """Whether the provider vouches for it: a report alone settles nothing."""
    try:
        asking.ask(payment, at=at)
    except ProviderAway as error:
        logger.warning("Payment %s could not be asked about: %s", payment.pk, type(error).__name__)
    payment.refresh_from_db()
    return payment.state == Payment.State.SUCCEEDED


def _refunds_carried_out(
    account: ProviderAccount, lines: Collection[ReportLine], at: datetime
) -> set[uuid.UUID]:
    """Approved by two people, and in the report: the provider did it, only its answer was lost."""
    found = set()
    back = {(one.reference, -one.amount): one for one in lines if one.amount < 0}
    waiting = Refund.objects.filter(
        state=Refund.State.APPROVED,
        payment__provider=account.provider,
        payment__reference__in={reference for reference, _amount in back},
    ).select_related("payment")
    for refund in waiting:
        line = back.pop((refund.payment.reference, refund.amount), None)
        if line is not None:
            done(refund, at=line.at or at, provider_reference=line.provider_reference)
            found.add(refund.pk)
    return found


def _known(name: str, references: Collection[str]) -> list[Payment]:
    """Payments of the provider by our references, in batches a database can take."""
    wanted = sorted(references)
    found: list[Payment] = []
    for start in range(0, len(wanted), BATCH):
        found += Payment.objects.filter(provider=name, reference__in=wanted[start : start + BATCH])
    return found


# -- what our books have ---------------------------------------------------------------------------------


def _ours(account: ProviderAccount, day: date, lines: Collection[ReportLine]) -> list[Ours]:
    """What the books have of the day, and what they have of other days that the report speaks of."""
    begin, end = span(day, day)
    of_day = _booked(account, Q(entry__payment__account=account, entry__at__gte=begin, entry__at__lt=end))
    there = set(
        ReconciliationRow.objects.filter(
            reconciliation__account=account,
            outcome=Outcome.MATCHED,
            payment__in={one.payment for one in of_day},
        )
        .exclude(reconciliation__day=day)
        .values_list("payment_id", "refund_id")
    )
    # Clocks differ around midnight: what stands in another day's report is not missing in this one.
    kept = [_elsewhere(one) if (one.payment, one.refund) in there else one for one in of_day]
    known = {(one.payment, one.refund) for one in kept}
    named = sorted({one.reference for one in lines})
    for start in range(0, len(named), BATCH):
        more = _booked(account, Q(entry__payment__reference__in=named[start : start + BATCH]))
        kept += [_elsewhere(one) for one in more if (one.payment, one.refund) not in known]
    return kept


def _elsewhere(one: Ours) -> Ours:
    return replace(one, of_the_day=False)


def _booked(account: ProviderAccount, which: Q) -> list[Ours]:
    """What the ledger has on the account of the provider's money."""
    lines = EntryLine.objects.filter(which, account=ledger.money(account.provider)).order_by("entry_id")
    return [
        Ours(
            reference=reference,
            amount=amount,
            agency_code=agency,
            payment=payment,
            refund=refund,
            provider_reference=(back if refund else number) or "",
        )
        for reference, amount, agency, payment, refund, back, number in lines.values_list(
            "entry__payment__reference",
            "amount",
            "entry__agency_code",
            "entry__payment_id",
            "entry__refund_id",
            "entry__refund__provider_reference",
            "entry__payment__provider_reference",
        )
    ]


# -- what is written -------------------------------------------------------------------------------------


def _written(
    account: ProviderAccount,
    day: date,
    rows: list[Compared],
    *,
    source: str,
    by: User | None,
    at: datetime,
    recovered: set[uuid.UUID],
) -> Reconciliation:
    made, _new = Reconciliation.objects.select_for_update(no_key=True).update_or_create(
        account=account, day=day, defaults={"source": source, "made_at": at, "by": by}
    )
    before = list(made.rows.all())
    said = {_key(one): one for one in before if one.resolved_at}
    recovered |= {known for one in before if one.recovered and (known := one.refund_id or one.payment_id)}
    made.rows.all().delete()
    strange = {one.theirs.reference for one in rows if one.theirs and not one.ours}
    unpaid = {one.reference: one for one in _known(account.provider, strange)}
    new = [_row(made, one, recovered, unpaid) for one in rows]
    for row in new:
        if old := said.get(_key(row)):
            row.resolution, row.resolved_at = old.resolution, old.resolved_at
            row.resolved_by_id = old.resolved_by_id
    ReconciliationRow.objects.bulk_create(new, batch_size=BATCH)
    _found_later(made, new, at)
    _count(made, new)
    return made


def _row(
    made: Reconciliation, one: Compared, recovered: set[uuid.UUID], unpaid: Mapping[str, Payment]
) -> ReconciliationRow:
    row = ReconciliationRow(reconciliation=made, outcome=one.outcome, agency_code=made.account.agency_code)
    if one.theirs:
        row.reference, row.theirs = one.theirs.reference[:60], one.theirs.amount
        row.provider_reference = one.theirs.provider_reference[:100]
        if payment := unpaid.get(one.theirs.reference):  # known, but no money of it is in our books
            row.payment, row.agency_code = payment, payment.agency_code
    if one.ours:
        row.reference, row.ours, row.agency_code = one.ours.reference, one.ours.amount, one.ours.agency_code
        row.provider_reference = row.provider_reference or one.ours.provider_reference
        row.payment_id, row.refund_id = one.ours.payment, one.ours.refund
        row.recovered = (one.ours.refund or one.ours.payment) in recovered
    return row


def _key(row: ReconciliationRow) -> tuple[object, ...]:
    return row.outcome, row.reference, row.provider_reference, row.ours, row.theirs


def _count(made: Reconciliation, rows: list[ReconciliationRow]) -> None:
    for outcome in Outcome.values:
        setattr(made, outcome, sum(1 for row in rows if row.outcome == outcome))
    made.recovered = sum(1 for row in rows if row.recovered)
    made.ours = sum(row.ours or 0 for row in rows)
    made.theirs = sum(row.theirs or 0 for row in rows)
    made.save()


def _found_later(made: Reconciliation, rows: list[ReconciliationRow], at: datetime) -> None:
    """What was missing there on another day stands in this day's report."""
    matched = {row.payment_id for row in rows if row.outcome == Outcome.MATCHED}
    earlier = ReconciliationRow.objects.filter(
        reconciliation__account=made.account,
        outcome=Outcome.MISSING_THERE,
        resolved_at=None,
        payment__in=matched,
        refund=None,
    ).exclude(reconciliation=made)
    with translation.override(settings.LANGUAGE_CODE):
        found = _("It is in the report of %(day)s.") % {"day": f"{made.day:%d/%m/%Y}"}
    earlier.update(resolution=found, resolved_at=at)


def resolve(row: ReconciliationRow, *, reason: str, by: User, at: datetime) -> ReconciliationRow:
    """Somebody found out what became of a row that did not match. Raises PaymentRefused (reason_missing)."""
    if not reason.strip():
        raise PaymentRefused("reason_missing")
    row.resolution, row.resolved_by, row.resolved_at = reason.strip()[:500], by, at
    row.save(update_fields=["resolution", "resolved_by", "resolved_at"])
    return row


def open_rows(reconciliation_id: int) -> int:
    """How many rows nobody has explained yet."""
    rows = ReconciliationRow.objects.filter(reconciliation=reconciliation_id, resolved_at=None)
    return rows.exclude(outcome=Outcome.MATCHED).count()
