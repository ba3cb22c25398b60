"""Whatever comes in whatever order: no debt is paid twice, no money is without a trace, the books balance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payments import asking, notices
from payments.errors import PaymentRefused
from payments.invoices import cancel
from payments.models import Invoice, Payment, Receipt, Refund
from payments.paying import start
from payments.providers.contract import Notice
from payments.providers.sandbox import Sandbox
from payments.receipts.issuing import replace_receipt
from payments.refunding import approve, done, failed, left_of, propose, refuse
from payments.taking import CARD, CASH, hand_out, take
from tests import people
from tests.payments import world
from tests.payments.books import faults
from tests.payments.world import AT, an_invoice, offer


@dataclass
class Town:
    """Three invoices, a bank that remembers who paid, a clock, and four people."""

    at: datetime = AT
    number: int = 0
    bank: set[str] = field(default_factory=set)
    cashier: Any = field(default_factory=world.cashier)
    boss: Any = field(default_factory=lambda: people.hoa("approver"))

    def key(self) -> str:
        self.number += 1
        return f"k{self.number}"

    def one(self, model: Any, place: int, **wanted: Any) -> Any:
        """One of the rows there are, or None."""
        rows = list(model.objects.filter(**wanted).order_by("key" if model is not Receipt else "number"))
        return rows[place % len(rows)] if rows else None

    def notice(self, payment: Payment, **more: Any) -> Notice:
        said = Notice(
            event_id=f"paid:{payment.reference}",
            reference=payment.reference,
            state="paid",
            amount=payment.amount,
            raw={"reference": payment.reference},
        )
        return replace(said, **more)


def begin(town: Town, place: int, more: int) -> None:
    chosen = list(Invoice.objects.order_by("key"))
    picked = chosen[place % len(chosen) :][: 1 + more % 2]
    start(picked, "sandbox", by=None, at=town.at, key=town.key())


def told(**change: Any) -> Callable[[Town, int, int], None]:
    """A notice that differs from the right one in `change`; some come a hundred times."""

    def step(town: Town, place: int, more: int) -> None:
        waiting = {} if more % 4 == 0 else {"state": "started"}
        payment = town.one(Payment, place, provider="sandbox", **waiting)
        if payment is None:
            return
        said = dict(change)
        if "amount" in said:
            said["amount"] = payment.amount + said["amount"]
        if change:
            said["event_id"] = f"{sorted(change.items())}:{payment.reference}:{more % 3}"
        for _again in range(100 if more % 9 == 0 else 1 + more % 2):
            notices.take("sandbox", town.notice(payment, **said), at=town.at)

    return step


def bank_pays(town: Town, place: int, more: int) -> None:
    """The payer paid; the notice is lost."""
    if payment := town.one(Payment, place, provider="sandbox"):
        town.bank.add(payment.reference)


def polled(town: Town, place: int, more: int) -> None:
    if payment := town.one(Payment, place, provider="sandbox"):
        asking.ask(payment, at=town.at)


def cash(town: Town, place: int, more: int) -> None:
    invoice = town.one(Invoice, place)
    take(
        [invoice], by=town.cashier, at=town.at, key=town.key(), way=CARD if more % 3 == 0 else CASH, slip="1"
    )


def cancelled(town: Town, place: int, more: int) -> None:
    cancel(town.one(Invoice, place))


def later(town: Town, place: int, more: int) -> None:
    town.at += timedelta(hours=1 + more % 40)


def asked(town: Town, place: int, more: int) -> None:
    """A cashier asks for the whole or a part of what a payment paid, or of what it holds."""
    payment = town.one(Payment, place, **({} if more % 5 == 0 else {"state": "succeeded"}))
    if payment is None:
        return
    part = payment.parts.filter(settles=True).order_by("pk").first()
    invoice = part.invoice if part and more % 4 else None
    most = left_of(payment, invoice)
    amount = (most, 58_000, 1 + more * 997 % 58_000)[more % 3]
    propose(payment, amount, reason="mistake", by=town.cashier, at=town.at, key=town.key(), invoice=invoice)


def decided(town: Town, place: int, more: int) -> None:
    if refund := town.one(Refund, place, state="asked"):
        if more % 4:
            approve(refund, by=town.boss, at=town.at)
        else:
            refuse(refund, by=town.boss, reason="không đúng", at=town.at)


def carried_out(town: Town, place: int, more: int) -> None:
    refund = town.one(Refund, place, state="approved")
    if refund is None:
        return
    if refund.payment.provider == CASH:
        hand_out(refund, by=town.cashier, at=town.at)
    elif more % 5 == 0:
        failed(refund, why_not="x", at=town.at)
    else:
        done(refund, at=town.at)


def replaced(town: Town, place: int, more: int) -> None:
    if receipt := town.one(Receipt, place):
        replace_receipt(receipt, by=town.boss, reason="sai tên", at=town.at, payer="Khác")


STEPS: dict[str, Callable[[Town, int, int], None]] = {
    "begin": begin,
    "paid": told(),
    "forged": told(verified=False),
    "less": told(amount=-1),
    "more": told(amount=1000),
    "dollars": told(currency="USD"),
    "gave_up": told(state="not_paid", why_not="24"),
    "waiting": told(state="waiting"),
    "nobody": told(reference="TT000000XXXXXX"),
    "bank_pays": bank_pays,
    "polled": polled,
    "cash": cash,
    "cancelled": cancelled,
    "later": later,
    "asked": asked,
    "decided": decided,
    "carried_out": carried_out,
    "replaced": replaced,
}
OFTEN = ["paid"] * 4 + ["asked"] * 4 + ["decided"] * 4 + ["carried_out"] * 3 + ["cash", "polled", "bank_pays"]
steps = st.lists(
    st.tuples(st.sampled_from([*sorted(STEPS), *OFTEN]), st.integers(0, 9), st.integers(0, 99)),
    min_size=10,
    max_size=30,
)


@pytest.fixture
def asked_bank(monkeypatch: pytest.MonkeyPatch) -> list[Town]:
    """The sandbox answers questions as the town's bank does."""
    towns: list[Town] = []

    def query(_self: Sandbox, payment: Payment) -> Notice | None:
        paid = towns and payment.reference in towns[-1].bank
        return towns[-1].notice(payment) if paid else None

    monkeypatch.setattr(Sandbox, "query", query)
    return towns


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_the_books_hold_whatever_happens(asked_bank: list[Town], steps: list[tuple[str, int, int]]) -> None:
    with transaction.atomic(), world.heard() as heard:
        offer()
        town = Town()
        asked_bank.append(town)
        for number in range(3):
            late = AT + timedelta(days=1) if number == 2 else None
            an_invoice(f"i{number}", subject=str(number), expires_at=late)
        for place, more in ((0, 0), (0, 1), (1, 1), (2, 0)):  # each debt is being paid more than once
            begin(town, place, more)
        for name, place, more in steps:
            try:
                with transaction.atomic():
                    STEPS[name](town, place, more)
            except (ValidationError, PaymentRefused):
                pass
            assert faults() == [], name
            assert len(heard) == len(set(heard)), name
        transaction.set_rollback(True)
