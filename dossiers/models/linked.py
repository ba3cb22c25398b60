"""What an outside system was given of a step."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models.case import Dossier, DossierEvent


class OutsideCase(models.Model):
    """What an outside system was given of a step, until its answer is an event of the dossier."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="outside_cases")
    event = models.OneToOneField(DossierEvent, on_delete=models.PROTECT, related_name="+")
    run = models.PositiveSmallIntegerField(help_text="number of the step's run")
    system = models.CharField(max_length=40)
    reference = models.CharField(max_length=200, blank=True, help_text="theirs; empty until they took it")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("case passed on to an outside system")
        verbose_name_plural = _("cases passed on to outside systems")

    def __str__(self) -> str:
        return f"{self.system} {self.reference}"
