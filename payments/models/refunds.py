"""Money that goes back."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from payments.models.invoices import Invoice, Payment

PEOPLE = settings.AUTH_USER_MODEL


class Refund(models.Model):
    """Asked for by one person, approved by another, carried out by the provider or at the counter."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waits for approval")
        APPROVED = "approved", _("Being paid back")
        DONE = "done", _("Paid back")
        REFUSED = "refused", _("Not approved")
        FAILED = "failed", _("The provider did not pay it back")

    class Reason(models.TextChoices):
        REFUSED_DOSSIER = "refused_dossier", _("The dossier was not accepted or was stopped")
        OVERPAID = "overpaid", _("More was paid than was due")
        PAID_TWICE = "paid_twice", _("It was paid twice")
        PAID_LATE = "paid_late", _("It was paid after it was no longer due")
        MISTAKE = "mistake", _("The fee was set by mistake")
        NOT_OURS = "not_ours", _("The transfer was not meant for us")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    invoice = models.ForeignKey(
        Invoice,
        null=True,
        on_delete=models.PROTECT,
        related_name="refunds",
        help_text="None: money that settled nothing",
    )
    amount = models.PositiveBigIntegerField(_("amount"), help_text="đồng")
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    note = models.CharField(_("note"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(PEOPLE, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    decided_by = models.ForeignKey(PEOPLE, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(PEOPLE, null=True, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(
        "payments.CashSession", null=True, on_delete=models.PROTECT, related_name="refunds"
    )
    why_not = models.CharField(max_length=200, blank=True)
    provider_reference = models.CharField(max_length=100, blank=True)
    key = models.CharField(max_length=200, unique=True)

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["state", "-asked_at"], name="refund_by_state")]
        constraints = [
            models.CheckConstraint(name="refund_amount_is_positive", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(
                name="refund_has_two_people",
                condition=models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("asked_by"))
                | models.Q(asked_by__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.reference
