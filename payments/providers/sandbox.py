"""A pay page of our own, for the demo: no money moves. Production refuses it."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from payments.models import Payment, ProviderEvent, Refund
from payments.providers.contract import (
    NOT_PAID,
    PAID,
    Addresses,
    Begun,
    Notice,
    Provider,
    RefundNotice,
    ReportLine,
)

LONGEST_AMOUNT = 15
"""Digits of what is asked for at most."""


def signature(reference: str, state: str, amount: int) -> str:
    words = f"sandbox:{reference}:{state}:{amount}"
    return hmac.new(settings.SECRET_KEY.encode(), words.encode(), sha256).hexdigest()


class Sandbox(Provider):
    name = "sandbox"
    label = _("Trial payment (demo)")
    says = _("No money moves: you choose how it ends.")
    demo_only = True

    def create(self, payment: Payment, addresses: Addresses) -> Begun:
        return Begun({"url": reverse("payments:sandbox", args=[payment.reference])}, f"SB{payment.reference}")

    def notify(self, request: HttpRequest) -> Notice | None:
        return self.read(request.POST.dict())

    def read(self, fields: Mapping[str, str]) -> Notice:
        # No database keeps a NUL, nor a number of any length; whoever sends one has no signature that holds.
        fields = {name.replace("\0", ""): value.replace("\0", "") for name, value in fields.items()}
        reference, state, asked = (fields.get(name, "") for name in ("reference", "state", "amount"))
        amount = int(asked) if asked.isdecimal() and len(asked) <= LONGEST_AMOUNT else -1
        given = fields.get("signature", "")
        return Notice(
            event_id=f"{reference}:{state}",
            reference=reference,
            state=PAID if state == PAID else NOT_PAID,
            amount=amount,
            provider_reference=f"SB{reference}",
            why_not="" if state == PAID else "24",
            raw={name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"},
            verified=hmac.compare_digest(signature(reference, state, amount).encode(), given.encode()),
        )

    def notice_of(self, payment: Payment, state: str) -> dict[str, str]:
        """What the pay page sends when the payer has chosen."""
        return {
            "reference": payment.reference,
            "state": state,
            "amount": str(payment.amount),
            "signature": signature(payment.reference, state, payment.amount),
        }

    def reply(self, outcome: str) -> HttpResponse:
        return JsonResponse({"outcome": outcome})

    def query(self, payment: Payment) -> Notice | None:
        return None

    def refund(self, refund: Refund) -> RefundNotice:
        return RefundNotice(PAID, f"SB{refund.reference}")

    def report(self, options: Mapping[str, str], day: date) -> Iterable[ReportLine]:
        """What its pay page was told: the demo's stand-in for a provider's own list."""
        for event in ProviderEvent.objects.filter(provider=self.name, verified=True, raw__state=PAID):
            if timezone.localtime(event.at).date() == day:
                yield ReportLine(event.reference, event.amount or 0, f"SB{event.reference}", event.at)
        for refund in Refund.objects.filter(payment__provider=self.name, state=Refund.State.DONE):
            if refund.done_at and timezone.localtime(refund.done_at).date() == day:
                yield ReportLine(
                    refund.payment.reference, -refund.amount, f"SB{refund.reference}", refund.done_at
                )
