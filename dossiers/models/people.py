"""People who follow a dossier, and strangers who try to open one."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models.case import Dossier


class Follower(models.Model):
    """Somebody the applicant lets follow the dossier; named and ended by events, let in by a code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="followers")
    name = models.CharField(_("full name"), max_length=200)
    email = models.EmailField(_("e-mail"))
    in_full = models.BooleanField(_("may also see answers and papers"), default=False)
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    code_hash = models.CharField(max_length=64, blank=True, help_text="of the code sent last")
    code_until = models.DateTimeField(null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("person who follows")
        verbose_name_plural = _("people who follow")
        ordering = ["named_at"]

    def __str__(self) -> str:
        return self.name


class FailedLookUp(models.Model):
    """A wrong code or secret, counted so that nobody can try many. `who` is a salted hash, not an address."""

    who = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["who", "at"])]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M}"
