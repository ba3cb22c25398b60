"""What a provider says about a payment: kept once, and done once, whoever tells it and however often."""

from __future__ import annotations

import hashlib
import json
import logging
from datetime import datetime

from django.db import transaction
from django.db.models import F

from payments.models import Payment, ProviderEvent
from payments.outcomes import ALREADY, AMOUNT, FAILED, FORGED, IGNORED, SETTLED, UNKNOWN, WAITING
from payments.providers.contract import NOT_PAID, PAID, Notice
from payments.settling import Received, settle

logger = logging.getLogger(__name__)


def take(provider: str, notice: Notice, *, at: datetime) -> str:
    """A code of payments/outcomes.py. The event is kept as it came; a doubled one only counts up."""
    if not notice.verified:
        return _forged(provider, notice, at)
    with transaction.atomic():
        event, new = ProviderEvent.objects.select_for_update(no_key=True).get_or_create(
            provider=provider,
            event_id=notice.event_id[:200],
            defaults={**_said(notice), "verified": True, "outcome": IGNORED, "at": at},
        )
        if not new:
            ProviderEvent.objects.filter(pk=event.pk).update(times=F("times") + 1)
            return ALREADY if event.outcome in (SETTLED, FAILED) else event.outcome
        payment = Payment.objects.filter(reference=notice.reference, provider=provider).first()
        event.payment = payment
        event.agency_code = payment.agency_code if payment else ""
        event.outcome = _outcome(payment, notice, at) if payment else UNKNOWN
        event.save(update_fields=["payment", "agency_code", "outcome"])
    logger.info("Payment notice of %s: %s", provider, event.outcome)
    return event.outcome


def _outcome(payment: Payment, notice: Notice, at: datetime) -> str:
    if notice.state == PAID and (notice.amount, notice.currency) != (payment.amount, "VND"):
        return AMOUNT
    if payment.state == Payment.State.SUCCEEDED:
        return ALREADY
    if notice.state == PAID:
        received = Received(at=notice.at or at, provider_reference=notice.provider_reference)
        return SETTLED if settle(payment, received) else ALREADY
    if notice.state == NOT_PAID:
        waiting = Payment.objects.filter(pk=payment.pk, state=Payment.State.STARTED)
        waiting.update(state=Payment.State.FAILED, why_not=notice.why_not[:40])
        return FAILED
    return WAITING


def _forged(provider: str, notice: Notice, at: datetime) -> str:
    """Kept under what it says, so that a flood of copies is one row."""
    digest = hashlib.sha256(json.dumps(dict(notice.raw), sort_keys=True, default=str).encode()).hexdigest()
    event, new = ProviderEvent.objects.get_or_create(
        provider=provider,
        event_id=f"forged:{digest}",
        defaults={**_said(notice), "amount": None, "verified": False, "outcome": FORGED, "at": at},
    )
    if not new:
        ProviderEvent.objects.filter(pk=event.pk).update(times=F("times") + 1)
    logger.warning("A payment notice of %s bears no valid signature", provider)
    return FORGED


def _said(notice: Notice) -> dict[str, object]:
    return {"raw": dict(notice.raw), "reference": notice.reference[:60], "amount": notice.amount}
