"""The root of a day, kept for good and chained to the day before."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.written_once import WrittenOnce


class DailyRoot(WrittenOnce):
    """What the events of a day in Việt Nam amount to. leaves: see tree.pack; never read for a list."""

    day = models.DateField(_("day"), unique=True)
    events = models.PositiveIntegerField(_("events"))
    dossiers = models.PositiveIntegerField(_("dossiers"))
    leaves = models.BinaryField()
    tree = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("daily root")
        verbose_name_plural = _("daily roots")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.hash}"

    @property
    def said(self) -> dict[str, Any]:
        """What its hash is made of."""
        return {
            "day": self.day.isoformat(),
            "dossiers": self.dossiers,
            "events": self.events,
            "previous": self.previous,
            "tree": self.tree,
        }

    def computed(self) -> str:
        """SHA-256 over what it says, as compact JSON with sorted names."""
        text = json.dumps(self.said, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def anchor(self) -> dict[str, Any]:
        """What is written down outside: nothing of any person."""
        return {**self.said, "hash": self.hash}
