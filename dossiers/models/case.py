"""The case and what happened to it. A dossier's columns are a projection of its events (projection.py)."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.written_once import WrittenOnce
from dossiers.statuses import TERMINAL, Status
from procedures.choices import Channel

PEOPLE = settings.AUTH_USER_MODEL

OPEN = ~models.Q(status__in=sorted(TERMINAL))
"""What has not ended: a small and steady part of all there is, with indexes of its own."""


class Dossier(models.Model):
    """One case of one applicant at one agency. What stands below "projected" only projection.py writes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request_code = models.CharField(_("request code"), max_length=16, unique=True)
    secret_hash = models.CharField(max_length=64)
    release = models.ForeignKey("procedures.Release", on_delete=models.PROTECT, related_name="dossiers")
    submission = models.OneToOneField(
        "eforms.Submission", null=True, blank=True, on_delete=models.PROTECT, related_name="dossier"
    )
    agency = models.ForeignKey("procedures.Agency", on_delete=models.PROTECT, related_name="dossiers")
    reception_unit = models.ForeignKey(
        "procedures.ReceptionUnit", null=True, blank=True, on_delete=models.PROTECT, related_name="dossiers"
    )
    agency_code = models.CharField(
        max_length=32, help_text="the agency's code by which roles reach the dossier"
    )
    reception_code = models.CharField(
        max_length=32,
        blank=True,
        help_text="the code by which roles reach the agency of its reception unit, where that is another one",
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children",
        help_text="the dossier a step of which opened this one",
    )  # fmt: skip
    parent_run = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="number of that step's run"
    )
    procedure_code = models.CharField(max_length=40)
    procedure_name = models.CharField(max_length=500)
    channel = models.CharField(_("way of filing"), max_length=10, choices=Channel)
    variant = models.CharField(
        _("case"), max_length=64, blank=True, help_text="id of the variant in the release"
    )
    clock_policy = models.CharField(max_length=2, default="P1", help_text="policy under which it was opened")
    applicant = models.ForeignKey(
        PEOPLE, null=True, blank=True, on_delete=models.PROTECT, related_name="dossiers"
    )

    # projected
    code = models.CharField(_("dossier code"), max_length=64, unique=True, null=True, blank=True)
    status = models.PositiveSmallIntegerField(_("status"), choices=Status, default=Status.NEW)
    previous_status = models.PositiveSmallIntegerField(
        choices=Status,
        null=True,
        blank=True,
        help_text="where a withdrawal that is recalled or denied goes back to",
    )
    applicant_name = models.CharField(_("name of the applicant"), max_length=200)
    applicant_phone = models.CharField(_("phone"), max_length=20, blank=True)
    applicant_email = models.CharField(_("e-mail"), max_length=254, blank=True)
    applicant_number = models.CharField(_("personal number"), max_length=20, blank=True)
    find_text = models.CharField(max_length=500, help_text="codes and name, folded for searching")
    corrected = models.JSONField(default=dict, help_text="{question: answer} changed since the filing")
    filed_at = models.DateTimeField(_("filed"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    reception_due_at = models.DateTimeField(_("answer due"), null=True, blank=True)
    first_due_at = models.DateTimeField(_("first due date"), null=True, blank=True)
    due_at = models.DateTimeField(_("due date"), null=True, blank=True)
    clock_due_at = models.DateTimeField(
        null=True, blank=True, help_text="what runs now: reception or processing; empty while paused or ended"
    )
    clock_soon_at = models.DateTimeField(
        null=True, blank=True, help_text="one working day before clock_due_at"
    )
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    returned_at = models.DateTimeField(_("result handed over"), null=True, blank=True)
    assignee = models.ForeignKey(
        PEOPLE, null=True, blank=True, on_delete=models.PROTECT, related_name="assigned_dossiers"
    )
    watch_at = models.DateTimeField(null=True, blank=True, help_text="when the watch looks at it next")
    asked_at = models.DateTimeField(
        _("question asked"), null=True, blank=True, help_text="the oldest question without a reply"
    )
    last_sequence = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="dossier_status_is_national"
            )
        ]
        indexes = [
            models.Index(fields=["agency_code", "status", "clock_due_at"], name="dossier_inbox"),
            models.Index(
                fields=["reception_code", "clock_due_at"],
                condition=~models.Q(reception_code=""),
                name="dossier_for_others",
            ),
            models.Index(fields=["agency_code", "clock_due_at"], condition=OPEN, name="dossier_open"),
            models.Index(fields=["clock_due_at"], condition=OPEN, name="dossier_open_anywhere"),
            models.Index(
                fields=["agency_code", "status", "-ended_at"], condition=~OPEN, name="dossier_ended"
            ),
            models.Index(fields=["assignee", "status"], name="dossier_assigned"),
            models.Index(fields=["applicant", "-filed_at"], name="dossier_mine"),
            models.Index(fields=["procedure_code", "status"], name="dossier_procedure"),
            models.Index(fields=["-filed_at"], name="dossier_newest"),
            models.Index(fields=["accepted_at", "agency_code"], name="dossier_register"),
            models.Index(
                fields=["clock_due_at"],
                condition=models.Q(clock_due_at__isnull=False),
                name="dossier_running",
            ),
            models.Index(
                fields=["watch_at"], condition=models.Q(watch_at__isnull=False), name="dossier_watched"
            ),
            models.Index(
                fields=["agency_code", "asked_at"],
                condition=models.Q(asked_at__isnull=False),
                name="dossier_asked",
            ),
            models.Index(fields=["applicant_number", "procedure_code"], name="dossier_same_number"),
            models.Index(fields=["applicant_phone", "procedure_code"], name="dossier_same_phone"),
        ]

    def __str__(self) -> str:
        return self.shown_code

    @property
    def variant_name(self) -> str:
        """What the release calls the case (trường hợp) this was filed as; "" when it has none by name."""
        variants = self.release.content.get("variants") or []
        return next((str(one["name"]) for one in variants if one["id"] == self.variant), "")

    @property
    def answers(self) -> dict[str, Any]:
        """The answers as they stand: those filed, with what was corrected since; {} without a form."""
        if self.submission is None:
            return {}
        now = {**self.submission.answers, **self.corrected}
        return {key: value for key, value in now.items() if value is not None}

    @property
    def shown_code(self) -> str:
        """The formal code once accepted, the request code before."""
        return self.code or self.request_code


class DossierEvent(WrittenOnce):
    """Something that happened to a dossier: appended, chained by hash, never changed."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField()
    action = models.CharField(max_length=40)
    from_status = models.PositiveSmallIntegerField(choices=Status, null=True)
    to_status = models.PositiveSmallIntegerField(choices=Status)
    actor = models.ForeignKey(PEOPLE, null=True, on_delete=models.PROTECT, related_name="+")
    actor_kind = models.CharField(max_length=10, help_text="officer, applicant, system")
    actor_name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=40, blank=True)
    agency_code = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()
    payload = models.JSONField(default=dict)
    key = models.CharField(max_length=100, help_text="the caller's idempotency key")
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["dossier_id", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "sequence"], name="one_event_per_sequence"),
            models.UniqueConstraint(fields=["dossier", "key"], name="one_event_per_key"),
        ]
        indexes = [models.Index(fields=["at"], name="dossier_events_by_day")]

    def __str__(self) -> str:
        return f"{self.sequence}. {self.action}"


class DossierStep(models.Model):
    """One time a step of the process was worked on: a projection of the events (stepping.py)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=64, help_text="id of the step in the release")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=40)
    agency_code = models.CharField(max_length=32)
    entered_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name = _("step of the process")
        verbose_name_plural = _("steps of the process")
        ordering = ["dossier_id", "number"]
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="one_run_per_number")]
        indexes = [
            models.Index(
                fields=["agency_code", "role", "due_at"],
                condition=models.Q(left_at__isnull=True),
                name="dossier_steps_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


def locked(dossier_id: uuid.UUID | str) -> Dossier:
    """The dossier, held until the end of the caller's transaction. Raises Dossier.DoesNotExist.

    PostgreSQL locks the row; on SQLite the transaction itself is the lock (it begins IMMEDIATE).
    """
    held = Dossier.objects.select_for_update(of=("self",), no_key=True).select_related("release", "agency")
    return held.get(pk=dossier_id)
