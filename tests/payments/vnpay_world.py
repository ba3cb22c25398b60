"""An agency that offers VNPAY, at a server that speaks it: with it tests of paying and paying back begin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from django.test import Client
from django.utils import timezone

from payments import ledger
from payments.models import Invoice, Payment, Refund
from payments.paying import send_off, start
from payments.providers.contract import Addresses
from payments.refunding import approve, propose
from tests import people
from tests.payments import world
from tests.payments.vnpay_server import VnpayServer
from tests.payments.world import an_invoice, offer

SECRET = "TESTSECRETKEY0123456789ABCDEFGHIJ"
MERCHANT = "DEMOTMN1"
IPN = "/thanh-toan/bao/vnpay/"


@pytest.fixture
def vnpay() -> Iterator[VnpayServer]:
    with VnpayServer(MERCHANT, SECRET, tell=lambda query: told(query)["RspCode"]) as server:
        yield server


def offered(vnpay: VnpayServer, settings: Any) -> Iterator[list[Invoice]]:
    settings.PAYMENT_SECRETS = {"VNP": SECRET, "OTHER": "another merchant's secret"}
    offer("vnpay", tmn_code=MERCHANT, secret="VNP", pay_url=vnpay.pay_url, api_url=vnpay.api_url)
    with world.heard() as known:
        yield known
    assert ledger.faults() == []
    assert sum(ledger.balances().values()) == 0


def told(query: str) -> dict[str, str]:
    """What we answer to an IPN."""
    answer = Client().get(f"{IPN}?{query}")
    assert answer.status_code == 200
    said: dict[str, str] = answer.json()
    return said


def begun(key: str = "click-1", invoice: Invoice | None = None) -> Payment:
    invoice = invoice or Invoice.objects.first() or an_invoice()
    Invoice.objects.filter(pk=invoice.pk, state="due").update(amount=50_000, lines=invoice.lines[:1])
    invoice.refresh_from_db()
    payment = start([invoice], "vnpay", by=None, at=timezone.now(), key=key)
    back = f"https://dvc.example.gov.vn/thanh-toan/giao-dich/{payment.reference}/tro-ve/"
    return send_off(payment, Addresses(back=back, notice=""))


def sent_to_pay(vnpay: VnpayServer, payment: Payment) -> None:
    """The payer opens VNPAY's page."""
    answer = requests.get(payment.next["url"], timeout=10)
    assert answer.status_code == 200, answer.text
    assert payment.reference in vnpay.orders


def asked_back(payment: Payment, amount: int, key: str = "r1") -> Refund:
    at, invoice = timezone.now(), payment.invoices.get()
    refund = propose(
        payment, amount, reason="mistake", by=people.minh("cashier"), at=at, key=key, invoice=invoice
    )
    return approve(refund, by=people.lan(), at=at)
