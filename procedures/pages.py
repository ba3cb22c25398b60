"""The catalogue as pages: index, field, procedure. What citizens read is the release in force, never the draft."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from procedures import blocks, editor
from procedures.choices import ClockPolicy, DecisionKind, Level, OnlineLevel

CODE = RegexValidator(
    r"^\d\.\d{6}(\.[0-9A-Z]{2,3})*$",
    _("A procedure code looks like 1.001193, or 3.000181.000.00.00.H22 with an agency at the end."),
    code="procedure_code",
)


def slug_of(code: str) -> str:
    """1.001193 -> 1-001193: the last part of the procedure's address."""
    return code.replace(".", "-").lower()


def in_language(vietnamese: str, english: str) -> str:
    return english if english and get_language() == "en" else vietnamese


class CatalogueIndexPage(Page):
    """All fields, with the number of procedures in each."""

    title_en = models.CharField(_("title in English"), max_length=255, blank=True)
    lead = models.TextField(_("lead"), blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("title_en"), FieldPanel("lead")]
    subpage_types: ClassVar = ["procedures.FieldPage"]
    template = "procedures/index.html"

    class Meta:
        verbose_name = _("catalogue of procedures")

    @property
    def name_in_language(self) -> str:
        return in_language(self.title, self.title_en)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from procedures.listing import fields_of

        context = super().get_context(request, *args, **kwargs)
        return {**context, "fields": fields_of(self), "trail": [(self.name_in_language, None)]}


class FieldPage(Page):
    """A field (lĩnh vực) and its procedures."""

    code = models.CharField(
        _("field code"), max_length=20, blank=True, help_text=_("For example G03-GD10. May be empty.")
    )
    title_en = models.CharField(_("title in English"), max_length=255, blank=True)
    description = models.TextField(_("description"), blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("title_en"),
        FieldPanel("code"),
        FieldPanel("description"),
    ]
    parent_page_types: ClassVar = ["procedures.CatalogueIndexPage"]
    subpage_types: ClassVar = ["procedures.ProcedurePage"]
    template = "procedures/field.html"

    class Meta:
        verbose_name = _("field")
        verbose_name_plural = _("fields")

    @property
    def name_in_language(self) -> str:
        return in_language(self.title, self.title_en)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from procedures.listing import procedures_of

        context = super().get_context(request, *args, **kwargs)
        shown = procedures_of(self, request.GET.get("level", ""), request.GET.get("page", ""))
        return {**context, **shown, "trail": trail(self)}


class ProcedurePage(RoutablePageMixin, Page):
    """A procedure (thủ tục hành chính) as its editors write it. Publishing it writes a Release."""

    code = models.CharField(_("procedure code"), max_length=40, unique=True, null=True, validators=[CODE])
    name = models.TextField(_("full name"), validators=[MaxLengthValidator(2000)])
    name_en = models.TextField(_("name in English"), blank=True, validators=[MaxLengthValidator(2000)])
    summary = models.TextField(_("summary"), blank=True)
    levels = models.JSONField(_("levels"), default=list, blank=True)
    online_level = models.CharField(
        _("online level"), max_length=10, choices=OnlineLevel, default=OnlineLevel.INFO
    )
    subjects = models.JSONField(_("who may ask for it"), default=list, blank=True)
    steps_text = models.TextField(_("steps"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    results = StreamField([("result", blocks.ResultBlock())], verbose_name=_("results"), blank=True)
    keywords = models.JSONField(_("keywords"), default=list, blank=True)
    procedure_type = models.CharField(_("type of procedure"), max_length=200, blank=True)

    competent_agency = models.TextField(_("competent agency"), blank=True)
    agency_codes = models.JSONField(_("agencies that settle it"), default=list, blank=True)
    coordinating_agency = models.TextField(_("coordinating agency"), blank=True)
    receiving_address = models.TextField(_("where dossiers are received"), blank=True)

    variants = StreamField(
        [("variant", blocks.VariantBlock())], verbose_name=_("cases and papers"), blank=True
    )
    channels = StreamField(
        blocks.ChannelsBlock(required=False), verbose_name=_("ways of filing"), blank=True
    )
    clock_policy = models.CharField(
        _("counting of time limits"), max_length=4, choices=ClockPolicy, default=ClockPolicy.DAYS
    )

    legal_bases = StreamField(
        [("legal_basis", blocks.LegalBasisBlock())], verbose_name=_("legal bases"), blank=True
    )
    decision_number = models.CharField(_("decision number"), max_length=120, blank=True)
    decision_date = models.DateField(_("decision date"), null=True, blank=True)
    decision_kind = models.CharField(
        _("what the decision does"), max_length=10, choices=DecisionKind, default=DecisionKind.NEW
    )
    effective_from = models.DateField(_("effective from"), null=True, blank=True)
    effective_to = models.DateField(_("effective to"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "procedures.ProcedurePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )
    eform = models.ForeignKey(
        "eforms.EForm",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="procedures",
        verbose_name=_("e-form"),
    )

    original = models.JSONField(_("source record"), default=dict, blank=True)
    doubts = models.JSONField(_("doubts of the import"), default=list, blank=True)

    parent_page_types: ClassVar = ["procedures.FieldPage"]
    subpage_types: ClassVar = []
    exclude_fields_in_copy: ClassVar = ["code"]
    base_form_class = editor.ProcedureForm
    edit_handler = editor.PANELS
    template = "procedures/procedure.html"

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")

    def __str__(self) -> str:
        return self.title

    @property
    def name_in_language(self) -> str:
        return in_language(self.name, self.name_en)

    @property
    def level_labels(self) -> list[str]:
        return [str(Level(code).label) for code in self.levels if code in Level.values]

    @property
    def has_ended(self) -> bool:
        return self.effective_to is not None and self.effective_to < today()

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.code = (self.code or "").strip() or None
        self.title = self.name[:255]
        if self.code:
            self.slug = slug_of(self.code)
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        from procedures.field_rules import field_errors

        if errors := field_errors(self):
            raise ValidationError(errors)

    def publish(self, revision: Revision, *args: Any, at: datetime | None = None, **kwargs: Any) -> None:
        """Publish a revision and write its Release in one transaction; raises GateClosed when it may not be."""
        from procedures import gate, releases

        page = revision.as_object()
        gate.refuse_unless_open(page)
        with transaction.atomic():
            super().publish(revision, *args, **kwargs)
            if not (page.go_live_at and page.go_live_at > timezone.now()):
                releases.publish(page, by=kwargs.get("user"), at=at or timezone.now())

    @path("")
    def current(self, request: HttpRequest) -> HttpResponse:
        """The version in force today; in the editor's preview, the draft."""
        from procedures import reading

        is_preview = getattr(request, "is_preview", False)
        return self._show(request, reading.preview(self) if is_preview else reading.current(self, today()))

    @path("phien-ban/")
    def versions(self, request: HttpRequest) -> HttpResponse:
        """Every version published so far."""
        from procedures import reading

        return self._show(request, reading.versions(self, today()), template="procedures/versions.html")

    @path("phien-ban/<int:number>/")
    def version(self, request: HttpRequest, number: int) -> HttpResponse:
        """One version, whether in force or not."""
        from procedures import reading

        return self._show(request, reading.version(self, number, today()))

    def _show(self, request: HttpRequest, shown: dict[str, Any], template: str | None = None) -> HttpResponse:
        return self.render(request, context_overrides={**shown, "trail": trail(self)}, template=template)


def trail(page: Page) -> list[tuple[str, str | None]]:
    """Breadcrumbs: (name, address) of the pages between the front page and this one, itself last."""
    above = page.get_ancestors().filter(depth__gt=2).specific()
    return [(each.name_in_language, each.url) for each in above] + [(getattr(page, "title", ""), None)]


def today() -> date:
    return timezone.localdate()
