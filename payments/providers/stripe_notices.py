"""What Stripe's webhooks say: whose signature they bear, of which payment they speak, how it stands."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import stripe

from payments.models import Payment, ProviderAccount
from payments.providers.contract import NOT_PAID, PAID, WAITING, Notice
from payments.providers.registry import secret

SECRETS = ("webhook_secret", "webhook_secret_next")
TOLERANCE = 300
"""Seconds a signature holds: an old notice sent again by somebody else is none."""
OF_INTENTS = (
    "payment_intent.succeeded",
    "payment_intent.processing",
    "payment_intent.payment_failed",
    "payment_intent.canceled",
)
REFUNDED = "charge.refunded"
LONGEST = 200


def read(provider: str, body: bytes, signature: str) -> Notice | None:
    """The notice; None when it is signed but says nothing about a payment of ours."""
    event = _event(body)
    said = _part(_part(event, "data"), "object")
    payment = _payment(provider, said)
    reference = payment.reference if payment else _text(_part(said, "metadata").get("reference"))
    if not _signed(provider, payment, body, signature):
        return _unsigned(event, said, reference)
    if not reference or event.get("type") not in (*OF_INTENTS, REFUNDED):
        return None
    of_intent = event["type"] != REFUNDED
    return Notice(
        event_id=_text(event.get("id")),
        reference=reference,
        state=state_of(said) if of_intent else WAITING,
        amount=amount_of(said) if of_intent else -_whole(said.get("amount_refunded")),
        currency=_text(said.get("currency")).upper(),
        provider_reference=_text(said.get("id")) if of_intent else "",
        at=_time(event.get("created")),
        why_not=why_not(said) if of_intent else "",
        raw={**event, "data": {**_part(event, "data"), "object": without_secret(said)}},
    )


def state_of(intent: Mapping[str, Any]) -> str:
    status = intent.get("status")
    if status == "succeeded":
        return PAID
    declined = status == "requires_payment_method" and bool(intent.get("last_payment_error"))
    return NOT_PAID if declined or status == "canceled" else WAITING


def amount_of(intent: Mapping[str, Any]) -> int:
    """What was received, in đồng; of an intent that is not paid, what it is about."""
    if state_of(intent) == PAID and "amount_received" in intent:
        return _whole(intent["amount_received"])
    return _whole(intent.get("amount"))


def why_not(intent: Mapping[str, Any]) -> str:
    """Stripe's code of the reason, "" when there is none."""
    error = _part(intent, "last_payment_error")
    return _text(error.get("decline_code") or error.get("code") or intent.get("cancellation_reason"))


def without_secret(said: Mapping[str, Any]) -> dict[str, Any]:
    """Whoever has the client secret may pay the intent: it is kept nowhere but with the payment."""
    return {name: value for name, value in said.items() if name != "client_secret"}


def _event(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _payment(provider: str, said: Mapping[str, Any]) -> Payment | None:
    """By our reference, which goes along as metadata, else by the intent."""
    known = Payment.objects.filter(provider=provider).select_related("account")
    reference = _text(_part(said, "metadata").get("reference"))
    intent = _text(said.get("id") if said.get("object") == "payment_intent" else said.get("payment_intent"))
    found = known.filter(reference=reference).first() if reference else None
    return found or (known.filter(provider_reference=intent).first() if intent else None)


def _signed(provider: str, payment: Payment | None, body: bytes, signature: str) -> bool:
    """By the merchant that the payment goes to; of an unknown payment, by any of ours."""
    for key in set(_keys(provider, payment)):
        try:
            if stripe.WebhookSignature.verify_header(body, signature, key, TOLERANCE):
                return True
        except (stripe.SignatureVerificationError, ValueError, TypeError):
            continue  # not this secret, or no signature at all
    return False


def _keys(provider: str, payment: Payment | None) -> Iterator[str]:
    if payment is None:
        accounts = ProviderAccount.objects.filter(provider=provider)
        places = [one.options for one in accounts]
    else:
        places = [payment.options, payment.account.options if payment.account else {}]
    for options in places:
        for name in SECRETS:
            if key := secret(options, name):
                yield key


def _unsigned(event: Mapping[str, Any], said: Mapping[str, Any], reference: str) -> Notice:
    """Of what anybody may have sent, only the names it gives are kept."""
    names = {"id": event.get("id"), "type": event.get("type"), "object": said.get("id")}
    raw = {name: _text(value) for name, value in names.items()}
    return Notice("", reference, WAITING, -1, raw={**raw, "reference": reference}, verified=False)


def _part(whole: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = whole.get(name)
    return found if isinstance(found, dict) else {}


def _text(value: object) -> str:
    """A short text the database can keep, whatever was sent."""
    text = value if isinstance(value, str) else ""
    return text.replace("\x00", "").encode("ascii", "replace").decode()[:LONGEST]


def _whole(value: object) -> int:
    """An amount; -1 for what is none, so that it equals no amount of ours."""
    return value if isinstance(value, int) and not isinstance(value, bool) else -1


def _time(value: object) -> datetime | None:
    return datetime.fromtimestamp(value, tz=UTC) if isinstance(value, int) else None
