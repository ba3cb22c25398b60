"""A statement is taken in: each line once, matched in bulk; what matches nothing is held at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from effects.outbox import send_many
from payments import ledger
from payments.bank.files import read
from payments.bank.lines import Line, Statement
from payments.bank.matching import AT_ONCE, Judged, judge, named
from payments.models import BankStatement, Payment, ProviderAccount, ProviderEvent
from payments.outcomes import ALREADY, MATCHED, SETTLED
from payments.providers.vietqr import VietQr
from payments.references import new_reference
from payments.settling import Received, settle

SETTLE = "settle_transfer"
MOST_PROBLEMS = 500
"""Bad lines that are kept to be shown; all are counted."""


def take_in(
    account: ProviderAccount, content: bytes, *, name: str, by: User | None, at: datetime
) -> BankStatement:
    """The statement of an account, whatever its kind of file. A line known from before does nothing.

    Raises StatementRefused: nothing is written.
    """
    number = str(account.options.get("account", ""))
    statement = read(content, account=number, today=timezone.localdate(at))
    with transaction.atomic():
        account = _one_at_a_time(account)
        lines = named(statement.lines, account.options)
        known = _known(lines)
        judged = judge({key: line for key, line in lines.items() if key not in known}, account)
        _keep(judged, account, at)
        counted = Counter(one.outcome == MATCHED for one in judged)
        return BankStatement.objects.create(
            account=account,
            agency_code=account.agency_code,
            name=name[:200],
            taken_in_by=by,
            taken_in_at=at,
            **_days(statement.lines),
            figures={
                "matched": counted[True],
                "held": counted[False],
                "known": len(statement.lines) - len(judged),
                "outgoing": statement.outgoing,
                "bad": len(statement.problems),
            },
            problems=_stored(statement),
        )


def _one_at_a_time(account: ProviderAccount) -> ProviderAccount:
    """Statements of one account wait for each other; people who begin to pay by it do not wait (no key)."""
    return ProviderAccount.objects.select_for_update(no_key=True).get(pk=account.pk)


def _days(lines: Sequence[Line]) -> dict[str, Any]:
    days = [line.booked for line in lines]
    return {"first_day": min(days, default=None), "last_day": max(days, default=None)}


def _stored(statement: Statement) -> list[list[Any]]:
    return [one.stored() for one in statement.problems[:MOST_PROBLEMS]]


def _known(names: Iterable[str]) -> set[str]:
    """Lines of earlier statements; they count up."""
    wanted, found = list(names), set()
    for start in range(0, len(wanted), AT_ONCE):
        rows = ProviderEvent.objects.filter(
            provider=VietQr.name, event_id__in=wanted[start : start + AT_ONCE]
        )
        found |= set(rows.values_list("event_id", flat=True))
        rows.update(times=F("times") + 1)
    return found


def _keep(judged: Collection[Judged], account: ProviderAccount, at: datetime) -> None:
    """The events, the money that is held, and an effect for each payment that is here."""
    held = {one.event_id: _transfer(one, account, at) for one in judged if one.outcome != MATCHED}
    Payment.objects.bulk_create(held.values())
    ledger.post_held(list(held.values()), at=at)
    events = ProviderEvent.objects.bulk_create(_event(one, account, held, at) for one in judged)
    matched = [event for event in events if event.outcome == MATCHED]
    send_many(SETTLE, {f"{SETTLE}:{event.pk}": {"event": event.pk} for event in matched})


def _transfer(one: Judged, account: ProviderAccount, at: datetime) -> Payment:
    """Money nobody waited for, as a payment of no invoice."""
    return _held(account, one.line.amount, one.line.bank_number, f"transfer:{one.event_id}", at)


def _held(account: ProviderAccount, amount: int, bank_number: str, key: str, at: datetime) -> Payment:
    return Payment(
        reference=new_reference("CK", at, signs=10),
        provider=VietQr.name,
        account=account,
        agency_code=account.agency_code,
        options=account.options,
        amount=amount,
        held=amount,
        state=Payment.State.SUCCEEDED,
        provider_reference=bank_number[:100],
        started_at=at,
        at=at,
        key=key[:200],
    )


def _event(one: Judged, account: ProviderAccount, held: Mapping[str, Payment], at: datetime) -> ProviderEvent:
    """payment: where the money is: the one it pays, or the one that holds it."""
    line = one.line
    return ProviderEvent(
        provider=VietQr.name,
        event_id=one.event_id[:200],
        agency_code=account.agency_code,
        payment=held.get(one.event_id) or one.payment,
        reference=one.reference,
        amount=line.amount,
        verified=True,
        raw={
            "booked": line.booked.isoformat(),
            "number": line.bank_number,
            "description": line.description[:1000],
        },
        outcome=one.outcome,
        at=at,
    )


def settle_transfer(event_id: int, *, at: datetime) -> str:
    """The money of a matched line pays its payment; if something else has paid it meanwhile, it is held."""
    with transaction.atomic():
        event = ProviderEvent.objects.select_for_update(no_key=True).get(pk=event_id)
        if event.outcome != MATCHED or event.payment_id is None:
            return event.outcome
        payment = Payment.objects.get(pk=event.payment_id)
        if not settle(payment, Received(at=at, provider_reference=event.raw["number"])):
            return hold(event, ALREADY, at=at)
        event.outcome = SETTLED
        event.save(update_fields=["outcome"])
    return SETTLED


def hold(event: ProviderEvent, outcome: str, *, at: datetime) -> str:
    """The money of a line that was matched lies on `held` after all."""
    with transaction.atomic():
        event = ProviderEvent.objects.select_for_update(no_key=True).get(pk=event.pk)
        if event.outcome != MATCHED or event.payment is None or event.payment.account is None:
            return event.outcome
        key = f"transfer:{event.event_id}"
        payment = _held(event.payment.account, event.amount or 0, event.raw["number"], key, at)
        payment.save(force_insert=True)
        ledger.post_held([payment], at=at)
        event.payment, event.outcome = payment, outcome
        event.save(update_fields=["payment", "outcome"])
    return outcome
