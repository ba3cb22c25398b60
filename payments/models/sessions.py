"""A cashier's drawer from opening to counting."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CashSession(models.Model):
    """What one cashier takes at one agency until they count and hand over (ca thu ngân)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cashier = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("cashier")
    )
    agency_code = models.CharField(_("agency"), max_length=32)
    opened_at = models.DateTimeField(_("opened"))
    float = models.PositiveBigIntegerField(_("change in the drawer at the beginning"), default=0)
    closed_at = models.DateTimeField(_("closed"), null=True)
    counted = models.PositiveBigIntegerField(_("counted"), null=True, help_text="đồng in cash")
    expected = models.PositiveBigIntegerField(_("expected"), null=True, help_text="đồng in cash")
    counts = models.JSONField(default=dict, help_text='{"500000": 3}: how many notes of each kind')
    handed_to = models.CharField(_("handed over to"), max_length=150, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("cashier's session")
        verbose_name_plural = _("cashiers' sessions")
        ordering = ["-opened_at"]
        indexes = [models.Index(fields=["agency_code", "-opened_at"], name="session_of_agency")]
        constraints = [
            models.UniqueConstraint(
                fields=["cashier", "agency_code"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_session_per_cashier",
            )
        ]

    def __str__(self) -> str:
        return f"{self.cashier} {self.opened_at:%d/%m/%Y}"

    @property
    def slip_number(self) -> str:
        """Number of the hand-over slip: "BG261128-3F9A21"."""
        return f"BG{timezone.localtime(self.opened_at):%y%m%d}-{self.pk.hex[:6].upper()}"

    @property
    def difference(self) -> int:
        """Đồng too much (above zero) or missing; 0 while it is open."""
        return 0 if self.counted is None else self.counted - (self.expected or 0)
