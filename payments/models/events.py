"""What providers told us, word for word."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.errors import Unchangeable
from payments.models.invoices import Payment


class ProviderEvent(models.Model):
    """A notice, the answer to a question of ours or a line of a report; each once. `outcome`: what we did."""

    provider = models.CharField(_("way of payment"), max_length=20)
    event_id = models.CharField(max_length=200, help_text="as the provider tells one from another")
    agency_code = models.CharField(_("agency"), max_length=32, blank=True)
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="events")
    reference = models.CharField(max_length=60, blank=True, help_text="the payment it names")
    amount = models.BigIntegerField(_("amount"), null=True, help_text="đồng")
    verified = models.BooleanField(_("signature holds"))
    raw = models.JSONField(help_text="as it came")
    outcome = models.CharField(_("outcome"), max_length=20)
    times = models.PositiveIntegerField(_("how often"), default=1)
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("notice of a provider")
        verbose_name_plural = _("notices of providers")
        ordering = ["-at"]
        indexes = [models.Index(fields=["provider", "outcome", "-at"], name="event_by_outcome")]
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="one_event_per_provider_and_id")
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.event_id}"

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise Unchangeable
