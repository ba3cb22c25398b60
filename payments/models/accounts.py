"""Which ways of paying an agency offers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.places import names_of


class ProviderAccount(models.Model):
    """An agency's account with a provider. `options` as the provider's schema says; secrets lie elsewhere."""

    provider = models.CharField(_("way of payment"), max_length=20)
    agency_code = models.CharField(
        _("agency"),
        max_length=32,
        blank=True,
        help_text=_("Code of the agency, with those below it. Empty: all agencies without one of their own."),
    )
    options = models.JSONField(_("options"), default=dict, blank=True)
    on = models.BooleanField(_("offered"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("way of payment of an agency")
        verbose_name_plural = _("ways of payment of agencies")
        ordering = ["agency_code", "order", "provider"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "agency_code"], name="one_account_per_provider")
        ]

    def __str__(self) -> str:
        from payments.providers.registry import known_ways  # which reads accounts

        way = known_ways().get(self.provider)
        names = names_of([self.agency_code]).values()
        return ", ".join([str(way.label) if way else self.provider, *names])
