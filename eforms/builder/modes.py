"""The ways a form can be looked at beside its editor: each language, empty or with a scenario's answers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

LANGUAGES = [("vi", _("In Vietnamese")), ("en", _("In English"))]


def preview_modes(eform: Any) -> list[tuple[str, Any]]:
    """Languages first, then both languages with the answers of each scenario (`vi:<block id>`)."""
    with_answers = [
        (f"{code}:{child.id}", f"{words} – {child.value['name']}")
        for child in getattr(eform, "scenarios", None) or ()
        for code, words in LANGUAGES
    ]
    return [*LANGUAGES, *with_answers]


def scenario_answers(eform: Any, mode: str) -> dict[str, Any]:
    """The answers of the scenario a mode names; none when it names none."""
    wanted = mode.partition(":")[2]
    for child in getattr(eform, "scenarios", None) or ():
        if wanted and child.id == wanted and isinstance(child.value.get("answers"), dict):
            return dict(child.value["answers"])
    return {}
