"""What may be asked of the state: agencies and their working time, the catalogue and its releases."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Agency(models.Model):
    """A node of the agency tree. Codes follow QĐ 20/2020 (H26.16.05, domain.md §2.1); old agencies keep a successor."""

    class Level(models.TextChoices):
        CENTRAL = "central", _("Central")
        PROVINCE = "province", _("Province")
        COMMUNE = "commune", _("Commune")
        OTHER = "other", _("Other")

    code = models.CharField(_("identifier code"), max_length=32, unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=250)
    name_en = models.CharField(_("name in English"), max_length=250, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name=_("belongs to")
    )
    place = models.ForeignKey(
        "eforms.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("place")
    )
    calendar = models.ForeignKey(
        "procedures.WorkingCalendar",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agencies",
        verbose_name=_("working calendar"),
        help_text=_("Empty: the calendar of the agency above."),
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    successor = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors",
        verbose_name=_("succeeded by"),
    )

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["code", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def scope_code(self) -> str:
        """Code by which roles reach this agency: its own, or that of the nearest agency above that has one."""
        agency: Agency | None = self
        while agency is not None and not agency.code:
            agency = agency.parent
        return agency.code or "" if agency else ""


class Release(models.Model):
    """A whole procedure as published: one canonical JSON, numbered and hashed, never changed (idea 1)."""

    procedure = models.ForeignKey(
        "procedures.ProcedurePage", null=True, on_delete=models.SET_NULL, related_name="releases"
    )
    code = models.CharField(_("procedure code"), max_length=40, db_index=True)
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField()
    hash = models.CharField(max_length=64)
    form_version = models.ForeignKey(
        "eforms.FormVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="releases"
    )
    effective_from = models.DateField(_("effective from"))
    effective_to = models.DateField(_("effective to"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["code", "-number"]
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="one_number_per_release")]

    def __str__(self) -> str:
        return f"{self.code} v{self.number}"
