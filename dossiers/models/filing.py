"""What is handed in and filled in: papers, filings taken in from paper, forms on their way."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dossiers.models.case import Dossier, DossierEvent
from dossiers.ways import Way

PEOPLE = settings.AUTH_USER_MODEL


class SubmittedPaper(models.Model):
    """A paper handed in: with the filing (round 0) or with the n-th supplement (round n).

    A file, or what lies at the counter: how many originals, certified copies and plain copies. Scans of such
    a paper are files of their own, under its name.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="papers")
    file = models.ForeignKey("documents.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=64, blank=True, help_text="key of the form field it answers")
    label = models.CharField(_("paper"), max_length=500, blank=True)
    round = models.PositiveSmallIntegerField(default=0)
    originals = models.PositiveSmallIntegerField(_("originals"), default=0)
    certified = models.PositiveSmallIntegerField(_("certified copies"), default=0)
    copies = models.PositiveSmallIntegerField(_("copies"), default=0)
    compared = models.BooleanField(_("compared with the original"), default=False)

    class Meta:
        verbose_name = _("submitted paper")
        verbose_name_plural = _("submitted papers")
        ordering = ["round", "id"]
        constraints = [models.UniqueConstraint(fields=["dossier", "file"], name="one_paper_per_file")]

    def __str__(self) -> str:
        return self.label or self.field


class PaperFiling(models.Model):
    """What an officer takes in from paper for somebody who has come, until it is a dossier.

    draft: of the procedure's form, where it has one. papers: [{"name", "originals", "certified", "copies",
    "compared", "files": [ids]}].
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    officer = models.ForeignKey(PEOPLE, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey("procedures.Release", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("procedures.Agency", on_delete=models.PROTECT, related_name="+")
    reception_unit = models.ForeignKey(
        "procedures.ReceptionUnit", null=True, on_delete=models.PROTECT, related_name="+"
    )
    way = models.CharField(_("how the papers came"), max_length=10, choices=Way)
    variant = models.CharField(max_length=64, blank=True)
    papers = models.JSONField(default=list)
    draft = models.OneToOneField("eforms.Draft", null=True, on_delete=models.PROTECT, related_name="+")
    dossier = models.OneToOneField(Dossier, null=True, on_delete=models.PROTECT, related_name="paper_filing")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("filing from paper")
        verbose_name_plural = _("filings from paper")
        indexes = [
            models.Index(
                fields=["officer", "-created_at"],
                condition=models.Q(dossier__isnull=True),
                name="paper_filings_begun",
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class StepDraft(models.Model):
    """A form an officer fills in for a run of a step (step_forms.py). No part of the case until an event
    that finishes the step names what was filed."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="step_drafts")
    number = models.PositiveSmallIntegerField(help_text="of the run of the step")
    draft = models.OneToOneField("eforms.Draft", on_delete=models.PROTECT, related_name="step")

    class Meta:
        indexes = [models.Index(fields=["dossier", "number"], name="dossier_step_drafts")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.number}"


class CorrectionDraft(models.Model):
    """The form opened anew to correct what a request named: on its way, no part of the case yet."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="correction_drafts")
    request = models.ForeignKey(DossierEvent, on_delete=models.PROTECT, related_name="+")
    draft = models.OneToOneField("eforms.Draft", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("answers being corrected")
        verbose_name_plural = _("answers being corrected")

    def __str__(self) -> str:
        return str(self.draft_id)
