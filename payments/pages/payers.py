"""Who may pay an invoice and see how it stands: its payer's account, or whoever the subject lets in."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.access import Rule
from payments.models import Invoice, Payment
from payments.settled import subject_of


def may_pay(request: HttpRequest, invoice: Invoice) -> bool:
    user: Any = request.user
    if user.is_authenticated and invoice.payer_id == user.pk:
        return True
    return subject_of(invoice.subject_kind).may_pay(request, invoice.subject_id)


def may_pay_all(request: HttpRequest, invoices: Iterable[Invoice]) -> bool:
    chosen = list(invoices)
    return bool(chosen) and all(may_pay(request, one) for one in chosen)


def _of_invoice(request: HttpRequest, invoice_id: uuid.UUID, **_kwargs: Any) -> bool:
    invoice = Invoice.objects.filter(pk=invoice_id).first()
    return invoice is not None and may_pay(request, invoice)


def _of_payment(request: HttpRequest, reference: str, **_kwargs: Any) -> bool:
    payment = Payment.objects.filter(reference=reference).first()
    return payment is not None and may_pay_all(request, payment.invoices.all())


REFUSAL = _(
    "This was not asked of your account. Sign in with the account that filed, or open the dossier with its"
    " code and secret."
)
PAYER = Rule("payer of the invoice", check=_of_invoice, refusal=REFUSAL)
PAYER_OF_PAYMENT = Rule("payer of the payment's invoices", check=_of_payment, refusal=REFUSAL)
