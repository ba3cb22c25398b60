"""A form's definition, its compiled immutable versions, what people fill and what they filed."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.written_once import WrittenOnce
from eforms.definition import EForm
from eforms.judging.plan import Compiled
from eforms.lists.models import CodeList, CodeListVersion
from eforms.places import Place
from eforms.shared.models import SharedQuestions
from eforms.signing.models import CoSignature
from eforms.sources.models import DataSource

__all__ = [
    "CoSignature",
    "CodeList",
    "CodeListVersion",
    "DataSource",
    "Draft",
    "EForm",
    "FormVersion",
    "Place",
    "ResumeLink",
    "SharedQuestions",
    "Submission",
]


class FormVersion(WrittenOnce):
    """The compiled form: canonical JSON, numbered and hashed, never changed. Shape: eforms/compile.py."""

    eform = models.ForeignKey("eforms.EForm", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField()
    hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["eform_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["eform", "number"], name="one_number_per_form_version")
        ]

    def __str__(self) -> str:
        return f"{self.eform_id} v{self.number}"

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any) -> FormVersion:  # type: ignore[override]
        """Content comes with its hash, by which what was read of it is found again: eforms.judging.plan."""
        version = super().from_db(db, field_names, values)
        loaded = version.__dict__
        if isinstance(loaded.get("content"), dict) and "hash" in loaded:
            version.content = Compiled(loaded["content"])
            version.content.hash = loaded["hash"]
        return version


class Draft(models.Model):
    """What a person is filling. `kind` names the handler that will receive it, `context` is its own data."""

    class State(models.TextChoices):
        OPEN = "open", _("being filled")
        SUBMITTED = "submitted", _("submitted")
        DISCARDED = "discarded", _("discarded")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=20)
    context = models.JSONField(default=dict)
    title = models.CharField(max_length=500)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="drafts"
    )
    secret_hash = models.CharField(max_length=64)
    answers = models.JSONField(default=dict, help_text="{field key: JSON value}")
    typed = models.JSONField(default=dict, help_text="{field key: what was typed and cannot be accepted yet}")
    origins = models.JSONField(
        default=dict,
        help_text="{field key: where its first answer came from}; shape: eforms/prefilling/origins.py",
    )
    kept = models.JSONField(
        default=dict,
        help_text="{step id: what a page sent when its session had gone, until it is opened again}",
    )
    seconds = models.JSONField(default=dict, help_text="{step id: seconds somebody was filling it}")
    to_check = models.JSONField(
        default=list,
        help_text="what the applicant is to look at since the form changed: eforms/versions/carrying.py",
    )
    done_steps = models.JSONField(default=list, help_text="ids of the steps saved without error")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["owner", "state"])]

    def __str__(self) -> str:
        return str(self.id)


class ResumeLink(models.Model):
    """A further secret by which a draft can be continued on another device; only its hash is kept."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="links")
    secret_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link of {self.draft_id}"


class Submission(WrittenOnce):
    """What was filed: the whole validated answer, canonical and hashed, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.OneToOneField(Draft, on_delete=models.PROTECT, related_name="submission")
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="submissions")
    answers = models.JSONField()
    origins = models.JSONField(
        default=dict, help_text="{field key: where the answer came from, whether it was changed}"
    )
    hash = models.CharField(max_length=64)
    key = models.CharField(max_length=100, help_text="the caller's idempotency key")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    submitted_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(
        null=True, help_text="how long the filling took, where it was measured"
    )
    receipt = models.JSONField(default=dict, help_text="what the handler answered: {reference, url, …}")

    def __str__(self) -> str:
        return str(self.id)

    def may_be_completed(self, how: dict[str, Any]) -> bool:
        """The receipt is added once, in the same transaction."""
        only_receipt = how.get("update_fields") == ["receipt"]
        return only_receipt and Submission.objects.filter(pk=self.pk, receipt={}).exists()
