"""Pages a person photographs or chooses, on their way to becoming one file."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.files import StoredFile


class Scan(models.Model):
    """A pile of pages for a place of a room: `place` is the question, the paper … they are bound for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=64)
    place = models.CharField(max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField()
    bound_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["created_at"]),
        ]

    def __str__(self) -> str:
        return self.title


class Cleaning(models.TextChoices):
    """What is done to a page so that it can be read and has little weight."""

    NONE = "none", _("As it was taken")
    COLOUR = "colour", _("Colour, cleaned")
    GREY = "grey", _("Grey, cleaned")
    BLACK_AND_WHITE = "bw", _("Black and white")


class ScanPage(models.Model):
    """One page: a JPEG of at most 200 dpi, upright as it was taken; turn and cleaning are done on binding."""

    scan = models.ForeignKey(Scan, on_delete=models.CASCADE, related_name="pages")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField()
    turn = models.PositiveSmallIntegerField(default=0, help_text="0, 90, 180 or 270, clockwise")
    cleaning = models.CharField(_("clean-up"), max_length=6, choices=Cleaning, default=Cleaning.NONE)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return f"{self.scan_id} {self.order}"
