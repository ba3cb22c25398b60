"""The ways a form can be looked at beside its editor: each language, empty or with a scenario's answers."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

LANGUAGES = [("vi", _("In Vietnamese")), ("en", _("In English"))]


def preview_modes(eform: Any) -> list[tuple[str, Any]]:
    """Languages first, then both languages with the answers of each scenario (`vi:<its turn>`)."""
    with_answers = [
        (f"{code}:{turn}", f"{words} – {scenario['name']}")
        for turn, scenario in enumerate(eform.scenarios)
        for code, words in LANGUAGES
    ]
    return [*LANGUAGES, *with_answers]


def scenario_answers(eform: Any, mode: str) -> dict[str, Any]:
    """The answers of the scenario a mode names; none when it names none."""
    wanted = mode.partition(":")[2]
    known = {str(turn): scenario for turn, scenario in enumerate(eform.scenarios)}
    return dict((known.get(wanted) or {}).get("answers") or {})
