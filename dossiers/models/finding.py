"""What a dossier is found by beside its codes and its name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models.case import Dossier


class DossierKey(models.Model):
    """A phone, personal number or tax code of a dossier as a keyed hash: found whole, never read back."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="keys", db_index=False)
    digest = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("number a dossier is found by")
        verbose_name_plural = _("numbers dossiers are found by")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "digest"], name="one_key_per_dossier_and_number")
        ]
        indexes = [models.Index(fields=["digest"], name="dossier_by_number")]

    def __str__(self) -> str:
        return self.digest
