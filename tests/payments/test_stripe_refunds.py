"""Money going back at Stripe, and the report of a day that says so."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import stripe
from django.utils import timezone

from effects.worker import drain
from payments import ledger
from payments.models import Invoice, Payment, ProviderEvent, Refund
from payments.providers.registry import provider
from payments.refunding import approve, propose
from payments.work import carry_out
from tests import people
from tests.payments import world
from tests.payments.stripe_server import (
    StripeServer,
)
from tests.payments.stripe_world import PAID, event, paid, sent_off, signed, state, tell
from tests.payments.world import AT, cashier, offer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def heard(stripe_server: StripeServer) -> Iterator[list[Invoice]]:
    with world.heard() as told:
        offer("stripe", **stripe_server.options)
        yield told
    assert ledger.faults() == []
    assert sum(ledger.balances().values()) == 0


def a_refund(payment: Payment, amount: int = 58_000, key: str = "r1") -> Refund:
    invoice = Invoice.objects.get()
    asked = propose(payment, amount, reason="mistake", by=cashier(), at=AT, key=key, invoice=invoice)
    return approve(asked, by=people.lan(), at=AT)


def test_a_refund_goes_back_once_however_often_it_is_asked_for(stripe_server: StripeServer) -> None:
    payment = paid(stripe_server)
    refund = a_refund(payment)
    drain(AT)
    refund.refresh_from_db()
    assert (refund.state, Invoice.objects.get().state) == ("done", "refunded")
    assert not any(ledger.balances().values())
    again = provider("stripe").refund(refund)
    carry_out(key="again", refund=str(refund.pk))
    assert (again.state, again.provider_reference) == ("paid", refund.provider_reference)
    made = stripe_server.get(f"/v1/refunds?payment_intent={payment.provider_reference}")["data"]
    assert [(one["amount"], one["metadata"]) for one in made] == [(58_000, {"reference": refund.reference})]


def test_two_parts_go_back_one_after_the_other(stripe_server: StripeServer) -> None:
    payment = paid(stripe_server)
    a_refund(payment, 8_000)
    a_refund(payment, 50_000, "r2")
    drain(AT)
    assert not any(ledger.balances().values())
    made = stripe_server.get(f"/v1/refunds?payment_intent={payment.provider_reference}")["data"]
    assert sorted(one["amount"] for one in made) == [8_000, 50_000]


def test_a_refund_that_stripe_refuses_is_ours_again(stripe_server: StripeServer) -> None:
    payment = paid(stripe_server)
    Payment.objects.update(provider_reference="pi_unknown")
    refund = a_refund(payment)
    drain(AT)
    refund.refresh_from_db()
    assert refund.state == "failed"
    assert ledger.balances()["money:stripe"] == 58_000


def test_money_given_back_at_stripe_itself_is_heard_of(stripe_server: StripeServer) -> None:
    payment = paid(stripe_server)
    charge = {"object": "charge", "id": "ch_1", "payment_intent": payment.provider_reference}
    body = event(payment, "charge.refunded", amount_refunded=58_000, metadata={}, **charge)
    assert tell(signed(body)) == 200
    kept = ProviderEvent.objects.get(event_id="evt_charge.refunded")
    assert (kept.payment, kept.amount) == (payment, -58_000)
    assert state() == PAID


def test_the_report_of_a_day_says_what_came_in_and_went_back(stripe_server: StripeServer) -> None:
    payment = paid(stripe_server)
    refund = a_refund(payment, 8_000)
    drain(AT)
    refund.refresh_from_db()
    today = timezone.localdate()
    lines = list(provider("stripe").report(payment.options, today) or [])
    mine = [one for one in lines if one.reference == payment.reference]
    assert {(one.amount, one.provider_reference) for one in mine} == {
        (58_000, payment.provider_reference),
        (-8_000, refund.provider_reference),
    }
    assert list(provider("stripe").report(payment.options, today - timedelta(days=1)) or []) == []


def test_a_charge_that_the_bank_takes_back_is_in_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    payment = sent_off()
    source = {"id": "dp_1", "object": "dispute", "amount": 58_000, "currency": "vnd"}
    move = {"id": "txn_1", "object": "balance_transaction", "created": int(time.time())}
    move |= {
        "reporting_category": "dispute",
        "source": source | {"payment_intent": payment.provider_reference},
    }
    foreign = {**move, "id": "txn_2", "source": {**move["source"], "currency": "usd"}}
    payout = {**move, "id": "txn_3", "reporting_category": "payout"}
    page = {"object": "list", "data": [move, foreign, payout], "has_more": False, "url": "/v1"}

    def listed(*_args: Any, **_more: Any) -> Any:
        return stripe.ListObject.construct_from(page, "sk_test_x")

    monkeypatch.setattr("stripe._balance_transaction_service.BalanceTransactionService.list", listed)
    lines = list(provider("stripe").report(payment.options, timezone.localdate()) or [])
    assert [(one.reference, one.amount, one.provider_reference) for one in lines] == [
        (payment.reference, -58_000, "dp_1")
    ]
