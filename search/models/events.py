"""Events of life and of business, and the procedures that belong to each, as editors put them together."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from rules.text import fold, normalise
from search.models.words import Said

LONGEST_SLUG = 80


class LifeEvent(Said, ClusterableModel):
    """ "Sinh con": what happens to people, and which procedures it brings."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Life events")
        BUSINESS = "business", _("Business events")

    class Icon(models.TextChoices):
        """Names of themes/icons/."""

        CHILD = "child", _("Child")
        HEART = "heart", _("Heart")
        HOME = "home", _("House")
        CAR = "car", _("Car")
        LEAF = "leaf", _("Leaf")
        SHOP = "shop", _("Shop")
        PERSON = "person", _("A person")
        PLACE = "place", _("Map")
        FILE = "file", _("Paper")

    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    slug = models.SlugField(
        _("address"),
        max_length=LONGEST_SLUG,
        unique=True,
        blank=True,
        help_text=_("Empty: made from the title."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PERSON)
    icon = models.CharField(_("picture"), max_length=20, choices=Icon.choices, default=Icon.PERSON)
    lead = models.CharField(_("lead"), max_length=300, blank=True)
    lead_en = models.CharField(_("lead in English"), max_length=300, blank=True)
    words = models.TextField(
        _("what people type"),
        blank=True,
        help_text=_("One a line. These words lead to the event, for example: mới sinh em bé"),
    )
    place = models.PositiveIntegerField(_("place in the list"), default=100)

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("title_en")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("icon"), FieldPanel("place")]),
        FieldPanel("lead"),
        FieldPanel("lead_en"),
        InlinePanel("procedures", label=_("Procedure")),
        FieldPanel("words"),
        FieldPanel("slug"),
        FieldPanel("site"),
    ]

    class Meta:
        verbose_name = _("life event")
        verbose_name_plural = _("life events")
        ordering = ["kind", "place", "title"]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def is_in_english(self) -> bool:
        return bool(self.title_en) and get_language() == "en"

    @property
    def title_in_language(self) -> str:
        return self.title_en if self.is_in_english else self.title

    @property
    def lead_in_language(self) -> str:
        return self.lead_en if self.lead_en and get_language() == "en" else self.lead

    @property
    def url(self) -> str:
        return reverse("search:event", args=[self.slug])

    @property
    def phrases(self) -> list[str]:
        """The titles and what people type, folded."""
        said = [self.title, self.title_en, *self.words.splitlines()]
        return list(dict.fromkeys(filter(None, map(fold, said))))

    def clean(self) -> None:
        self.title = normalise(self.title).strip()
        if not self.slug:
            self.slug = fold(self.title).replace(" ", "-")[:LONGEST_SLUG] or "viec"
        if LifeEvent.objects.filter(slug=self.slug).exclude(pk=self.pk).exists():
            raise ValidationError({"slug": _("Another event has this address already.")})


class EventProcedure(models.Model):
    """A procedure in its place under an event."""

    event = ParentalKey(LifeEvent, on_delete=models.CASCADE, related_name="procedures")
    procedure = models.ForeignKey(
        "procedures.ProcedurePage", on_delete=models.CASCADE, related_name="+", verbose_name=_("procedure")
    )

    sort_order = models.IntegerField(null=True, blank=True, editable=False)
    sort_order_field = "sort_order"  # Wagtail's panel orders by it

    panels: ClassVar = [FieldPanel("procedure")]

    class Meta:
        ordering = ["sort_order"]
        verbose_name = _("procedure of an event")
        verbose_name_plural = _("procedures of events")

    def __str__(self) -> str:
        return str(self.procedure)
