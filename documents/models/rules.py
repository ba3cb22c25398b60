"""Which papers are signed, and by whom, as an administrator keeps it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


class SignedBy(models.TextChoices):
    """The seal goes on by itself; an officer's signature waits until somebody gives it."""

    NOBODY = "nobody", _("nobody")
    SEAL = "seal", _("the agency's seal, by itself")
    OFFICER = "officer", _("an officer")
    BOTH = "both", _("an officer, then the agency's seal by itself")


def _by(label: Any, default: str = SignedBy.NOBODY) -> Any:
    return models.CharField(label, max_length=10, choices=SignedBy, default=default)


@register_setting(icon="edit")
class SigningRules(BaseGenericSetting):
    """One row for the portal, for papers issued from now on. An agency without a seal here seals nothing."""

    m01 = _by(_("Receipt and appointment slip (Mẫu 01)"), SignedBy.SEAL)
    m02 = _by(_("Request for missing papers (Mẫu 02)"))
    m03 = _by(_("Refusal (Mẫu 03)"))
    m04 = _by(_("Apology and new appointment (Mẫu 04)"))
    m05 = _by(_("Notice that processing stops (Mẫu 05)"))
    receipt = _by(_("Receipts for fees"))

    class Meta:
        verbose_name = _("rules of signing")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
