"""The only writer of the books: entries whose lines sum to nothing, in whole đồng.

Accounts: `money:<provider>` is what we hold (or the provider holds for us), `income:fee` and `income:charge`
what agencies took for their services, `held` what came in and settles nothing, `owed:refund` what was
approved to go back and is on its way. A debit is above zero, a credit below.

What of a payment lies on `held` stands on the payment too (Payment.held), so that it is found quickly.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Sum

from payments.errors import Unbalanced
from payments.models import Entry, EntryLine, Invoice, Payment, Refund

HELD = "held"
RECEIVED = "received"
"""Kind of the one entry by which the money of a payment comes into the books."""
OWED = "owed:refund"
INCOME = "income:"


def money(provider: str) -> str:
    """The account of what a provider (or the drawer) holds."""
    return f"money:{provider}"


def income(kind: str) -> str:
    """The account of a fee (phí) or a charge (lệ phí)."""
    return f"{INCOME}{'charge' if kind == 'charge' else 'fee'}"


@dataclass(frozen=True)
class Posting:
    """One line to write: đồng, debit above zero."""

    account: str
    amount: int
    invoice: Invoice | None = None
    fee: str = ""


def post(  # noqa: PLR0913  what an entry says
    kind: str,
    lines: Iterable[Posting],
    *,
    key: str,
    at: datetime,
    agency_code: str = "",
    payment: Payment | None = None,
    refund: Refund | None = None,
    note: str = "",
) -> Entry:
    """Write an entry; the same `key` gives the first one. Raises Unbalanced."""
    chosen = _balanced(lines, key)
    with transaction.atomic():
        entry, created = Entry.objects.get_or_create(
            key=key,
            defaults={
                "kind": kind,
                "at": at,
                "agency_code": agency_code,
                "payment": payment,
                "refund": refund,
                "note": note[:250],
            },
        )
        if created:
            EntryLine.objects.bulk_create(
                EntryLine(
                    entry=entry, account=one.account, amount=one.amount, invoice=one.invoice, fee=one.fee
                )
                for one in chosen
            )
            held = -sum(one.amount for one in chosen if one.account == HELD)
            if payment is not None and held:
                Payment.objects.filter(pk=payment.pk).update(held=F("held") + held)
    return entry


def post_held(payments: Sequence[Payment], *, at: datetime) -> None:
    """Book many payments at once that settle nothing, just created with all of them `held`; few queries."""
    with transaction.atomic():
        entries = Entry.objects.bulk_create(
            Entry(kind=RECEIVED, at=at, agency_code=one.agency_code, payment=one, key=f"{RECEIVED}:{one.pk}")
            for one in payments
        )
        EntryLine.objects.bulk_create(
            EntryLine(entry=entry, account=account, amount=amount)
            for entry, one in zip(entries, payments, strict=True)
            for account, amount in ((money(one.provider), one.amount), (HELD, -one.amount))
        )


def _balanced(lines: Iterable[Posting], key: str) -> list[Posting]:
    """Those that are not nothing. Raises Unbalanced."""
    chosen = [line for line in lines if line.amount]
    if not chosen or sum(line.amount for line in chosen) != 0:
        raise Unbalanced(key)
    return chosen


def shares(invoice: Invoice, amount: int, sign: int) -> list[Posting]:
    """`amount` of a wholly paid invoice on the accounts of its lines, in proportion; sign -1: income."""
    left, rest, found = amount, invoice.amount, []
    for line in invoice.lines:
        share = left * line["amount"] // rest if rest else 0
        found.append(Posting(income(line["kind"]), sign * share, invoice, str(line["id"])[:64]))
        left, rest = left - share, rest - line["amount"]
    return found


def taken_back(invoice: Invoice, amount: int) -> list[Posting]:
    """`amount` off what of the invoice is still income, in proportion; the last leaves nothing behind."""
    lines = EntryLine.objects.filter(invoice=invoice, account__startswith=INCOME)
    sums = lines.order_by("account", "fee").values_list("account", "fee").annotate(Sum("amount"))
    left, rest, found = amount, -sum(held for _account, _fee, held in sums), []
    for account, fee, held in sums:
        share = left * -held // rest if rest else 0
        found.append(Posting(account, share, invoice, fee))
        left, rest = left - share, rest + held
    return found


def balances(agency_code: str | None = None) -> Mapping[str, int]:
    """{account: đồng}; of all agencies or of one."""
    lines = EntryLine.objects.all()
    if agency_code is not None:
        lines = lines.filter(entry__agency_code=agency_code)
    return dict(lines.order_by("account").values_list("account").annotate(Sum("amount")))


def faults() -> list[str]:
    """Keys of entries that do not sum to nothing: always empty, and checked every day."""
    sums = EntryLine.objects.order_by().values("entry__key").annotate(total=Sum("amount"))
    return list(sums.exclude(total=0).values_list("entry__key", flat=True))
