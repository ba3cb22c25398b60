"""The number plate of a car, a motorbike, a vehicle of a foreign mission or of the army."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from eforms.fields.contract import AnswerField, Definition, Facts, as_it_is, refuse
from eforms.fields.question import QuestionBlock

MISSING = _("Enter the number plate.")
EXAMPLE = "30A-123.45"
GAP = r"[\s.\-]*"
PLACE = r"(1[1-9]|[2-9][0-9])"
NUMBER = r"([0-9]{3}[\s.]?[0-9]{2}|[0-9]{4})"
# Car: 30A-123.45, 51LD-123.45. Motorbike: 29-B1 123.45, 29-AB 123.45, electric 29-MĐ1 123.45.
CAR = re.compile(rf"{PLACE}{GAP}([A-ZĐ]{{1,2}}){GAP}{NUMBER}")
BIKE = re.compile(rf"{PLACE}{GAP}([A-ZĐ]{{1,2}}[0-9]|[A-ZĐ]{{2}}){GAP}{NUMBER}")
MISSION = re.compile(rf"{PLACE}{GAP}([0-9]{{3}}){GAP}(NG|QT|NN|CV){GAP}([0-9]{{2}})")
ARMY = re.compile(rf"([A-Z]{{2}}){GAP}([0-9]{{2}}){GAP}([0-9]{{2}})")
PATTERN = (
    r"(?:[1-9][0-9][A-ZĐ]{1,2}[0-9]?-(?:[0-9]{3}\.[0-9]{2}|[0-9]{4})"
    r"|[1-9][0-9]-[0-9]{3}-[A-Z]{2}-[0-9]{2}|[A-Z]{2}-[0-9]{2}-[0-9]{2})"
)
KINDS = {"car": (CAR,), "motorbike": (BIKE,), "": (CAR, BIKE)}


class Block(QuestionBlock):
    vehicle = blocks.ChoiceBlock(
        choices=[("car", _("car, lorry, bus, trailer")), ("motorbike", _("motorbike"))],
        required=False,
        label=_("Only plates of"),
    )

    class Meta:
        icon = "car"
        label = _("Number plate of a vehicle")


def options(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"vehicle": value.get("vehicle") or ""}


def form_field(definition: Definition, facts: Facts, given: Any) -> forms.Field:
    attrs = {"maxlength": 20, "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
    return AnswerField(widget=forms.TextInput(attrs=attrs))


def clean(definition: Definition, raw: Any, facts: Facts) -> str:
    """`30a 12345` -> `30A-123.45`, `29-b1 1234` -> `29B1-1234`, `80 011 ng 01` -> `80-011-NG-01`."""
    line = raw.strip().upper().replace("Ð", "Đ") if isinstance(raw, str) else ""
    mission, army = MISSION.fullmatch(line), ARMY.fullmatch(line)
    if mission or army:
        return "-".join((mission or army).groups())  # type: ignore[union-attr]
    found = {plate for kind in KINDS[definition.get("vehicle", "")] if (plate := _read(kind, line))}
    if len(found) > 1 and not _apart(line):
        refuse(
            _("This can be %(plates)s. Write the dash where it stands on the plate."),
            "ambiguous",
            plates=" / ".join(sorted(found)),
        )
    if not found:
        refuse(_("Enter the plate as on the vehicle, for example 30A-123.45 or 29B1-123.45."), "plate")
    return _apart(line) if len(found) > 1 else found.pop()


def _read(kind: re.Pattern[str], line: str) -> str:
    read = kind.fullmatch(line)
    return _written(*read.groups()) if read else ""


def _apart(line: str) -> str:
    """Where both readings are possible, the dash or blank before the number decides."""
    read = re.fullmatch(rf"{PLACE}{GAP}([A-ZĐ]{{1,2}}[0-9]?)[\s\-]+{NUMBER}", line)
    return _written(*read.groups()) if read else ""


def _written(place: str, series: str, number: str) -> str:
    digits = re.sub(r"[\s.]", "", number)
    return f"{place}{series}-{f'{digits[:3]}.{digits[3:]}' if len(digits) == 5 else digits}"


shown = as_it_is


def schema(definition: Definition) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{PATTERN}$"}


def text(definition: Definition, value: Any) -> str:
    return str(value)
