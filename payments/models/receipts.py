"""Electronic receipts (biên lai điện tử), numbered without gaps."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from payments.models.invoices import Invoice, Payment

PEOPLE = settings.AUTH_USER_MODEL


class ReceiptSeries(models.Model):
    """The numbers of one agency, form and year (NĐ 123/2020, NĐ 70/2025; domain.md §8.2)."""

    agency_code = models.CharField(_("agency"), max_length=32, blank=True)
    form = models.CharField(_("form"), max_length=10, default="01BLP0-001")
    symbol = models.CharField(_("symbol"), max_length=6, help_text="AA-26E")
    next_number = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("series of receipts")
        verbose_name_plural = _("series of receipts")
        constraints = [
            models.UniqueConstraint(fields=["agency_code", "form", "symbol"], name="one_series_per_symbol")
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.symbol}"


class Receipt(models.Model):
    """Who paid what. A number is used once: what is cancelled or replaced keeps it."""

    class State(models.TextChoices):
        ISSUED = "issued", _("In force")
        CANCELLED = "cancelled", _("Cancelled")
        REPLACED = "replaced", _("Replaced")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    series = models.ForeignKey(ReceiptSeries, on_delete=models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField(_("number"))
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="receipts")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="receipts")
    content = models.JSONField(help_text="What it says: payer, agency, lines, amount, form of payment")
    amount = models.PositiveBigIntegerField(_("amount"), help_text="đồng")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ISSUED)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    ended_by = models.ForeignKey(PEOPLE, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    code = models.CharField(_("look-up code"), max_length=20, unique=True)
    issued_at = models.DateTimeField(_("issued"))

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["-issued_at", "-number"]
        indexes = [models.Index(fields=["series", "-issued_at"], name="receipt_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="a_receipt_number_once"),
            models.UniqueConstraint(
                fields=["invoice"],
                condition=models.Q(state="issued"),
                name="one_valid_receipt_for_a_debt",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_number

    @property
    def shown_number(self) -> str:
        """Symbol and number, as it is read out: "AA-26E 0000001"."""
        return f"{self.series.symbol} {self.number:07d}"
