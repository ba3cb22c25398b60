"""What is to be paid, and what was paid."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Invoice(models.Model):
    """A request to pay (yêu cầu thu). Amounts are whole đồng; the lines say why."""

    class State(models.TextChoices):
        DUE = "due", _("To be paid")
        PAID = "paid", _("Paid")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=64)
    lines = models.JSONField(help_text="[{id, kind, label, amount, why}] as payments.fees.Line")
    amount = models.PositiveBigIntegerField(_("amount"), help_text="đồng")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DUE)
    issued_at = models.DateTimeField(_("issued"))
    paid_at = models.DateTimeField(_("paid"), null=True)
    key = models.CharField(max_length=200, unique=True)

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["-issued_at"]
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]
        constraints = [
            models.CheckConstraint(name="invoice_amount_is_positive", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(
                name="invoice_state_is_known", condition=models.Q(state__in=["due", "paid", "cancelled"])
            ),
            models.CheckConstraint(
                name="paid_invoice_has_its_time",
                condition=models.Q(state="paid", paid_at__isnull=False)
                | (~models.Q(state="paid") & models.Q(paid_at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Payment(models.Model):
    """Money taken for an invoice. First form: cash at the counter, so every payment succeeded."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    provider = models.CharField(_("way of payment"), max_length=20, default="cash")
    amount = models.PositiveBigIntegerField(_("amount"), help_text="đồng")
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("received by"),
    )
    at = models.DateTimeField(_("time"))
    receipt_number = models.CharField(_("receipt number"), max_length=20, unique=True)
    key = models.CharField(max_length=200, unique=True)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(name="payment_amount_is_positive", condition=models.Q(amount__gt=0)),
            models.UniqueConstraint(fields=["invoice"], name="one_payment_settles_an_invoice"),
        ]

    def __str__(self) -> str:
        return self.receipt_number
