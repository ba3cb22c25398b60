"""Provinces and communes: which exist on a day, and which commune belongs to which province."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PlaceQuerySet(models.QuerySet["Place"]):
    def existing(self, on: date) -> PlaceQuerySet:
        """Places that exist on that day; a missing bound means no bound."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on), Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )


class Place(models.Model):
    """A province or commune and the days between which it exists (34 provinces since 01/07/2025)."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("Province or city")
        COMMUNE = "commune", _("Commune, ward or special zone")

    code = models.CharField(_("code"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="communes"
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


def provinces(on: date) -> list[tuple[str, str]]:
    """(code, name) of the provinces existing on that day, in the order of their codes."""
    return list(Place.objects.existing(on).filter(kind=Place.Kind.PROVINCE).values_list("code", "name"))


def communes(province: str, on: date) -> list[tuple[str, str]]:
    """(code, name) of the communes of a province on that day, by name; empty for an unknown province."""
    rows = Place.objects.existing(on).filter(kind=Place.Kind.COMMUNE, parent__code=province)
    return list(rows.order_by("name").values_list("code", "name"))


def names(codes: set[str]) -> dict[str, str]:
    """Names by code, also of places that no longer exist: an old answer must stay readable."""
    return dict(Place.objects.filter(code__in=codes).values_list("code", "name"))
