"""Whatever Stripe and others send, in whatever order and however often: the books are right."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from payments import ledger
from payments.errors import InvoiceNotDue
from payments.invoices import cancel
from payments.models import Invoice, Payment, PaymentPart, ProviderEvent, Receipt, Refund
from payments.notices import take
from payments.providers.contract import Notice
from tests.payments import world
from tests.payments.stripe_server import OTHER_SECRET, PUBLIC_KEY, SECRETS
from tests.payments.stripe_world import event, signed, tell
from tests.payments.world import AT, an_invoice, begun, offer

OPTIONS = {"public_key": PUBLIC_KEY, "secret": "STRIPE", "webhook_secret": "STRIPE_WEBHOOK"}
FAILED = "payment_intent.payment_failed"
SENT: dict[str, Any] = {
    "succeeded": lambda one: signed(event(one)),
    "failed": lambda one: signed(event(one, FAILED)),
    "canceled": lambda one: signed(event(one, "payment_intent.canceled", status="canceled")),
    "processing": lambda one: signed(event(one, "payment_intent.processing", status="processing")),
    "less": lambda one: signed(event(one, amount_received=1).replace(b'"evt_', b'"evt_less_')),
    "dollars": lambda one: signed(event(one, currency="usd").replace(b'"evt_', b'"evt_usd_')),
    "given back": lambda one: signed(event(one, "charge.refunded", object="charge", amount_refunded=58_000)),
    "stranger": lambda one: signed(event(one), OTHER_SECRET),
    "unsigned": lambda one: signed(event(one), "whsec_guessed"),
}
FORGED = ("stranger", "unsigned")
steps = st.lists(st.sampled_from([*SENT, "desk", "cancel"]), min_size=1, max_size=14)


def elsewhere(invoice: Invoice) -> None:
    """The same debt is paid another way."""
    try:
        with transaction.atomic():
            other = begun(invoice, key="desk")
    except InvoiceNotDue:
        return
    said = Notice(f"e:{other.reference}", other.reference, "paid", other.amount, raw={})
    take("sandbox", said, at=AT)


@pytest.mark.django_db
@trying(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_no_order_of_notices_makes_money_or_loses_it(steps: list[str], settings: Any) -> None:
    settings.PAYMENT_SECRETS = SECRETS
    with transaction.atomic(), world.heard() as heard:
        offer("stripe", **OPTIONS)
        offer()
        invoice = an_invoice()
        payment = begun(invoice, way="stripe")
        payment.provider_reference = "pi_1"
        payment.save()
        for step in steps:
            if step in SENT:
                assert tell(SENT[step](payment)) == (400 if step in FORGED else 200)
            elif step == "desk":
                elsewhere(invoice)
            elif Invoice.objects.get().state == "due":
                cancel(Invoice.objects.get())
        payment.refresh_from_db()
        came = "succeeded" in steps
        balances = ledger.balances()
        assert (payment.state == "succeeded") == came
        assert balances.get("money:stripe", 0) == (58_000 if came else 0)
        assert ledger.faults() == []
        assert sum(balances.values()) == 0
        settled = PaymentPart.objects.filter(settles=True).count()
        assert settled == Receipt.objects.count() == len(heard) == (Invoice.objects.get().state == "paid")
        held = Payment.objects.filter(state="succeeded").count() - settled
        assert balances.get("held", 0) == -58_000 * held
        assert Refund.objects.count() == held
        assert set(steps) & set(FORGED) == set() or ProviderEvent.objects.filter(outcome="forged").exists()
        transaction.set_rollback(True)
