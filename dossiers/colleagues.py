"""What officers say to each other about a dossier: notes, no part of the case, and opinions, which are."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.written_once import WrittenOnce

PEOPLE = settings.AUTH_USER_MODEL


class DossierNote(WrittenOnce):
    """A note for colleagues, never changed; the applicant sees none. `mentioned` finds it listed."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(PEOPLE, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=200)
    mentioned = models.ForeignKey(
        PEOPLE, null=True, blank=True, on_delete=models.PROTECT, related_name="mentions"
    )
    text = models.TextField(_("note"), max_length=2000)
    at = models.DateTimeField()
    key = models.CharField(max_length=100, help_text="the caller's idempotency key")

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        ordering = ["dossier_id", "at", "pk"]
        constraints = [models.UniqueConstraint(fields=["dossier", "key"], name="one_note_per_key")]
        indexes = [models.Index(fields=["mentioned", "-at"], name="dossier_notes_mentioning")]

    def __str__(self) -> str:
        return f"{self.author_name}, {self.at:%d/%m/%Y %H:%M}"


class DossierOpinion(models.Model):
    """A question one officer asked another about a dossier: a projection of the events (opinions.py)."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="opinions")
    number = models.PositiveIntegerField(help_text="sequence of the event that asked")
    asker = models.ForeignKey(PEOPLE, on_delete=models.PROTECT, related_name="+")
    asked = models.ForeignKey(PEOPLE, on_delete=models.PROTECT, related_name="opinions_asked")
    question = models.TextField(_("question"))
    questions = models.JSONField(default=list, help_text="keys of the answers shown")
    shown = models.JSONField(default=list, help_text="ids of the files shown")
    until = models.DateField(_("answer by"), null=True, blank=True)
    asked_at = models.DateTimeField()
    answer = models.TextField(_("answer"), blank=True)
    files = models.JSONField(default=list, help_text="ids of the files given with the answer")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("opinion asked")
        verbose_name_plural = _("opinions asked")
        ordering = ["dossier_id", "number"]
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="one_opinion_per_event")]
        indexes = [
            models.Index(fields=["asked", "until"], condition=models.Q(answered_at__isnull=True),
                         name="dossier_opinions_open"),
            models.Index(fields=["asked", "-answered_at"], name="dossier_opinions_given"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number}. {self.asked}"
