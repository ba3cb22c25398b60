"""What is to be paid, and each attempt to pay it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from payments.models.accounts import ProviderAccount

PEOPLE = settings.AUTH_USER_MODEL


class Invoice(models.Model):
    """A request to pay (yêu cầu thu). Amounts are whole đồng; the lines say why."""

    class State(models.TextChoices):
        DUE = "due", _("To be paid")
        PAID = "paid", _("Paid")
        CANCELLED = "cancelled", _("Cancelled")
        REFUNDED = "refunded", _("Paid back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=64)
    about = models.JSONField(
        default=dict, help_text="What a receipt says: {title, code, procedure, payer, address}"
    )
    code = models.CharField(_("dossier code"), max_length=64, blank=True, db_index=True)
    words = models.CharField(
        max_length=400, blank=True, help_text="reference, code and payer, folded: what cashiers look for"
    )
    agency_code = models.CharField(_("agency"), max_length=32, blank=True)
    agency_name = models.CharField(_("agency"), max_length=250, blank=True)
    payer = models.ForeignKey(PEOPLE, null=True, on_delete=models.PROTECT, related_name="+")
    moment = models.CharField(max_length=12, blank=True, help_text="filing, acceptance, supplement, return")
    lines = models.JSONField(help_text="[{id, kind, label, amount, …}] as payments.fees.quote.Line")
    amount = models.PositiveBigIntegerField(_("amount"), help_text="đồng")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DUE)
    issued_at = models.DateTimeField(_("issued"))
    expires_at = models.DateTimeField(_("to be paid until"), null=True)
    paid_at = models.DateTimeField(_("paid"), null=True)
    key = models.CharField(max_length=200, unique=True)

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["-issued_at"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["payer", "state", "-issued_at"], name="invoice_mine"),
            models.Index(fields=["agency_code", "state", "-issued_at"], name="invoice_of_agency"),
        ]
        constraints = [
            models.CheckConstraint(name="invoice_amount_is_positive", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(
                name="invoice_state_is_known",
                condition=models.Q(state__in=["due", "paid", "cancelled", "refunded"]),
            ),
            models.CheckConstraint(
                name="paid_invoice_has_its_time",
                condition=models.Q(state__in=["paid", "refunded"], paid_at__isnull=False)
                | models.Q(state__in=["due", "cancelled"], paid_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class Payment(models.Model):
    """An attempt to pay one invoice or several (giao dịch). Only a provider or a cashier settles it."""

    class State(models.TextChoices):
        STARTED = "started", _("Waiting for the money")
        SUCCEEDED = "succeeded", _("Money received")
        FAILED = "failed", _("Not paid")
        EXPIRED = "expired", _("Expired")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("payment reference"), max_length=20, unique=True)
    provider = models.CharField(_("way of payment"), max_length=20)
    account = models.ForeignKey(ProviderAccount, null=True, on_delete=models.PROTECT, related_name="+")
    agency_code = models.CharField(_("agency"), max_length=32, blank=True)
    options = models.JSONField(default=dict, help_text="The account's options when it began")
    amount = models.PositiveBigIntegerField(_("amount"), help_text="đồng")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.STARTED)
    why_not = models.CharField(max_length=40, blank=True, help_text="Code of the reason it failed")
    provider_reference = models.CharField(
        _("number of the transaction"), max_length=100, blank=True, db_index=True
    )
    next = models.JSONField(default=dict, help_text="Where the payer goes: {url} or {qr, …}")
    started_by = models.ForeignKey(PEOPLE, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(_("started"))
    expires_at = models.DateTimeField(_("valid until"), null=True)
    received_by = models.ForeignKey(
        PEOPLE, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("received by")
    )
    session = models.ForeignKey(
        "payments.CashSession", null=True, on_delete=models.PROTECT, related_name="payments"
    )
    at = models.DateTimeField(_("time"), null=True)
    held = models.PositiveBigIntegerField(
        _("held"), default=0, help_text="đồng of it that settle nothing and are still here; see ledger.py"
    )
    key = models.CharField(max_length=200, unique=True)
    invoices = models.ManyToManyField(Invoice, through="PaymentPart", related_name="payments")

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-started_at"]
        indexes = [
            models.Index(
                fields=["provider", "started_at"],
                condition=models.Q(state="started"),
                name="payment_waiting",
            ),
            models.Index(fields=["provider", "at"], name="payment_by_day"),
            models.Index(
                fields=["provider", "agency_code", "-at"],
                condition=models.Q(held__gt=0),
                name="payment_held",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="payment_amount_is_positive", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(
                name="received_payment_has_its_time",
                condition=models.Q(state="succeeded", at__isnull=False)
                | (~models.Q(state="succeeded") & models.Q(at__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class PaymentPart(models.Model):
    """How much of a payment is meant for which invoice. settles: this payment paid it; one alone may."""

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="parts")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="parts")
    amount = models.PositiveBigIntegerField(help_text="đồng")
    settles = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payment", "invoice"], name="an_invoice_once_in_a_payment"),
            models.UniqueConstraint(
                fields=["invoice"], condition=models.Q(settles=True), name="one_payment_settles_an_invoice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment} {self.invoice}"
