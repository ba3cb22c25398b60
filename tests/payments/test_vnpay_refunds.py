"""What was paid at VNPAY goes back once, as much as was approved; what VNPAY cannot tell decides nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from effects.models import Effect
from effects.worker import drain
from payments import ledger
from payments.errors import ProviderAway
from payments.models import Invoice, Payment, ProviderAccount, Refund
from payments.providers.registry import provider
from payments.providers.vnpay import Vnpay
from tests.payments.vnpay_server import VnpayServer, query_string
from tests.payments.vnpay_world import MERCHANT, SECRET, asked_back, begun, offered, sent_to_pay, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def heard(vnpay: VnpayServer, settings: Any) -> Iterator[list[Invoice]]:
    yield from offered(vnpay, settings)


@pytest.fixture
def paid(vnpay: VnpayServer) -> Payment:
    payment = begun()
    sent_to_pay(vnpay, payment)
    vnpay.decide(payment.reference)
    assert vnpay.notify(payment.reference) == ["00"]
    payment.refresh_from_db()
    return payment


@pytest.mark.parametrize(("amount", "kind", "state"), [(50_000, "02", "refunded"), (20_000, "03", "paid")])
def test_money_goes_back_whole_and_in_part(
    vnpay: VnpayServer, paid: Payment, amount: int, kind: str, state: str
) -> None:
    refund = asked_back(paid, amount)
    drain(timezone.now())
    refund.refresh_from_db()
    request = vnpay.orders[paid.reference].requests[refund.reference]
    assert request["vnp_TransactionType"] == kind
    assert (refund.state, refund.provider_reference) == ("done", request["vnp_TransactionNo"])
    assert Invoice.objects.get().state == state
    assert ledger.balances()["money:vnpay"] == 50_000 - amount


def test_a_refund_that_is_asked_for_again_is_paid_back_once(vnpay: VnpayServer, paid: Payment) -> None:
    refund = asked_back(paid, 50_000)
    way = provider("vnpay")
    assert {way.refund(refund).state for _ in range(3)} == {"paid"}
    assert vnpay.orders[paid.reference].refunded == 5_000_000


def test_more_than_was_paid_is_refused_by_the_provider_too(vnpay: VnpayServer, paid: Payment) -> None:
    refund = asked_back(paid, 50_000)
    vnpay.orders[paid.reference].refunded = 100
    drain(timezone.now())
    refund.refresh_from_db()
    assert (refund.state, refund.why_not) == ("failed", "93")
    assert ledger.balances()["income:fee"] == -50_000


def test_a_refund_nobody_answers_is_tried_again_and_paid_once(vnpay: VnpayServer, paid: Payment) -> None:
    refund = asked_back(paid, 50_000)
    address, paid.options["api_url"] = paid.options["api_url"], "http://127.0.0.1:9/"
    paid.save()
    drain(timezone.now())
    waiting = Effect.objects.get(kind="carry_out_refund")
    assert (waiting.state, Refund.objects.get().state) == ("waiting", "approved")
    paid.options["api_url"] = address
    paid.save()
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=True):
        drain(timezone.now())
    refund.refresh_from_db()
    assert refund.state == "done"


@pytest.mark.parametrize("code", ["00", "94"])
@pytest.mark.parametrize("status", ["02", "09"])
def test_a_refund_the_bank_refused_is_not_paid_back(
    paid: Payment, code: str, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refund = asked_back(paid, 50_000)
    answer = {"vnp_ResponseCode": code, "vnp_TransactionStatus": status}
    monkeypatch.setattr(Vnpay, "_ask", lambda *_said: answer)
    drain(timezone.now())
    refund.refresh_from_db()
    assert (refund.state, refund.why_not) == ("failed", status)
    assert ledger.balances() == {"money:vnpay": 50_000, "income:fee": -50_000, "owed:refund": 0}


@pytest.mark.parametrize("code", ["98", "99"])
def test_a_refund_vnpay_cannot_tell_of_waits(
    paid: Payment, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refund = asked_back(paid, 50_000)
    monkeypatch.setattr(Vnpay, "_ask", lambda *_said: {"vnp_ResponseCode": code})
    assert Vnpay().refund(refund).state == "waiting"


def test_a_payment_begun_before_the_secret_changed_is_known_by_its_own() -> None:
    payment = begun()
    ProviderAccount.objects.update(options={**payment.options, "secret": "OTHER"})
    said = {"vnp_TxnRef": payment.reference, "vnp_TmnCode": MERCHANT, "vnp_Amount": "5000000"}
    said |= {"vnp_ResponseCode": "00", "vnp_TransactionStatus": "00", "vnp_TransactionNo": "1"}
    assert told(query_string(said, SECRET))["RspCode"] == "00"


def test_an_answer_that_tells_nothing_of_a_payment_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Vnpay, "_ask", lambda *_said: {"vnp_ResponseCode": "94"})
    with pytest.raises(ProviderAway, match="querydr"):
        Vnpay().query(begun())
