"""Template context: how this page should look for this visitor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from wagtail.images.models import AbstractRendition
from wagtail.models import Site

from themes.models import Theme
from themes.preferences import Preferences, preferences_of
from themes.presets import DEFAULT, PRESETS, Look
from themes.stylesheet import stylesheet


@dataclass(frozen=True)
class Appearance:
    """What base.html needs: address of the stylesheet, brand colour, logo, and the visitor's wishes."""

    stylesheet: str
    brand: str
    contrast: str
    text: str
    logo: AbstractRendition | None = None


def theme_of(request: HttpRequest) -> Theme | None:
    """The site's theme, or None where no editor made one. One query a request, remembered on the request."""
    if not hasattr(request, "_theme"):
        site = Site.find_for_request(request)
        found = Theme.objects.select_related("logo").filter(site=site).first() if site else None
        request._theme = found  # type: ignore[attr-defined]
    return request._theme  # type: ignore[attr-defined]


def look_of(request: HttpRequest) -> Look:
    theme = theme_of(request)
    return theme.look() if theme else PRESETS[DEFAULT]


def stylesheet_url(look: Look) -> str:
    return reverse("themes:stylesheet", args=[stylesheet(look)[1]])


def appearance(request: HttpRequest) -> dict[str, Any]:
    """{"appearance": Appearance}; read when used, so that an answer without a page costs nothing."""
    return {"appearance": SimpleLazyObject(lambda: _appearance(request))}


def _appearance(request: HttpRequest) -> Appearance:
    look, theme = look_of(request), theme_of(request)
    wishes: Preferences = preferences_of(request)
    return Appearance(
        stylesheet=stylesheet_url(look),
        brand=look.colours.brand,
        contrast=wishes.contrast,
        text=wishes.text,
        logo=theme.logo.get_rendition("height-96") if theme and theme.logo else None,
    )
