"""Keys behind the tokens of QR codes, and documents that are taken out of force."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.issued import IssuedDocument


class IssuerKey(models.Model):
    """A key that signs what QR codes hold. The newest without an end signs; all of them are published.

    public: as JWK. secret: PKCS#8 PEM, encrypted. An old key is never deleted: papers outlive it.
    """

    kid = models.CharField(max_length=20, unique=True)
    public = models.JSONField()
    secret = models.TextField(editable=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1), condition=models.Q(until__isnull=True), name="one_issuer_key_signs"
            )
        ]

    def __str__(self) -> str:
        return self.kid


class Revocation(models.Model):
    """One officer asks that a document no longer counts; another decides. Strangers read only the reason.

    words: for officers, may hold personal data. replacement: the document in its place, already in force.
    """

    class Reason(models.TextChoices):
        WRONG = "wrong", _("The content is wrong")
        UNLAWFUL = "unlawful", _("It was issued against the rules")
        FALSE_PAPERS = "false_papers", _("It rests on false papers")
        CHANGED = "changed", _("The facts have changed since")
        REQUEST = "request", _("At the request of the person it was issued to")
        DECISION = "decision", _("By decision of a court or a higher authority")
        KEY = "key", _("A signing key was lost or stolen")

    class Outcome(models.TextChoices):
        ASKED = "asked", _("waiting for approval")
        APPROVED = "approved", _("approved")
        DENIED = "denied", _("denied")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, related_name="revocations")
    reason = models.CharField(_("reason"), max_length=12, choices=Reason)
    words = models.CharField(_("explanation"), max_length=500)
    replacement = models.ForeignKey(
        IssuedDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked for on"))
    outcome = models.CharField(_("state"), max_length=8, choices=Outcome, default=Outcome.ASKED)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    why_not = models.CharField(_("why not"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(outcome="asked"), name="one_open_revocation"
            )
        ]
        indexes = [models.Index(fields=["outcome", "-asked_at"])]

    def __str__(self) -> str:
        return f"{self.document} {self.get_outcome_display()}"
