"""Transfers that settle nothing: who sees them, why they lie there, and where their money goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access_log import record
from accounts.models import User
from accounts.permissions import scope_filter
from documents.codes import plain_code
from payments.errors import PaymentRefused
from payments.models import BankStatement, Invoice, Payment, ProviderAccount, ProviderEvent, Refund
from payments.outcomes import ALREADY, AMOUNT, MATCHED, NO_REFERENCE, NOT_SETTLED, SETTLED, UNKNOWN
from payments.providers.registry import places_above
from payments.providers.vietqr import VietQr
from payments.reach import RECONCILE
from payments.refunding import left_of, propose
from payments.settling import give
from rules.money import format_vnd


@dataclass(frozen=True)
class Why:
    """Why a transfer settles nothing: in two words, in a sentence, and as the reason of giving it back."""

    short: Any
    told: Any
    reason: Refund.Reason = Refund.Reason.NOT_OURS


WHY = {
    NO_REFERENCE: Why(
        gettext_lazy("No reference"), gettext_lazy("The description holds no reference of ours.")
    ),
    UNKNOWN: Why(
        gettext_lazy("No such payment"), gettext_lazy("There is no payment with the reference it names.")
    ),
    AMOUNT: Why(gettext_lazy("Amount differs"), "", Refund.Reason.OVERPAID),
    ALREADY: Why(
        gettext_lazy("Paid before"),
        gettext_lazy("The payment it names was paid before."),
        Refund.Reason.PAID_TWICE,
    ),
    SETTLED: Why(
        gettext_lazy("No longer due"),
        gettext_lazy("What it was for was paid or cancelled before."),
        Refund.Reason.PAID_LATE,
    ),
    NOT_SETTLED: Why(
        gettext_lazy("Could not be settled"),
        gettext_lazy("It was matched, but the payment could not be settled."),
    ),
}
"""By the outcome of its line (payments/outcomes.py)."""
NOTHING_KNOWN = Why("", "")


@dataclass(frozen=True)
class Transfer:
    """A payment by transfer with its line of the statement. asked: đồng the payment it names asked for."""

    payment: Payment
    event: ProviderEvent | None
    asked: int | None = None

    @property
    def description(self) -> str:
        return str(self.event.raw.get("description", "")) if self.event else ""

    @property
    def booked(self) -> Any:
        return parse_date(str(self.event.raw.get("booked", ""))) if self.event else None

    @property
    def outcome(self) -> str:
        return self.event.outcome if self.event else ""

    @property
    def _why(self) -> Why:
        return WHY.get(self.outcome, NOTHING_KNOWN)

    @property
    def why(self) -> str:
        return str(self._why.short)

    @property
    def named(self) -> str:
        """The reference in its description."""
        return self.event.reference if self.event else ""

    @property
    def told(self) -> str:
        """Why it settles nothing, in a sentence."""
        if self.outcome == AMOUNT and self.asked is not None:
            words = {"asked": format_vnd(self.asked), "came": format_vnd(self.payment.amount)}
            return _("Asked %(asked)s, came %(came)s.") % words
        return str(self._why.told)

    @property
    def reason(self) -> str:
        """Why it would be given back."""
        if self.asked is not None and self.payment.amount < self.asked:
            return str(Refund.Reason.NOT_OURS)
        return str(self._why.reason)


def accounts(user: User, at: datetime) -> QuerySet[ProviderAccount]:
    """Accounts whose statements the person may give, also those no longer offered."""
    ours = ProviderAccount.objects.filter(provider=VietQr.name)
    return ours.filter(scope_filter(user, RECONCILE, at=at)).order_by("agency_code")


def account_for(user: User, account_id: int, at: datetime) -> ProviderAccount:
    """Raises PermissionDenied."""
    found = accounts(user, at).filter(pk=account_id).first()
    if found is None:
        raise PermissionDenied
    return found


def statements(user: User, at: datetime) -> QuerySet[BankStatement]:
    """Those of one's accounts, the newest first."""
    found = BankStatement.objects.filter(scope_filter(user, RECONCILE, at=at))
    return found.select_related("account", "taken_in_by").order_by("-taken_in_at")


def statement_for(user: User, statement_id: int, at: datetime) -> BankStatement:
    """Raises PermissionDenied."""
    found = statements(user, at).filter(pk=statement_id).first()
    if found is None:
        raise PermissionDenied
    return found


def held(
    user: User, at: datetime, *, agency: str = "", why: str = "", amount: int | None = None
) -> QuerySet[Payment]:
    """Transfers with money that settles nothing, on accounts the person reconciles; the newest first."""
    found = _seen(user, at).filter(held__gt=0)
    if agency:
        found = found.filter(agency_code=agency)
    if amount is not None:
        found = found.filter(amount=amount)
    if why:
        found = found.filter(pk__in=ProviderEvent.objects.filter(outcome=why).values("payment"))
    return found.order_by("-at", "reference")


def _seen(user: User, at: datetime) -> QuerySet[Payment]:
    lines = ProviderEvent.objects.exclude(outcome=MATCHED).order_by("pk")
    return (
        Payment.objects.filter(
            scope_filter(user, RECONCILE, field="account__agency_code", at=at), provider=VietQr.name
        )
        .select_related("account")
        .prefetch_related(Prefetch("events", queryset=lines))
    )


def agencies(user: User, at: datetime) -> list[str]:
    """Codes of agencies with transfers that settle nothing."""
    codes = held(user, at).order_by().values_list("agency_code", flat=True).distinct()
    return sorted(codes)


def shown(payments: Iterable[Payment]) -> list[Transfer]:
    """With their lines and what was asked: two queries, however many."""
    rows = [(one, next(iter(one.events.all()), None)) for one in payments]
    names = {event.reference for _payment, event in rows if event and event.outcome == AMOUNT}
    asked: Mapping[str, int] = dict(
        Payment.objects.filter(reference__in=names).values_list("reference", "amount")
    )
    return [Transfer(one, event, asked.get(event.reference) if event else None) for one, event in rows]


def transfer_for(user: User, reference: str, at: datetime) -> Transfer:
    """Raises PermissionDenied, also when there is none."""
    found = list(_seen(user, at).filter(reference=plain_code(reference)))
    if not found:
        raise PermissionDenied
    return shown(found)[0]


def give_to(payment: Payment, reference: str, *, by: User, at: datetime) -> Payment:
    """The held money settles the invoice or payment of this reference; what is too much stays held.

    Raises PaymentRefused (no_such_reference, other_account, not_enough), InvoiceNotDue.
    """
    invoices = _named(reference)
    for invoice in invoices:
        place = payment.account.agency_code if payment.account else payment.agency_code
        if place not in places_above(invoice.agency_code):
            raise PaymentRefused("other_account")
    with transaction.atomic():
        given = give(payment, invoices, at=at)
        _note(given, "transfer.give", by, at, ", ".join(one.reference for one in invoices))
    return given


def _named(reference: str) -> Collection[Invoice]:
    code = plain_code(reference)
    found = list(Invoice.objects.filter(reference=code))
    found = found or list(Invoice.objects.filter(payments__reference=code))
    if not found:
        raise PaymentRefused("no_such_reference")
    return found


def ask_back(payment: Payment, amount: int, *, reason: str, note: str, by: User, at: datetime) -> Refund:
    """Ask for held money to go back; a second person approves. Asked again before that: the first request.

    Raises PaymentRefused (refund_too_large).
    """
    decided = payment.refunds.filter(invoice=None).exclude(state=Refund.State.ASKED).count()
    with transaction.atomic():
        refund = propose(
            payment, amount, reason=reason, by=by, at=at, key=f"back:{payment.pk}:{decided}", note=note
        )
        _note(payment, "transfer.give_back", by, at, refund.reference)
    return refund


def left(payment: Payment) -> int:
    """Đồng of it nobody has given or asked back yet."""
    return left_of(payment, None)


def note_look(payment: Payment, by: User, at: datetime, *, purpose: str = "") -> None:
    """A description often names a person."""
    _note(payment, "transfer.view", by, at, purpose)


def _note(payment: Payment, action: str, by: User, at: datetime, purpose: str) -> None:
    record(
        user_id=by.pk,
        action=action,
        subject=f"payment:{payment.pk}",
        agency=payment.agency_code,
        at=at,
        purpose=purpose,
    )
