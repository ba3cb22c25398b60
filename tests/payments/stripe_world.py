"""Stripe as its tests meet it: a payment that was sent off, and what a webhook says of it."""

from __future__ import annotations

import json
import time
from typing import Any

import stripe
from django.test import Client

from payments import asking
from payments.models import Invoice, Payment, Receipt
from payments.paying import send_off
from payments.providers.contract import Addresses
from tests.payments.stripe_server import SECRET, StripeServer, Told
from tests.payments.world import AT, an_invoice, begun

ADDRESSES = Addresses(back="https://mot-cua.example.vn/", notice="https://mot-cua.example.vn/")


def sent_off(key: str = "click-1", invoice: Invoice | None = None) -> Payment:
    return send_off(begun(invoice or an_invoice(), way="stripe", key=key), ADDRESSES)


def tell(told: Told) -> int:
    answer = Client().post(
        "/thanh-toan/bao/stripe/",
        told.body,
        content_type="application/json",
        headers={"Stripe-Signature": told.signature},
    )
    return answer.status_code


def signed(body: bytes, secret: str = SECRET, at: int | None = None) -> Told:
    return Told(body, stripe.WebhookSignature.generate_signature_header(body.decode(), secret, at))


def event(payment: Payment, kind: str = "payment_intent.succeeded", **changed: Any) -> bytes:
    """A webhook's body in Stripe's shape; what differs in the intent."""
    paid = kind == "payment_intent.succeeded"
    intent = {
        "id": payment.provider_reference,
        "object": "payment_intent",
        "amount": payment.amount,
        "amount_received": payment.amount if paid else 0,
        "currency": "vnd",
        "status": "succeeded" if paid else "requires_payment_method",
        "last_payment_error": None if paid else {"code": "card_declined", "decline_code": "do_not_honor"},
        "client_secret": "pi_1_secret_1",
        "metadata": {"reference": payment.reference},
        **changed,
    }
    said = {"object": "event", "type": kind, "created": int(time.time()), "data": {"object": intent}}
    return json.dumps({"id": f"evt_{kind}", **said}).encode()


def state() -> tuple[str, str, int]:
    """Of the one payment, its invoice and how many receipts there are."""
    return Payment.objects.get().state, Invoice.objects.get().state, Receipt.objects.count()


def paid(stripe_server: StripeServer) -> Payment:
    payment = sent_off()
    stripe_server.confirm(payment.provider_reference)
    asking.ask(payment, at=AT)
    payment.refresh_from_db()
    return payment


NOTHING, PAID = ("started", "due", 0), ("succeeded", "paid", 1)
