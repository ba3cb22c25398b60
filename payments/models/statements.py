"""Statements of our bank that were taken in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from payments.models.accounts import ProviderAccount


class BankStatement(models.Model):
    """Who gave which file, and what became of its lines. The lines themselves are ProviderEvents."""

    account = models.ForeignKey(ProviderAccount, on_delete=models.PROTECT, related_name="statements")
    agency_code = models.CharField(_("agency"), max_length=32, blank=True)
    name = models.CharField(_("file"), max_length=200)
    taken_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    taken_in_at = models.DateTimeField(_("taken in"))
    first_day = models.DateField(_("first day"), null=True)
    last_day = models.DateField(_("last day"), null=True)
    figures = models.JSONField(help_text="{matched, held, known, outgoing, bad}: numbers of lines")
    problems = models.JSONField(help_text="[[line, code, what stands there]], see payments/bank/lines.py")

    class Meta:
        verbose_name = _("bank statement")
        verbose_name_plural = _("bank statements")
        ordering = ["-taken_in_at"]
        indexes = [models.Index(fields=["agency_code", "-taken_in_at"], name="statement_of_agency")]

    def __str__(self) -> str:
        return self.name
