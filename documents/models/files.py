"""Files people hand in, and what agencies make of them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def file_path(stored: StoredFile, _name: str) -> str:
    """Storage path made of our own id: a name a person chose never reaches the file system."""
    return f"files/{stored.created_at:%Y/%m/%d}/{stored.id}"


class StoredFile(models.Model):
    """An uploaded or issued file: sniffed, hashed, never changed. Its subject decides who reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(
        max_length=20, help_text="draft, dossier, …: the room that answers for it"
    )
    subject_id = models.CharField(max_length=64)
    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size"), help_text="bytes")
    sha256 = models.CharField(max_length=64)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField()
    about = models.JSONField(default=dict, help_text="width, height of a picture; pages of a PDF, signed")
    content = models.FileField(upload_to=file_path, max_length=200)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"]),
            models.Index(fields=["sha256"], name="file_by_content"),
        ]

    def __str__(self) -> str:
        return self.name
