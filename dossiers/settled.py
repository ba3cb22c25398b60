"""Taking the money for a dossier, and hearing that it was taken."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from dossiers.actors import Actor, authorise
from dossiers.charges import open_invoice
from dossiers.errors import ActionNotAllowed, ActionRefused, StaleDossier
from dossiers.models import DossierEvent, locked
from dossiers.transitions import TABLE, act, outcome_of
from payments.models import Invoice, Payment
from payments.pay import settle_in_cash

ROW = next(row for row in TABLE if row.action == "pay")


def take_cash(
    dossier_id: uuid.UUID | str, *, actor: Actor, key: str, at: datetime, seen: int | None = None
) -> DossierEvent:
    """The cashier has the whole amount in hand: receipt, event and status in one transaction.

    Raises ActionRefused (no_invoice), ActionNotAllowed, StaleDossier, payments' InvoiceNotDue.
    """
    with transaction.atomic():
        dossier = locked(dossier_id)
        authorise(actor, ROW, dossier, at)
        if first := outcome_of(dossier, key, "pay"):
            return first
        if seen is not None and seen != dossier.last_sequence:
            raise StaleDossier
        invoice = open_invoice(dossier.pk)
        if invoice is None:
            raise ActionRefused("no_invoice")
        if actor.user is None:
            raise ActionNotAllowed
        settle_in_cash(invoice, by=actor.user, at=at, key=f"{dossier.pk}:{key}")
        return DossierEvent.objects.get(dossier=dossier, key=key)


def on_settled(invoice: Invoice, payment: Payment, at: datetime) -> None:
    """Called by payments inside the settling transaction: processing goes on."""
    by = payment.received_by
    actor = Actor.officer(by) if by else Actor.system(payment.provider)
    key = payment.key.removeprefix(f"{invoice.subject_id}:")[:100]
    act(
        invoice.subject_id,
        "pay",
        actor=actor,
        key=key,
        at=at,
        receipt=payment.receipt_number,
        amount=payment.amount,
    )
