"""A point on the map of Viet Nam and its islands: degrees in WGS 84, typed, clicked or from the phone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock

MISSING = _("Set the point on the map or enter its latitude and longitude.")
COMPARES = "parts"
# From Cà Mau to Hà Giang, from A Pa Chải to the east of Trường Sa.
BOUNDS = {"lat": (6.0, 23.5), "lng": (102.0, 118.0)}
DIGITS = 6  # a tenth of a metre
NUMBER = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]{1,15})?\s*°?")
DEGREES = re.compile(
    r"([0-9]{1,3})\s*°\s*([0-9]{1,2})\s*['′’]\s*(?:([0-9]{1,2}(?:[.,][0-9]{1,6})?)\s*(?:\"|″|”|''))?\s*[NEBĐ]?",
    re.IGNORECASE,
)


class Block(QuestionBlock):
    class Meta:
        icon = "crosshairs"
        label = _("Point on a map")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {}


class MapWidget(forms.Widget):
    """Two numbers; where JavaScript runs also a map to click on and the phone's own position."""

    template_name = "eforms/widgets/map_point.html"
    use_fieldset = True

    class Media:
        css = {"all": ["leaflet/leaflet.css", "eforms/map_point.css"]}
        js = (
            forms.Script("leaflet/leaflet.js", defer=True),
            forms.Script("eforms/viet_nam.js", defer=True),
            forms.Script("eforms/map_point.js", defer=True),
        )

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {part: data.get(f"{name}-{part}") or "" for part in BOUNDS}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in BOUNDS)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = value if isinstance(value, Mapping) else {}
        context["widget"].update(
            given={part: str(given.get(part, "") or "") for part in BOUNDS},
            tiles=settings.MAP_TILES_URL,
            credit=settings.MAP_TILES_CREDIT,
            bounds=BOUNDS,
        )
        return context


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    return AnswerField(widget=MapWidget())


def clean(definition: Definition, raw: Any, facts: Facts) -> dict[str, float]:
    """{"lat": degrees north, "lng": degrees east}, within Viet Nam and its sea."""
    if not isinstance(raw, Mapping):
        refuse(_("Enter the latitude and the longitude."), "type")
    lat = _degrees(raw.get("lat"), _("Enter the latitude in degrees, for example 21.0285."), "lat")
    lng = _degrees(raw.get("lng"), _("Enter the longitude in degrees, for example 105.8542."), "lng")
    if not _inside("lat", lat) and _inside("lat", lng) and _inside("lng", lat):
        refuse(_("Latitude and longitude are exchanged: the latitude is the smaller number."), "exchanged")
    if not (_inside("lat", lat) and _inside("lng", lng)):
        refuse(
            _("The point lies outside Viet Nam: latitude from 6 to 23.5, longitude from 102 to 118."),
            "outside",
        )
    return {"lat": lat, "lng": lng}


def _degrees(raw: Any, message: Any, part: str) -> float:
    if isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) <= 360:
        return round(float(raw), DIGITS)
    line = raw.strip() if isinstance(raw, str) else ""
    if NUMBER.fullmatch(line):
        return round(float(line.rstrip(" °").replace(",", ".")), DIGITS)
    if parts := DEGREES.fullmatch(line):
        whole, minutes, seconds = (float((one or "0").replace(",", ".")) for one in parts.groups())
        if minutes < 60 and seconds < 60:
            return round(whole + minutes / 60 + seconds / 3600, DIGITS)
    refuse(message, part)


def _inside(part: str, degrees: float) -> bool:
    least, most = BOUNDS[part]
    return least <= degrees <= most


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            part: {"type": "number", "minimum": least, "maximum": most}
            for part, (least, most) in BOUNDS.items()
        },
        "required": list(BOUNDS),
        "additionalProperties": False,
    }


def text(definition: Definition, value: Any) -> str:
    return f"{value['lat']:.{DIGITS}f}, {value['lng']:.{DIGITS}f}"
