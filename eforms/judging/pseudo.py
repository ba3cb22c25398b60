"""Facts that rules read like answers: whom the form is for, how it came in, in which case, and the day."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _


def fact_definitions() -> dict[str, dict[str, Any]]:
    """Definitions of the facts by key, as of questions that stand before all others.

    Their values: eforms.fields.contract.Facts.as_answers.
    """
    facts: list[dict[str, Any]] = [
        {
            "key": "_applicant",
            "type": "choice",
            "label": _("Who applies"),
            "options": [
                _option("person", _("a person")),
                _option("household", _("a household")),
                _option("organization", _("an organization")),
            ],
        },
        {
            "key": "_channel",
            "type": "choice",
            "label": _("How it is filed"),
            "options": [
                _option("online", _("online")),
                _option("desk", _("at the desk")),
                _option("post", _("by post")),
            ],
        },
        {"key": "_variant", "type": "text", "label": _("Case of the procedure"), "max_length": 250},
        {"key": "_age", "type": "integer", "label": _("Age of who applies"), "min": None, "max": None},
        {"key": "_today", "type": "date", "label": _("Day of filling"), "min": None, "max": None},
    ]
    return {one["key"]: {"label_en": "", **one} for one in facts}


def _option(value: str, label: str) -> dict[str, str]:
    return {"value": value, "label": label, "label_en": ""}
