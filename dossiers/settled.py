"""Taking the money for a dossier, and hearing that it was taken."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from accounts.channels import Way, ways_to
from dossiers import tracking_secret
from dossiers.actors import Actor, authorise
from dossiers.applicants import APPLICANT
from dossiers.errors import ActionNotAllowed, ActionRefused, StaleDossier
from dossiers.invoices import open_invoice
from dossiers.models import Dossier, DossierEvent, locked
from dossiers.transitions import TABLE, act, outcome_of
from payments.cashier import take
from payments.models import Invoice, Payment, Receipt
from payments.settled import Subject

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
        take([invoice], by=actor.user, at=at, key=f"{dossier.pk}:{key}")
        return DossierEvent.objects.get(dossier=dossier, key=key)


def on_settled(invoice: Invoice, payment: Payment, receipt: Receipt, at: datetime) -> None:
    """Called by payments inside the settling transaction: processing goes on, where it waited for this.

    Never refuses: the money is here, whatever became of the dossier.
    """
    start = f"{invoice.subject_id}:"
    one = payment.key.startswith(start)  # taken by the dossier's own button, under its key
    key = payment.key.removeprefix(start) if one else f"payment:{payment.pk}:{invoice.pk}"
    act(
        invoice.subject_id,
        "pay",
        actor=_taker(invoice, payment, at),
        key=key[:100],
        at=at,
        receipt=receipt.shown_number,
        amount=invoice.amount,
    )


def _taker(invoice: Invoice, payment: Payment, at: datetime) -> Actor:
    """The cashier, where the dossier lets them; money that is here is recorded whoever took it."""
    if payment.received_by is None:
        return Actor.system(payment.provider)
    actor = Actor.officer(payment.received_by)
    try:
        authorise(actor, ROW, locked(invoice.subject_id), at)
    except PermissionDenied:
        return Actor.system(payment.received_by.full_name)
    return actor


def lock(dossier_id: str) -> None:
    """Before the rows of the money: whoever acts on a dossier locks it first, too."""
    locked(dossier_id)


def address(invoice: Invoice) -> str:
    """Where the payer goes on."""
    return reverse("dossiers:tracking", args=[invoice.subject_id])


def may_pay(request: HttpRequest, dossier_id: str) -> bool:
    """Whoever may act as the dossier's applicant; programs send the dossier's secret as Dossier-Secret."""
    key = uuid.UUID(dossier_id)
    if APPLICANT.check(request, dossier_id=key):
        return True
    secret = request.headers.get("Dossier-Secret", "")
    dossier = Dossier.objects.filter(pk=key).first() if secret else None
    return dossier is not None and tracking_secret.matches(key, secret, dossier.secret_hash)


def ways(invoice: Invoice) -> list[Way]:
    """As the dossier's other messages go."""
    dossier = Dossier.objects.select_related("applicant").get(pk=invoice.subject_id)
    given = {"email": dossier.applicant_email, "phone": dossier.applicant_phone}
    return ways_to(dossier.applicant, "dossier", **given)


PAID_FOR = Subject(settled=on_settled, lock=lock, address=address, may_pay=may_pay, ways=ways)
