"""What may be asked of the state: agencies and their working time, the catalogue and its releases."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.tax_codes import read_tax_code
from accounts.written_once import WrittenOnce
from procedures.agency_rules import check_agency
from procedures.choices import Level
from procedures.pages import CatalogueIndexPage, FieldPage, ProcedurePage
from procedures.process_templates import ProcessTemplate
from procedures.processing_rules import ProcessingRules
from procedures.systems.models import OutsideSystem
from procedures.workflow import PublicationTask
from procedures.working_time import CalendarDay, WorkingCalendar, WorkingHours

__all__ = [
    "Agency",
    "CalendarDay",
    "CatalogueIndexPage",
    "FieldPage",
    "OutsideSystem",
    "ProcedurePage",
    "ProcessTemplate",
    "ProcessingRules",
    "PublicationTask",
    "ReceptionUnit",
    "Release",
    "WorkingCalendar",
    "WorkingHours",
]


class Agency(models.Model):
    """A node of the agency tree, between its dates; a closed agency keeps the one that succeeded it.

    Codes follow Quyết định 20/2020/QĐ-TTg: H26, H26.16, H26.16.05.
    """

    code = models.CharField(
        _("identifier code"),
        max_length=32,
        unique=True,
        null=True,
        blank=True,
        help_text=_("For example H26.16.05 (Quyết định 20/2020/QĐ-TTg). Dossier codes begin with it."),
    )
    name = models.CharField(_("name"), max_length=250)
    name_en = models.CharField(_("name in English"), max_length=250, blank=True)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    place = models.ForeignKey(
        "eforms.Place",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("place of the agency"),
    )
    calendar = models.ForeignKey(
        WorkingCalendar,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agencies",
        verbose_name=_("working calendar"),
        help_text=_("Empty: the calendar of the agency above."),
    )
    tax_code = models.CharField(_("tax code"), max_length=14, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
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
        """The code by which roles reach this agency: its own, or the nearest one above."""
        return next((agency.code for agency in self.line() if agency.code), "")

    def line(self) -> list[Agency]:
        """This agency, the one above it, and so on; stops at a cycle. No query when read with LINE."""
        line: list[Agency] = []
        agency: Agency | None = self
        while agency is not None and agency not in line:
            line.append(agency)
            agency = agency.parent
        return line

    def clean(self) -> None:
        super().clean()
        self.code = self.code or None
        check_agency(self)
        if self.tax_code:
            try:
                self.tax_code = read_tax_code(self.tax_code)
            except ValidationError as wrong:
                raise ValidationError({"tax_code": wrong}) from wrong


class ReceptionUnit(models.Model):
    """Where dossiers come in and results go out: Bộ phận Một cửa, Trung tâm Phục vụ hành chính công."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="reception_units", verbose_name=_("agency")
    )
    name = models.CharField(_("name"), max_length=250)
    name_en = models.CharField(_("name in English"), max_length=250, blank=True)
    is_centre = models.BooleanField(
        _("public service centre"), default=False, help_text=_("Trung tâm Phục vụ hành chính công.")
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    place = models.ForeignKey(
        "eforms.Place",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("place of the agency"),
    )
    opening_hours = models.TextField(_("opening hours"), blank=True)
    hotline = models.CharField(_("hotline"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    active_from = models.DateField(_("active from"), null=True, blank=True)
    active_to = models.DateField(_("active until"), null=True, blank=True)

    class Meta:
        verbose_name = _("reception unit")
        verbose_name_plural = _("reception units")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.active_from and self.active_to and self.active_to < self.active_from:
            raise ValidationError({"active_to": _("The last day lies before the first.")}, code="dates")


class Release(WrittenOnce):
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
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["code", "-number"]
        constraints = [models.UniqueConstraint(fields=["code", "number"], name="one_number_per_release")]

    def __str__(self) -> str:
        return f"{self.code} v{self.number}"
