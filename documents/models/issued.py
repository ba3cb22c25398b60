"""Documents the agencies issue: asked to be signed, in force, refused, revoked or replaced."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.files import StoredFile


class IssuedDocument(models.Model):
    """A document of an agency. Anybody can check it by its code; title and agency name no person.

    file: as it stands, with the signatures it has so far. A document that nobody has to sign is in force at
    once. token: what its QR code proves without a network (documents/proving), "" where there is none.
    """

    class State(models.TextChoices):
        SIGNING = "signing", _("waiting for signatures")
        IN_FORCE = "in_force", _("in force")
        REFUSED = "refused", _("not signed")
        REVOKED = "revoked", _("revoked")
        REPLACED = "replaced", _("replaced")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20)
    title = models.CharField(_("title"), max_length=200)
    agency_code = models.CharField(_("agency code"), max_length=32, blank=True)
    agency_name = models.CharField(_("issued by"), max_length=250)
    number = models.CharField(_("number"), max_length=60, blank=True)
    certifies = models.CharField(_("what it certifies"), max_length=500, blank=True)
    subject_kind = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=64)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="issued")
    key = models.CharField(max_length=200, unique=True)
    verify_code = models.CharField(_("verification code"), max_length=20, unique=True)
    issued_at = models.DateTimeField(_("issued"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.IN_FORCE)
    token = models.TextField(blank=True)
    ended_at = models.DateTimeField(_("revoked or replaced at"), null=True, blank=True)
    end_reason = models.CharField(_("reason"), max_length=500, blank=True)
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )

    class Meta:
        verbose_name = _("issued document")
        verbose_name_plural = _("issued documents")
        indexes = [models.Index(fields=["subject_kind", "subject_id"])]

    def __str__(self) -> str:
        return self.title
