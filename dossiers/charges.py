"""What is to be paid for a dossier: asked for by an officer, dropped when the dossier stops."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from payments.fees.quote import Line
from payments.invoices import Asked, cancel, issue
from payments.models import Invoice

if TYPE_CHECKING:
    from dossiers.guards import Command
    from dossiers.models import Dossier, DossierEvent

SUBJECT = "dossier"


def invoices(dossier_id: uuid.UUID | str) -> QuerySet[Invoice]:
    """Every invoice of the dossier, newest first, with its receipts."""
    found = Invoice.objects.filter(subject_kind=SUBJECT, subject_id=str(dossier_id))
    return found.prefetch_related("receipts__series")


def open_invoice(dossier_id: uuid.UUID | str) -> Invoice | None:
    """The invoice that waits to be paid."""
    return invoices(dossier_id).filter(state=Invoice.State.DUE).first()


def ask_fee(command: Command, event: DossierEvent) -> None:
    """Issue the invoice the officer asked for, in the transaction of the event."""
    amount, reason = command.payload["amount"], str(command.payload["reason"])
    line = Line(id=f"event:{event.sequence}", kind="fee", label=reason[:250], amount=amount, why="by_text")
    issue([line], asked(command.dossier), key=f"dossier:{event.pk}", at=event.at)


def asked(dossier: Dossier, moment: str = "") -> Asked:
    """Of whom the money is asked, for which agency, and what the receipt says."""
    return Asked(
        subject=(SUBJECT, str(dossier.pk)),
        about={
            "title": dossier.procedure_name,
            "code": dossier.shown_code,
            "procedure": dossier.procedure_code,
            "payer": dossier.applicant_name,
            "number": dossier.applicant_number,
        },
        agency_code=dossier.agency_code,
        agency_name=dossier.agency.name,
        payer=dossier.applicant,
        moment=moment,
    )


def drop_fee(command: Command, event: DossierEvent) -> None:
    """A dossier that stops asks for nothing any more."""
    if invoice := open_invoice(event.dossier_id):
        cancel(invoice)
