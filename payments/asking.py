"""Ask the provider what became of a payment: soon after the payer came back, later when no notice came."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from effects.outbox import send
from payments import notices, outcomes
from payments.models import Payment
from payments.providers.contract import Online
from payments.providers.registry import provider, way_of

ASK = "ask_provider"
LATER = (timedelta(minutes=2), timedelta(minutes=20), timedelta(hours=2))
"""After these times a payment without an answer is asked about again, and a last time when it expires."""


def ask_soon(payment: Payment) -> None:
    """Promise a question now; once a minute is enough, however often the page is opened."""
    minute = timezone.now().strftime("%Y%m%d%H%M")
    send(ASK, key=f"{ASK}:{payment.pk}:{minute}", payment=str(payment.pk))


def ask_later(payment: Payment) -> None:
    """Promise the questions for a payment that has begun: lost notices are found by them."""
    for number, wait in enumerate((*LATER, _waits(payment))):
        send(
            ASK,
            key=f"{ASK}:{payment.pk}:later{number}",
            run_after=payment.started_at + wait,
            payment=str(payment.pk),
        )


def _waits(payment: Payment) -> timedelta:
    way = way_of(payment.provider)
    return way.waits if isinstance(way, Online) else Online.waits


def ask(payment: Payment, *, at: datetime) -> str:
    """A code of payments/outcomes.py. Raises ProviderAway."""
    if payment.state == Payment.State.SUCCEEDED:
        return outcomes.ALREADY
    asked = provider(payment.provider)
    notice = asked.query(payment) if asked else None
    outcome = notices.take(payment.provider, notice, at=at) if notice else outcomes.WAITING
    if outcome == outcomes.WAITING and at >= payment.started_at + _waits(payment):
        waiting = Payment.objects.filter(pk=payment.pk, state=Payment.State.STARTED)
        waiting.update(state=Payment.State.EXPIRED)
    return outcome
