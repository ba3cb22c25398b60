"""What a co-signer was asked and said."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class CoSignature(models.Model):
    """One invitation to sign a draft: to whom, and what came of it. Secrets and codes are kept as hashes."""

    class State(models.TextChoices):
        INVITED = "invited", _("invited, no answer yet")
        AGREED = "agreed", _("has agreed")
        DECLINED = "declined", _("has declined")
        CANCELLED = "cancelled", _("invitation cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey("eforms.Draft", on_delete=models.CASCADE, related_name="signatures")
    signer = models.CharField(max_length=60, help_text="id in the form's signers")
    name = models.CharField(_("full name"), max_length=250)
    email = models.CharField(_("e-mail"), max_length=254)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.INVITED)
    secret_hash = models.CharField(max_length=64)
    answers_hash = models.CharField(
        max_length=64, help_text="what was shown when inviting; what was signed once agreed"
    )
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    invited_at = models.DateTimeField(_("invited"))
    decided_at = models.DateTimeField(_("answered"), null=True)
    sent_at = models.DateTimeField(help_text="when the link was last sent")
    sent_count = models.PositiveSmallIntegerField(default=1)
    code_hash = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True)
    code_failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["invited_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["draft", "signer"], name="one_signature_per_signer")
        ]

    def __str__(self) -> str:
        return f"{self.signer} of {self.draft_id}"
