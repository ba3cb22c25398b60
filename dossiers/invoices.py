"""What was asked for a dossier, as payments keeps it."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from payments.models import Invoice

SUBJECT = "dossier"
BY_OFFICER = ""
"""Moment of what an officer asked for: the dossier waits for it in status 6."""


def invoices(dossier_id: uuid.UUID | str) -> QuerySet[Invoice]:
    """Every invoice of the dossier, newest first, with its receipts."""
    found = Invoice.objects.filter(subject_kind=SUBJECT, subject_id=str(dossier_id))
    return found.prefetch_related("receipts__series")


def open_invoice(dossier_id: uuid.UUID | str, moment: str | None = None) -> Invoice | None:
    """The invoice that waits to be paid, the newest of several; `moment`: of those asked for then."""
    due = invoices(dossier_id).filter(state=Invoice.State.DUE)
    return (due if moment is None else due.filter(moment=moment)).first()
