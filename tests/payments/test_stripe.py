"""Stripe, played by localstripe over HTTP: cards are taken and refused, notices come as they like."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import stripe
from django.utils import timezone, translation

from payments import asking, ledger
from payments.errors import PaymentRefused, ProviderAway
from payments.models import Invoice, Payment, ProviderEvent, Receipt
from payments.paying import send_off
from payments.providers.registry import accounts_of, problems_of, provider
from payments.providers.stripe_pay import StripePay
from tests.payments import world
from tests.payments.stripe_server import (
    API_SECRET,
    ASKS,
    ASKS_AND_DECLINED,
    DECLINED,
    OTHER_SECRET,
    PUBLIC_KEY,
    SECRET,
    StripeServer,
)
from tests.payments.stripe_world import ADDRESSES, NOTHING, PAID, event, paid, sent_off, signed, state, tell
from tests.payments.world import AT, an_invoice, begun, offer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def heard(stripe_server: StripeServer) -> Iterator[list[Invoice]]:
    with world.heard() as told:
        offer("stripe", **stripe_server.options)
        yield told
    assert ledger.faults() == []
    assert sum(ledger.balances().values()) == 0


def test_a_card_pays_and_a_notice_doubled_a_hundred_times_settles_once(
    stripe_server: StripeServer, heard: list[Invoice]
) -> None:
    payment = sent_off()
    stripe_server.confirm(payment.provider_reference)
    told = stripe_server.webhook(payment.provider_reference)
    assert {tell(told) for _ in range(100)} == {200}
    assert state() == PAID
    assert heard == [Invoice.objects.get()]
    assert ledger.balances() == {"money:stripe": 58_000, "income:fee": -50_000, "income:charge": -8_000}
    kept = ProviderEvent.objects.get()
    assert (kept.times, kept.outcome, kept.amount) == (100, "settled", 58_000)
    assert payment.next["stripe"] not in json.dumps(kept.raw)


def test_stripe_is_told_an_amount_a_currency_and_a_reference(stripe_server: StripeServer) -> None:
    payment = sent_off()
    intent = stripe_server.get(f"/v1/payment_intents/{payment.provider_reference}")
    assert (intent["amount"], intent["currency"]) == (58_000, "vnd")
    assert intent["metadata"] == {"reference": payment.reference}
    assert payment.next["stripe"] == intent["client_secret"]


def test_asked_to_begin_twice_it_is_one_intent() -> None:
    payment = sent_off()
    first, payment.next = payment.provider_reference, {}
    assert send_off(payment, ADDRESSES).provider_reference == first


def test_after_a_refused_card_one_pays_again(stripe_server: StripeServer) -> None:
    first = sent_off()
    assert stripe_server.confirm(first.provider_reference, DECLINED)["error"]["code"] == "card_declined"
    assert tell(stripe_server.webhook(first.provider_reference)) == 200
    first.refresh_from_db()
    assert (first.state, first.why_not) == ("failed", "card_declined")
    second = sent_off("click-2", Invoice.objects.get())
    stripe_server.confirm(second.provider_reference)
    tell(stripe_server.webhook(second.provider_reference))
    assert (Invoice.objects.get().state, Receipt.objects.count()) == ("paid", 1)


def test_a_bank_that_asks_the_payer_is_waited_for(stripe_server: StripeServer) -> None:
    payment = sent_off()
    assert stripe_server.confirm(payment.provider_reference, ASKS)["status"] == "requires_action"
    assert asking.ask(payment, at=AT) == "waiting"
    assert state() == NOTHING
    stripe_server.authenticate(payment.provider_reference, success=True)
    tell(stripe_server.webhook(payment.provider_reference))
    assert state() == PAID


def test_a_bank_that_does_not_know_the_payer_takes_nothing(stripe_server: StripeServer) -> None:
    payment = sent_off()
    stripe_server.confirm(payment.provider_reference, ASKS)
    stripe_server.authenticate(payment.provider_reference, success=False)
    assert asking.ask(payment, at=AT) == "failed"
    assert state() == ("failed", "due", 0)


def test_a_card_refused_after_its_bank_has_asked_takes_nothing(stripe_server: StripeServer) -> None:
    payment = sent_off()
    stripe_server.confirm(payment.provider_reference, ASKS_AND_DECLINED)
    stripe_server.authenticate(payment.provider_reference, success=True)
    assert asking.ask(payment, at=AT) == "failed"
    assert state() == ("failed", "due", 0)


@pytest.mark.parametrize("late", ["payment_intent.payment_failed", "payment_intent.canceled"])
def test_a_refusal_that_comes_after_the_money_changes_nothing(late: str) -> None:
    payment = sent_off()
    tell(signed(event(payment)))
    status = {"status": "canceled"} if late.endswith("canceled") else {}
    assert tell(signed(event(payment, late, **status))) == 200
    assert state() == PAID


def test_another_card_may_follow_a_refused_one_in_the_same_intent() -> None:
    payment = sent_off()
    tell(signed(event(payment, "payment_intent.payment_failed")))
    assert state() == ("failed", "due", 0)
    assert Payment.objects.get().why_not == "do_not_honor"
    tell(signed(event(payment)))
    assert state() == PAID


def test_a_cancelled_intent_takes_nothing() -> None:
    payment = sent_off()
    tell(signed(event(payment, "payment_intent.canceled", status="canceled", last_payment_error=None)))
    assert state() == ("failed", "due", 0)


OLD = 400


@pytest.mark.parametrize(
    "forge",
    [
        lambda told: replace(told, body=told.body.replace(b"58000", b"1")),
        lambda told: signed(told.body, "whsec_guessed"),
        lambda told: signed(told.body, SECRET, int(time.time()) - OLD),
        lambda told: replace(told, signature=""),
        lambda told: replace(told, signature="t=1,v1=x"),
        lambda told: replace(told, signature="t=1,v1=é"),
        lambda told: replace(told, body=b"no json \xff\x00"),
        lambda told: replace(told, body=b"[" * 200_000),
        lambda told: replace(told, body=b'{"type": 5, "id": "\\u0000\\ud800", "data": [1]}'),
    ],
    ids="changed wrong-secret old unsigned no-signature not-ascii no-json deep strange".split(),
)
def test_a_forged_or_replayed_notice_is_refused_kept_and_changes_nothing(forge: Any) -> None:
    payment = sent_off()
    assert tell(forge(signed(event(payment)))) == 400
    assert state() == NOTHING
    kept = ProviderEvent.objects.get()
    assert (kept.outcome, kept.verified, kept.amount) == ("forged", False, None)


def test_one_merchant_cannot_say_that_another_was_paid(stripe_server: StripeServer) -> None:
    options = {**stripe_server.options, "webhook_secret": "OTHER_WEBHOOK"}
    offer("stripe", "H99.17", **options)
    payment = sent_off()
    assert tell(signed(event(payment), OTHER_SECRET)) == 400
    assert state() == NOTHING
    theirs = sent_off("click-2", an_invoice("other", agency_code="H99.17"))
    assert tell(signed(event(theirs), OTHER_SECRET)) == 200
    theirs.refresh_from_db()
    assert theirs.state == "succeeded"


def test_while_the_secret_is_changed_both_hold() -> None:
    payment = sent_off()
    payment.account.options["webhook_secret_next"] = "OTHER_WEBHOOK"
    payment.account.save()
    assert tell(signed(event(payment), OTHER_SECRET)) == 200
    assert state() == PAID


@pytest.mark.parametrize(
    "change", [{"amount_received": 57_999}, {"currency": "usd"}, {"amount_received": "58000"}]
)
def test_another_amount_or_currency_settles_nothing(change: dict[str, Any]) -> None:
    payment = sent_off()
    assert tell(signed(event(payment, **change))) == 200
    assert state() == NOTHING
    assert ProviderEvent.objects.get().outcome == "amount_differs"


def test_what_stripe_tells_of_other_things_is_answered_and_not_kept() -> None:
    payment = sent_off()
    assert tell(signed(event(payment, "payment_intent.created"))) == 200
    assert tell(signed(event(payment, metadata={}, id="pi_of_another_shop"))) == 200
    assert not ProviderEvent.objects.exists()
    assert state() == NOTHING


def test_a_reference_nobody_knows_is_kept_and_answered() -> None:
    payment = sent_off()
    elsewhere = {"metadata": {"reference": "TT000000XXXXXX"}, "id": "pi_lost"}
    assert tell(signed(event(payment, **elsewhere))) == 200
    assert ProviderEvent.objects.get().outcome == "unknown"


def test_a_lost_notice_is_found_by_asking_and_coming_late_it_changes_nothing(
    stripe_server: StripeServer, heard: list[Invoice]
) -> None:
    payment = sent_off()
    stripe_server.confirm(payment.provider_reference)
    late = stripe_server.webhook(payment.provider_reference)
    assert asking.ask(payment, at=AT) == "settled"
    assert tell(late) == 200
    assert (state(), len(heard)) == (PAID, 1)
    assert payment.next["stripe"] not in json.dumps(list(ProviderEvent.objects.values_list("raw", flat=True)))


def test_an_intent_nobody_paid_expires_and_may_still_be_paid() -> None:
    payment = sent_off()
    assert asking.ask(payment, at=AT + timedelta(hours=1)) == "waiting"
    assert state() == NOTHING
    asking.ask(payment, at=AT + timedelta(days=1))
    assert state() == ("expired", "due", 0)
    tell(signed(event(payment)))
    assert state() == PAID


def test_stripe_does_not_know_what_was_never_sent_off() -> None:
    payment = begun(an_invoice(), way="stripe")
    assert provider("stripe").query(payment) is None
    payment.provider_reference = "pi_unknown"
    assert provider("stripe").query(payment) is None


def test_a_stripe_that_does_not_answer_is_away() -> None:
    payment = begun(an_invoice(), way="stripe")
    payment.options["api_url"] = "http://127.0.0.1:9"
    with pytest.raises(ProviderAway):
        send_off(payment, ADDRESSES)
    payment.options["secret"] = "NOBODY"
    with pytest.raises(ProviderAway):
        send_off(payment, ADDRESSES)
    assert state() == NOTHING


def test_an_amount_that_stripe_does_not_take_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_small(*_args: Any, **_more: Any) -> None:
        raise stripe.InvalidRequestError("Too small", "amount", code="amount_too_small")

    monkeypatch.setattr("stripe._payment_intent_service.PaymentIntentService.create", too_small)
    with pytest.raises(PaymentRefused) as refused:
        sent_off()
    assert refused.value.code == "amount_not_taken"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"public_key": "sk_test_x"}, "begins with pk_"),
        ({"public_key": "pk_live_x"}, "test mode"),
        ({"secret": "NOBODY"}, "no secret"),
        ({"webhook_secret_next": "NOBODY"}, "no secret"),
        ({"api_url": "https://api.stripe.com.example.vn"}, "not an address of this service"),
        ({"api_url": "http://127.0.0.1:80@example.vn/"}, "not an address of this service"),
        ({"script_url": "https://example.vn/v3/"}, "not an address of this service"),
        ({"public_key": ""}, "Publishable key"),
    ],
)
def test_an_account_that_cannot_work_is_not_offered(
    change: dict[str, str], words: str, stripe_server: StripeServer
) -> None:
    account = accounts_of(world.AGENCY)[0]
    account.options |= change
    account.save()
    with translation.override("en"):
        assert words in " ".join(problems_of(account))
    assert accounts_of(world.AGENCY) == []


def test_a_server_that_is_not_stripes_never_hears_the_secret(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    account = accounts_of(world.AGENCY)[0]
    account.options["api_url"] = "https://api.stripe.com.example.vn"
    asked: list[Any] = []
    monkeypatch.setattr("stripe.RequestsClient.request", lambda *given, **_more: asked.append(given))
    with pytest.raises(ProviderAway, match="address"):
        StripePay().report(account.options, timezone.localdate())
    assert asked == []


def test_without_addresses_of_its_own_an_account_speaks_to_stripe(settings: Any) -> None:
    account = accounts_of(world.AGENCY)[0]
    account.options |= {"api_url": "", "script_url": ""}
    assert problems_of(account) == []
    settings.DEMO = False
    with translation.override("en"):
        assert "test mode take no money" in problems_of(account)[0]
    settings.PAYMENT_SECRETS = {**settings.PAYMENT_SECRETS, "STRIPE": API_SECRET.replace("_test_", "_live_")}
    account.options["public_key"] = PUBLIC_KEY.replace("_test_", "_live_")
    assert problems_of(account) == []


def test_no_secret_is_written_to_the_log(
    stripe_server: StripeServer, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        payment = paid(stripe_server)
        assert tell(signed(event(payment), "whsec_guessed")) == 400
    assert "bears no valid signature" in caplog.text
    for hidden in (API_SECRET, SECRET, payment.next["stripe"]):
        assert hidden not in caplog.text
