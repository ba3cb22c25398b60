"""Running numbers of dossiers and papers."""

from __future__ import annotations

from django.db import models


class NumberCounter(models.Model):
    """The last running number given by an agency: of dossiers on a day, of papers in a year (in Vietnam)."""

    agency_code = models.CharField(max_length=32)
    series = models.CharField(
        max_length=16, blank=True, help_text='sign of the papers ("HDHS"); "" for dossier codes'
    )
    day = models.DateField(help_text="for papers the first day of the year")
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency_code", "series", "day"], name="one_counter_per_agency_series_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency_code} {self.series} {self.day:%d/%m/%Y}: {self.last}"
