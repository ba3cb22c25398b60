"""Whatever comes in whatever order: no debt is paid twice, no money is without a trace, the books balance.

WORDS are the mishaps that must really occur on the way; a run that misses one of them fails.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from payments import asking, notices
from payments.cashier import CARD, CASH, hand_out, take
from payments.errors import PaymentRefused
from payments.invoices import cancel
from payments.models import Invoice, Payment, ProviderEvent, Receipt, Refund
from payments.paying import start
from payments.providers.contract import Notice
from payments.providers.sandbox import Sandbox
from payments.receipts.issuing import replace_receipt
from payments.refunding import approve, done, failed, left_of, propose, refuse
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
    payer: Any = field(default_factory=people.lan)
    seen: set[str] = field(default_factory=set)

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

    def note(self, payment: Payment, said: Notice, times: int) -> None:
        """Which of WORDS this notice is."""
        paid = said.state == "paid" and said.verified
        back = payment.refunds.filter(state=Refund.State.DONE).exists()
        found = {
            "doubled 100 times": times == 100,
            "forged": not said.verified,
            "wrong amount": said.amount != payment.amount,
            "other currency": said.currency != "VND",
            "delayed": paid and self.at - payment.started_at >= timedelta(hours=1),
            "reordered": paid and payment.state == Payment.State.FAILED,
            "after expiry": paid and payment.state == Payment.State.EXPIRED,
            "after refund": paid and back,
        }
        self.seen |= {word for word, is_so in found.items() if is_so}


WORDS = {
    "doubled 100 times", "forged", "wrong amount", "other currency", "delayed", "reordered", "after expiry",
    "after refund", "return page", "polling", "cashier", "refund",
}  # fmt: skip


def begin(town: Town, place: int, more: int) -> None:
    chosen = list(Invoice.objects.order_by("key"))
    picked = chosen[place % len(chosen) :][: 1 + more % 2]
    start(picked, "sandbox", by=None, at=town.at, key=town.key())


def told(among: dict[str, Any] | None = None, **change: Any) -> Callable[[Town, int, int], None]:
    """A notice that differs from the right one in `change`; some come a hundred times.

    among: which payments it may be about; else mostly those that wait.
    """

    def step(town: Town, place: int, more: int) -> None:
        waiting = among or ({} if more % 4 == 0 else {"state": "started"})
        payment = town.one(Payment, place, provider="sandbox", **waiting)
        if payment is None:
            return
        said = dict(change)
        if "amount" in said:
            said["amount"] = payment.amount + said["amount"]
        if change or among:
            said["event_id"] = f"{sorted(change.items())}:{payment.reference}:{more % 3}"
        times = 100 if more % 9 == 0 else 1 + more % 2
        notice = town.notice(payment, **said)
        town.note(payment, notice, times)
        for _again in range(times):
            notices.take("sandbox", notice, at=town.at)

    return step


def bank_pays(town: Town, place: int, more: int) -> None:
    """The payer paid; the notice is lost."""
    if payment := town.one(Payment, place, provider="sandbox"):
        town.bank.add(payment.reference)


def polled(town: Town, place: int, more: int) -> None:
    if payment := town.one(Payment, place, provider="sandbox"):
        town.seen.add("polling")
        asking.ask(payment, at=town.at)


def returned(town: Town, place: int, more: int) -> None:
    """The payer comes back with an address that says "paid": it is not believed, the bank is asked."""
    payment = town.one(Payment, place, provider="sandbox")
    if payment is None:
        return
    browser = Client()
    browser.force_login(town.payer)
    before = (payment.state, ProviderEvent.objects.count())
    lies = {"state": "paid", "vnp_ResponseCode": "00", "redirect_status": "succeeded"}
    back = browser.get(reverse("payments:back", args=[payment.reference]), lies)
    page = browser.get(reverse("payments:payment", args=[payment.reference]))
    assert (back.status_code, page.status_code) == (302, 200)
    payment.refresh_from_db()
    assert (payment.state, ProviderEvent.objects.count()) == before
    town.seen.add("return page")
    asking.ask(payment, at=town.at)  # as the worker does a moment later


def expired(town: Town, place: int, more: int) -> None:
    """Two days without news of what waits."""
    town.at += timedelta(days=2)
    for payment in Payment.objects.filter(provider="sandbox", state="started"):
        asking.ask(payment, at=town.at)


def cash(town: Town, place: int, more: int) -> None:
    invoice = town.one(Invoice, place)
    take(
        [invoice], by=town.cashier, at=town.at, key=town.key(), way=CARD if more % 3 == 0 else CASH, slip="1"
    )
    town.seen.add("cashier")


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
    town.seen.add("refund")


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
    "paid_late": told(among={"state": "expired"}),
    "paid_again": told(among={"state": "succeeded"}),
    "paid_after_refund": told(among={"refunds__state": "done"}),
    "gave_up_late": told(among={"state": "expired"}, state="not_paid", why_not="24"),
    "returned": returned,
    "expired": expired,
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


EVERY_WORD = [
    ("forged", 0, 1), ("less", 0, 1), ("dollars", 0, 1), ("gave_up", 0, 1), ("later", 0, 5), ("paid", 0, 36),
    ("asked", 0, 3), ("decided", 0, 1), ("carried_out", 0, 1), ("paid_after_refund", 0, 9),
    ("returned", 1, 0), ("bank_pays", 3, 0), ("polled", 3, 0), ("cash", 1, 1),
    ("expired", 0, 0), ("paid_late", 0, 1), ("paid_again", 0, 1),
]  # fmt: skip


@pytest.mark.django_db
def test_the_books_hold_whatever_happens(asked_bank: list[Town]) -> None:
    seen: set[str] = set()

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @example(steps=EVERY_WORD)
    @given(steps=steps)
    def whatever_happens(steps: list[tuple[str, int, int]]) -> None:
        with transaction.atomic(), world.heard() as heard:
            town = a_town(asked_bank)
            for name, place, more in steps:
                try:
                    with transaction.atomic():
                        STEPS[name](town, place, more)
                except (ValidationError, PaymentRefused):
                    pass
                assert faults() == [], name
                assert len(heard) == len(set(heard)), name
            seen.update(town.seen)
            transaction.set_rollback(True)

    whatever_happens()
    assert seen == WORDS


def a_town(asked_bank: list[Town]) -> Town:
    """Three debts, each of which is being paid more than once."""
    offer()
    town = Town()
    asked_bank.append(town)
    for number in range(3):
        late = AT + timedelta(days=1) if number == 2 else None
        an_invoice(f"i{number}", subject=str(number), expires_at=late, payer=town.payer)
    for place, more in ((0, 0), (0, 1), (1, 1), (2, 0)):
        begin(town, place, more)
    return town
