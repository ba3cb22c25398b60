"""How often words were asked, counted without a person in it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class AskedWords(models.Model):
    """Words somebody asked. `words` is empty until enough different people asked them (search/learning.py).

    key: a keyed hash of the folded words. askers: while `words` is empty, a few bits of a keyed hash of each
    asker's address, too few to tell whose it is; then nothing.
    """

    key = models.CharField(max_length=64, unique=True)
    words = models.CharField(_("words asked"), max_length=80, blank=True)
    askers = models.JSONField(default=list)
    last_asked = models.DateField(db_index=True)

    class Meta:
        verbose_name = _("words asked")
        verbose_name_plural = _("words asked")

    def __str__(self) -> str:
        return str(self.words)


class AskedOnDay(models.Model):
    """What one day brought. without: how often nothing was found. clicked: how often a result was opened."""

    words = models.ForeignKey(AskedWords, on_delete=models.CASCADE, related_name="days")
    day = models.DateField(db_index=True)
    asked = models.PositiveIntegerField(default=0)
    without = models.PositiveIntegerField(default=0)
    clicked = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("words asked on a day")
        verbose_name_plural = _("words asked on days")
        constraints = [
            models.UniqueConstraint(fields=["words", "day"], name="search_asked_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.asked}"
