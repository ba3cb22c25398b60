"""Editors' own words for messages: drafted, previewed, published like other content."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from dossiers.actions import LABELS
from dossiers.notices import wording
from dossiers.notices.shipped import SHORT, WORDS, shipped

LONGEST_SHORT = 480  # letters: three SMS with nothing filled in, which is more than anybody reads


def event_choices() -> list[tuple[str, Any]]:
    """Events that are told, by the action that leads to them."""
    names = {**LABELS, "submit": _("Dossier filed"), "complete_step": _("A step has begun")}
    return [(event, names[event]) for event in WORDS]


class NoticeText(PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):
    """What one event is told with, in one language, by e-mail or by short message; while it is published."""

    class Kind(models.TextChoices):
        LONG = "long", _("e-mail")
        SHORT = "short", _("SMS and Zalo")

    event = models.CharField(_("event"), max_length=40, choices=event_choices)
    kind = models.CharField(_("goes out by"), max_length=5, choices=Kind, default=Kind.LONG)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="vi")
    subject = models.CharField(
        _("subject line"),
        max_length=200,
        blank=True,
        help_text=_("Of the e-mail. Empty: the one that comes with the portal."),
    )
    body = models.TextField(
        _("text"),
        max_length=4000,
        help_text=_(
            "Plain text. The words that come with the portal stand in the preview: begin with them. A line "
            "whose placeholder has no value is left out. Reasons and answers are never sent, they are read "
            "on the dossier's page."
        ),
    )

    revisions = GenericRelation("wagtailcore.Revision", related_query_name="notice_text")
    panels: ClassVar = [
        FieldPanel("event"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("language")]),
        MultiFieldPanel(
            [
                FieldPanel("subject"),
                FieldPanel("body"),
                HelpPanel(template="dossiers/admin/notice_placeholders.html", heading=_("Placeholders")),
            ],
            heading=_("Text"),
        ),
    ]

    class Meta:
        verbose_name = _("text of messages")
        verbose_name_plural = _("texts of messages")
        ordering: ClassVar[list[str]] = ["event", "kind", "language"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["event", "kind", "language"],
                name="one_text_per_event_kind_language",
                violation_error_message=_(
                    "There is a text for this event, way and language already: change that."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()} – {self.get_kind_display()} – {self.get_language_display()}"

    def clean(self) -> None:
        """Raises ValidationError beside each text that could not be filled in."""
        super().clean()
        wrong = {part: list(self._problems(part)) for part in ("subject", "body")}
        if self.kind == SHORT and len(self.body) > LONGEST_SHORT:
            wrong["body"].append(
                ValidationError(
                    _("A short message has at most %(most)d letters."),
                    code="too_long",
                    params={"most": LONGEST_SHORT},
                )
            )
        if any(wrong.values()):
            raise ValidationError({part: errors for part, errors in wrong.items() if errors})

    def _problems(self, part: str) -> list[ValidationError]:
        text = getattr(self, part)
        if wording.unbalanced(text):
            words = _("A brace { or } stands alone: placeholders are written {ma_ho_so}.")
            return [ValidationError(words, code="braces")]
        if names := wording.strange(text, self.event):
            words = _("There is no placeholder %(names)s in messages about this event.")
            return [
                ValidationError(words, code="placeholder_unknown", params={"names": wording.said_as(names)})
            ]
        return []

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("full", _("Sample dossier")), ("little", _("Sample dossier of which little is known"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from dossiers.notices.preview import show

        return show(request, self, little=mode_name == "little")


def text_for(event: str, kind: str, language: str) -> tuple[str, str]:
    """Subject and text of an event with placeholders: the editors', else the shipped ones; one query."""
    subject, body = shipped(event, kind, language)
    own = NoticeText.objects.filter(event=event, kind=kind, language=language, live=True).first()
    return (own.subject or subject, own.body) if own else (subject, body)
