"""The root of a day, kept for good and chained to the day before."""

from __future__ import annotations

import hashlib
import json
from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.errors import Unchangeable


class RootQuerySet(models.QuerySet["DailyRoot"]):
    """Roots in bulk are as final as one by one."""

    def update(self, **changes: Any) -> NoReturn:
        raise Unchangeable

    def delete(self) -> NoReturn:
        raise Unchangeable


class DailyRoot(models.Model):
    """What the events of a day in Việt Nam amount to. leaves: see tree.pack; never read for a list."""

    day = models.DateField(_("day"), unique=True)
    events = models.PositiveIntegerField(_("events"))
    dossiers = models.PositiveIntegerField(_("dossiers"))
    leaves = models.BinaryField()
    tree = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("written"))

    objects = RootQuerySet.as_manager()

    class Meta:
        verbose_name = _("daily root")
        verbose_name_plural = _("daily roots")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}: {self.hash}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises Unchangeable for a root that is already stored."""
        if not self._state.adding:
            raise Unchangeable
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise Unchangeable

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
