"""Work that must happen after commit, and the messages it sends."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from effects.channels import Channel
from effects.message_rules import MessageRules

__all__ = ["Effect", "Message", "MessageRules"]


class Effect(models.Model):
    """One piece of work promised inside a transaction and carried out at least once after it.

    `args` holds identifiers, never personal data; `last_error` the class and code of the last error only.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=200, unique=True)
    args = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    run_after = models.DateTimeField(_("not before"), null=True, help_text="empty: as soon as possible")
    lease_until = models.DateTimeField(null=True, help_text="after that the worker is taken for dead")
    done_at = models.DateTimeField(_("done"), null=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)
    wake = models.UUIDField(null=True, help_text="the row of the task queue that will run this effect")

    class Meta:
        verbose_name = _("effect")
        verbose_name_plural = _("effects")
        ordering: ClassVar[list[str]] = ["id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["state", "run_after"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="effect_state_is_known",
                condition=models.Q(state__in=["waiting", "running", "done", "failed"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Message(models.Model):
    """A message to one person. A confidential one (sign-in code) loses its text once it is sent.

    `about` names what it speaks of ("dossier:<id>"), `reference` is what its provider calls it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting to be sent")
        SENT = "sent", _("Sent")
        KEPT = "kept", _("Kept here")
        FAILED = "failed", _("Could not be sent")

    channel = models.CharField(_("channel"), max_length=10, choices=Channel, default=Channel.EMAIL)
    to = models.CharField(_("to"), max_length=320)
    subject = models.CharField(_("subject line"), max_length=250)
    body = models.TextField(_("text"))
    html = models.TextField(blank=True)
    confidential = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False, help_text="not held in quiet hours")
    about = models.CharField(max_length=60, blank=True)
    reference = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    key = models.CharField(max_length=180, unique=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["about", "-id"], condition=~models.Q(about=""), name="message_about")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="message_state_is_known",
                condition=models.Q(state__in=["waiting", "sent", "kept", "failed"]),
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def masked_to(self) -> str:
        """The address for whoever has no business to read it whole: n***@example.vn, 09****123."""
        name, at, host = self.to.partition("@")
        return f"{name[:1]}***@{host}" if at else f"{name[:2]}****{name[-3:]}"

    @property
    def may_be_read(self) -> bool:
        """Codes and links that open an account are for whom they are written to; kept ones are a demo's."""
        return not self.confidential or self.state == self.State.KEPT
