"""Who reads a receipt: its payer, whoever may see the agency's books, and whoever may read its subject."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.permissions import may
from documents.files import READERS
from payments.models import Receipt
from payments.reach import VIEW


def may_read(user: Any, request: HttpRequest, receipt_id: str) -> bool:
    """Registered with documents.files for the subject "receipt"."""
    try:
        key = uuid.UUID(receipt_id)
    except ValueError:
        return False
    receipt = Receipt.objects.select_related("invoice").filter(pk=key).first()
    if receipt is None:
        return False
    invoice = receipt.invoice
    if user.is_authenticated and invoice.payer_id == user.pk:
        return True
    if may(user, VIEW, agency_code=invoice.agency_code, at=timezone.now()):
        return True
    reads = READERS.get(invoice.subject_kind)
    return reads is not None and reads(user, request, invoice.subject_id)
