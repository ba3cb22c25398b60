"""A release as search keeps it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from procedures.choices import Level, OnlineLevel


class Audience(models.TextChoices):
    """For whom a procedure is, as people see themselves: the twelve subjects of the catalogue in two."""

    PERSON = "person", _("People")
    BUSINESS = "business", _("Businesses and organisations")


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Entries and the days on which they are shown."""

    def shown(self, on: date) -> SearchEntryQuerySet:
        """Those whose release is in force on the day and whose page has not been taken down."""
        begun = self.filter(Q(shown_to__isnull=True) | Q(shown_to__gte=on), shown_from__lte=on)
        return begun.filter(release__procedure__live=True)


class SearchEntry(models.Model):
    """One release. The folded texts begin and end with a space, so that " word" finds where a word begins.

    subjects: values of Audience. said: {language: {"time", "fee"}}, the time limit and the fee as a list
    shows them. stamp: changes with whatever an engine keeps of the entry.
    """

    release = models.OneToOneField(
        "procedures.Release", on_delete=models.CASCADE, related_name="search_entry", primary_key=True
    )
    code = models.CharField(max_length=40, db_index=True)
    name = models.TextField()
    name_en = models.TextField(blank=True)
    field = models.CharField(max_length=255, blank=True)
    field_key = models.CharField(max_length=255, blank=True, db_index=True)
    agency = models.CharField(max_length=255, blank=True)
    agency_key = models.CharField(max_length=255, blank=True, db_index=True)
    levels = models.JSONField(default=list)
    level_keys = models.CharField(max_length=60, blank=True)
    subjects = models.JSONField(default=list)
    subject_keys = models.CharField(max_length=255, blank=True)
    online_level = models.CharField(max_length=10)
    is_free = models.BooleanField(default=False)
    can_file = models.BooleanField(default=False)
    said = models.JSONField(default=dict)
    url = models.CharField(max_length=500)
    shown_from = models.DateField()
    shown_to = models.DateField(null=True, blank=True)
    name_spoken = models.TextField()
    name_folded = models.TextField()
    name_length = models.PositiveIntegerField(default=0)
    name_order = models.CharField(max_length=400, blank=True)
    keywords_folded = models.TextField(blank=True)
    text_folded = models.TextField()
    stamp = models.CharField(max_length=32, blank=True)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        ordering = ["name_order", "code"]
        indexes = [
            models.Index(fields=["shown_from", "shown_to"]),
            models.Index(fields=["name_order", "code"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def is_in_english(self) -> bool:
        return bool(self.name_en) and get_language() == "en"

    @property
    def name_in_language(self) -> str:
        return self.name_en if self.is_in_english else self.name

    @property
    def level_labels(self) -> list[str]:
        return [str(label) for code, label in Level.choices if code in self.levels]

    @property
    def online_label(self) -> str:
        return str(dict(OnlineLevel.choices).get(self.online_level, ""))

    def _said(self) -> dict[str, str]:
        said: dict[str, dict[str, str]] = self.said
        return said.get((get_language() or "vi")[:2]) or said.get("vi") or {}

    @property
    def time_text(self) -> str:
        return self._said().get("time", "")

    @property
    def fee_text(self) -> str:
        return self._said().get("fee", "")
