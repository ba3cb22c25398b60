"""The ways a form can be looked at beside its editor: each language, empty or with a scenario's answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

LANGUAGES = [("vi", _("In Vietnamese")), ("en", _("In English"))]


def preview_modes(eform: Any) -> list[tuple[str, Any]]:
    """Languages first, then both languages with the answers of each scenario (`vi:<its place>`)."""
    with_answers = [
        (f"{code}:{place}", f"{words} – {one.get('name') or place + 1}")
        for place, one in enumerate(eform.scenarios)
        for code, words in LANGUAGES
    ]
    return [*LANGUAGES, *with_answers]


def scenario_of(eform: Any, mode: str) -> Mapping[str, Any]:
    """The scenario a mode names (eforms.proving.scenarios); empty when it names none."""
    place = mode.partition(":")[2]
    known = place.isascii() and place.isdecimal() and int(place) < len(eform.scenarios)
    return eform.scenarios[int(place)] if known else {}
