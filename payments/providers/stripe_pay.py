"""Stripe: a PaymentIntent for each payment; cards are typed into Stripe's own fields, never into ours.

At Stripe the đồng has no smaller unit: its amounts are ours. It is told amount, currency and reference.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import stripe
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from payments import outcomes
from payments.errors import PaymentRefused, ProviderAway
from payments.models import Payment, Refund
from payments.providers import stripe_notices
from payments.providers.contract import (
    NOT_PAID,
    PAID,
    WAITING,
    Addresses,
    Begun,
    NamedSecret,
    Notice,
    Provider,
    RefundNotice,
    ReportLine,
    ServiceAddress,
    wrong_addresses,
)
from payments.providers.registry import secret
from payments.providers.stripe_notices import amount_of, state_of, why_not, without_secret
from rules.days import midnight
from themes.options import Option

API = "https://api.stripe.com"
SCRIPT = "https://js.stripe.com/v3/"
FRAMES = "https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com"
TIMEOUT = 20
REFUNDED = {"succeeded": PAID, "failed": NOT_PAID, "canceled": NOT_PAID}
SIGNS = {
    "charge": 1,
    "charge_failure": -1,
    "refund": -1,
    "refund_failure": 1,
    "dispute": -1,
    "dispute_reversal": 1,
}
AMOUNT_CODES = ("amount_too_small", "amount_too_large")
stripe.enable_telemetry = False  # it is told nothing about this machine
logging.getLogger("stripe").setLevel(logging.INFO)  # below that it writes answers, with what pays an intent


class StripePay(Provider):
    """One merchant account with its keys; its webhook is sent to /thanh-toan/bao/stripe/ like everybody's."""

    name = "stripe"
    label = _("Stripe: international card")
    says = _("You type your card into fields of Stripe's. This portal neither sees nor keeps it.")
    options: tuple[Option, ...] = (
        Option("public_key", _("Publishable key"), _("It begins with pk_.")),
        NamedSecret("secret", _("Name of the API secret")),
        NamedSecret("webhook_secret", _("Name of the webhook secret")),
        NamedSecret(
            "webhook_secret_next",
            _("Name of a second webhook secret"),
            _("While the secret is being changed, both hold."),
            required=False,
        ),
        ServiceAddress(
            "api_url", _("Address of the API"), required=False, default=API, hosts=("api.stripe.com",)
        ),
        ServiceAddress(
            "script_url", _("Address of Stripe.js"), required=False, default=SCRIPT, hosts=("js.stripe.com",)
        ),
    )

    def check_config(self, options: Mapping[str, str]) -> list[str]:
        """Secrets go to Stripe's servers and its script runs on our page."""
        found = []
        key, public = secret(options, "secret"), str(options.get("public_key", ""))
        named = [name for name in stripe_notices.SECRETS if options.get(name)]
        if not key or not all(secret(options, name) for name in named):
            found.append(str(_("The environment has no secret of this name.")))
        if not public.startswith("pk_"):
            found.append(str(_("A publishable key begins with pk_.")))
        elif key and _is_test(key) != _is_test(public):
            found.append(str(_("One key is of Stripe's test mode, the other is not.")))
        elif _is_test(public) and not settings.DEMO:
            found.append(str(_("Keys of Stripe's test mode take no money: only the demo may use them.")))
        return [*found, *(one.refusal for one in wrong_addresses(self.options, options))]

    def create(self, payment: Payment, addresses: Addresses) -> Begun:
        """Raises ProviderAway, and PaymentRefused when Stripe takes no such amount."""
        said: Any = {
            "amount": payment.amount,
            "currency": "vnd",
            "metadata": {"reference": payment.reference},
        }
        with _asking(payment.options) as client:
            try:
                intent = client.v1.payment_intents.create(said, {"idempotency_key": payment.reference})
            except stripe.InvalidRequestError as error:
                if error.code in AMOUNT_CODES:
                    raise PaymentRefused("amount_not_taken") from None
                raise
        page = reverse("payments:stripe", args=[payment.reference])
        return Begun({"url": page, "stripe": intent.client_secret or "", "again": True}, intent.id)

    def notify(self, request: HttpRequest) -> Notice | None:
        return stripe_notices.read(self.name, request.body, request.headers.get("Stripe-Signature", ""))

    def reply(self, outcome: str) -> HttpResponse:
        return HttpResponse(status=400 if outcome == outcomes.FORGED else 200)

    def query(self, payment: Payment) -> Notice | None:
        if not payment.provider_reference:
            return None
        with _asking(payment.options) as client:
            try:
                found = client.v1.payment_intents.retrieve(payment.provider_reference)
            except stripe.InvalidRequestError as error:
                if error.http_status == 404:
                    return None
                raise
        intent = found.to_dict(for_json=True)
        amount = amount_of(intent)
        return Notice(
            event_id=f"{found.id}:{found.status}:{amount}:{why_not(intent)}",
            reference=payment.reference,
            state=state_of(intent),
            amount=amount,
            currency=str(found.currency).upper(),
            provider_reference=found.id,
            why_not=why_not(intent),
            raw=without_secret(intent),
        )

    def refund(self, refund: Refund) -> RefundNotice:
        said: Any = {
            "payment_intent": refund.payment.provider_reference,
            "amount": refund.amount,
            "metadata": {"reference": refund.reference},
        }
        with _asking(refund.payment.options) as client:
            try:
                made = _made_before(client, refund) or client.v1.refunds.create(
                    said, {"idempotency_key": refund.reference}
                )
            except stripe.InvalidRequestError as error:
                return RefundNotice(NOT_PAID, why_not=error.code or "invalid_request")
        state = REFUNDED.get(str(made.status), WAITING)
        told = made.to_dict(for_json=True)
        return RefundNotice(state, made.id, why_not=str(told.get("failure_reason") or ""), raw=told)

    def report(self, options: Mapping[str, str], day: date) -> Iterable[ReportLine]:
        """What went into the account's balance that day and out of it, in đồng: the rest is not ours."""
        start = midnight(day)
        during = {"gte": int(start.timestamp()), "lt": int((start + timedelta(days=1)).timestamp())}
        asked: Any = {"created": during, "limit": 100, "expand": ["data.source"]}
        with _asking(options) as client:
            moves = client.v1.balance_transactions.list(asked).auto_paging_iter()
            found = [one.to_dict(for_json=True) for one in moves if one.reporting_category in SIGNS]
        return _lines(self.name, [one for one in found if (one["source"] or {}).get("currency") == "vnd"])


def _made_before(client: stripe.StripeClient, refund: Refund) -> stripe.Refund | None:
    """The refund as it was asked for before: Stripe forgets idempotency keys after a day."""
    intent = refund.payment.provider_reference
    for one in client.v1.refunds.list({"payment_intent": intent, "limit": 100}).auto_paging_iter():
        if (one.to_dict().get("metadata") or {}).get("reference") == refund.reference:
            return one
    return None


def _lines(provider: str, moves: list[dict[str, Any]]) -> list[ReportLine]:
    """Amounts as charged and refunded: those of the balance may be in the account's own currency."""
    intents = {move["source"].get("payment_intent") for move in moves}
    known = dict(
        Payment.objects.filter(provider=provider, provider_reference__in=intents - {None}).values_list(
            "provider_reference", "reference"
        )
    )
    return [
        ReportLine(
            reference=known.get(move["source"].get("payment_intent"), ""),
            amount=SIGNS[move["reporting_category"]] * move["source"]["amount"],
            provider_reference=_number(move),
            at=datetime.fromtimestamp(move["created"], tz=UTC),
        )
        for move in moves
    ]


def _number(move: Mapping[str, Any]) -> str:
    """As we keep it: of a payment the intent, of a refund the refund."""
    source = move["source"]
    return str(source.get("payment_intent") or source["id"]) if source["object"] == "charge" else source["id"]


@contextmanager
def _asking(options: Mapping[str, Any]) -> Iterator[stripe.StripeClient]:
    """A client of the account. Raises ProviderAway for whatever Stripe or the way to it refuses."""
    if wrong_addresses(StripePay.options, options):
        raise ProviderAway("address")
    connection = stripe.RequestsClient(timeout=TIMEOUT)
    try:
        yield stripe.StripeClient(
            secret(options, "secret"),
            base_addresses={"api": api_url(options)},
            max_network_retries=1,
            http_client=connection,
        )
    except stripe.StripeError as error:
        raise ProviderAway(f"{type(error).__name__} {error.code or ''}".strip()) from None
    finally:
        connection.close()


def api_url(options: Mapping[str, Any]) -> str:
    return str(options.get("api_url") or API).rstrip("/")


def script_url(options: Mapping[str, Any]) -> str:
    return str(options.get("script_url") or SCRIPT)


def page_sources(options: Mapping[str, Any]) -> dict[str, str]:
    """What the one page with Stripe's fields may load besides our own, for its Content-Security-Policy."""
    script, api = _origin(script_url(options)), _origin(api_url(options))
    return {
        "script-src": f"{script} https://*.js.stripe.com",
        "frame-src": FRAMES,
        "connect-src": f"{api} {script}",
    }


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _is_test(key: str) -> bool:
    return "_test_" in key
