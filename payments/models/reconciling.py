"""Our books of one day beside a provider's own report of it (đối soát)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from payments.models.accounts import ProviderAccount
from payments.models.invoices import Payment

PEOPLE = settings.AUTH_USER_MODEL


class Reconciliation(models.Model):
    """One day of one account, compared; again renews the rows and keeps what people said of them."""

    class Source(models.TextChoices):
        REPORT = "report", _("Asked of the provider")
        FILE = "file", _("A file of the provider's")

    account = models.ForeignKey(ProviderAccount, on_delete=models.PROTECT, related_name="reconciliations")
    day = models.DateField(_("day"))
    source = models.CharField(_("source"), max_length=10, choices=Source)
    made_at = models.DateTimeField(_("compared"))
    by = models.ForeignKey(PEOPLE, null=True, on_delete=models.PROTECT, related_name="+")
    matched = models.PositiveIntegerField(_("matched"), default=0)
    recovered = models.PositiveIntegerField(_("found by asking"), default=0)
    missing_here = models.PositiveIntegerField(_("missing here"), default=0)
    missing_there = models.PositiveIntegerField(_("missing there"), default=0)
    amount_differs = models.PositiveIntegerField(_("amount differs"), default=0)
    ours = models.BigIntegerField(_("our books"), default=0, help_text="đồng, less what was paid back")
    theirs = models.BigIntegerField(_("the provider's report"), default=0, help_text="đồng")

    class Meta:
        verbose_name = _("reconciliation")
        verbose_name_plural = _("reconciliations")
        ordering = ["-day", "account_id"]
        constraints = [
            models.UniqueConstraint(fields=["account", "day"], name="a_day_of_an_account_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.day:%d/%m/%Y}"

    @property
    def unlike(self) -> int:
        """How many rows do not match."""
        return self.missing_here + self.missing_there + self.amount_differs


class ReconciliationRow(models.Model):
    """A payment or a refund as we and the provider know it. Amounts below zero: paid back."""

    class Outcome(models.TextChoices):
        MATCHED = "matched", _("Matched")
        MISSING_HERE = "missing_here", _("Missing here")
        MISSING_THERE = "missing_there", _("Missing there")
        AMOUNT_DIFFERS = "amount_differs", _("Amount differs")

    reconciliation = models.ForeignKey(Reconciliation, on_delete=models.PROTECT, related_name="rows")
    outcome = models.CharField(_("outcome"), max_length=15, choices=Outcome)
    agency_code = models.CharField(_("agency"), max_length=32, blank=True)
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="reconciled")
    refund = models.ForeignKey(
        "payments.Refund", null=True, on_delete=models.PROTECT, related_name="reconciled"
    )
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    provider_reference = models.CharField(_("number of the transaction"), max_length=100, blank=True)
    ours = models.BigIntegerField(_("our books"), null=True, help_text="đồng")
    theirs = models.BigIntegerField(_("the provider's report"), null=True, help_text="đồng")
    recovered = models.BooleanField(_("found by asking"), default=False)
    resolution = models.CharField(_("what became of it"), max_length=500, blank=True)
    resolved_by = models.ForeignKey(PEOPLE, null=True, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(_("resolved"), null=True)

    class Meta:
        verbose_name = _("row of a reconciliation")
        verbose_name_plural = _("rows of reconciliations")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["reconciliation", "outcome"], name="row_by_outcome"),
            models.Index(fields=["agency_code", "reconciliation"], name="row_of_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.reference}"

    @property
    def open(self) -> bool:
        """Whether somebody still has to say what became of it."""
        return self.outcome != self.Outcome.MATCHED and self.resolved_at is None
