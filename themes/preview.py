"""A theme that is not saved yet, told by the query string of the style guide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from urllib.parse import urlencode

from django.urls import reverse

from themes.contrast import HEX
from themes.presets import DENSITIES, FONTS, PRESETS, ROUNDINGS, Colours, Look

CHOICES: dict[str, Mapping[str, object]] = {"font": FONTS, "rounding": ROUNDINGS, "density": DENSITIES}
NAMES = ("preset", *(field.name for field in fields(Colours)), *CHOICES)


def look_asked_for(query: Mapping[str, str], otherwise: Look) -> Look:
    """?preset=lam&brand=%23005577&rounding=square -> a Look; what is missing or malformed is left out."""
    look = PRESETS.get(query.get("preset", ""), otherwise)
    colours = {
        field.name: value for field in fields(Colours) if HEX.match(value := query.get(field.name, ""))
    }
    choices = {name: value for name, known in CHOICES.items() if (value := query.get(name, "")) in known}
    return replace(look, colours=replace(look.colours, **colours), **choices)


def preview_url(query: Mapping[str, str]) -> str:
    """Address of the stylesheet for a preview, or "" when the query string asks for none."""
    asked = {name: query[name] for name in NAMES if query.get(name)}
    return f"{reverse('themes:preview_stylesheet')}?{urlencode(asked)}" if asked else ""
