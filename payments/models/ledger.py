"""The books: entries of two lines and more that sum to nothing, appended and never changed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.written_once import WrittenOnce
from payments.models.invoices import Invoice, Payment


class Entry(WrittenOnce):
    """Something that moved money (bút toán). Written by payments/ledger.py alone."""

    kind = models.CharField(max_length=20)
    at = models.DateTimeField(_("time"))
    agency_code = models.CharField(_("agency"), max_length=32, blank=True)
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="entries")
    refund = models.ForeignKey("payments.Refund", null=True, on_delete=models.PROTECT, related_name="entries")
    note = models.CharField(max_length=250, blank=True)
    key = models.CharField(max_length=200, unique=True)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["agency_code", "at"]),
            models.Index(fields=["at"], name="entry_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class EntryLine(WrittenOnce):
    """An amount on one account: above zero is debit, below is credit."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lines")
    account = models.CharField(_("account"), max_length=40)
    amount = models.BigIntegerField(_("amount"), help_text="đồng; debit > 0, credit < 0")
    invoice = models.ForeignKey(Invoice, null=True, on_delete=models.PROTECT, related_name="+")
    fee = models.CharField(max_length=64, blank=True, help_text="id of the line of the invoice")

    class Meta:
        verbose_name = _("journal line")
        verbose_name_plural = _("journal lines")
        indexes = [models.Index(fields=["account"])]
        constraints = [
            models.CheckConstraint(name="journal_line_is_not_nothing", condition=~models.Q(amount=0))
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.amount}"
