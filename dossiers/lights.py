"""The clock on a row: a colour, a date and a word, from the dossier's columns alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.clock_words import span
from dossiers.models import Dossier
from dossiers.timing import light_of
from procedures.agencies import calendar_of
from procedures.calendar import Calendar, working_minutes_between

LIGHTS = [
    ("late", gettext_lazy("Overdue")),
    ("soon", gettext_lazy("Due within one working day")),
    ("ok", gettext_lazy("In time")),
    ("paused", gettext_lazy("Time stopped")),
]
TONES = {"late": "danger", "soon": "warning", "paused": "neutral", "done": "success", "done_late": "danger"}


def shown(dossier: Dossier, at: datetime) -> dict[str, Any]:
    """{"light", "light_tone", "light_text", "until"} for a row."""
    light = light_of(dossier, at)
    words = {
        "late": _("overdue"),
        "soon": _("due soon"),
        "ok": _("in time"),
        "paused": _("time stopped"),
        "none": _("no time limit"),
        "done": _("ended in time"),
        "done_late": _("ended late"),
    }
    return {
        "light": light,
        "light_tone": TONES.get(light, "info"),
        "light_text": words[light],
        "until": dossier.clock_due_at or dossier.due_at or dossier.reception_due_at,
    }


def distance(row: dict[str, Any], at: datetime, calendars: Mapping[int | None, Calendar]) -> str:
    """Working time left, or gone since it was due; "" when none runs. `row`: "dossier", and `shown` of it."""
    if row["light"] not in ("late", "soon", "ok"):
        return ""
    start, end = (row["until"], at) if row["light"] == "late" else (at, row["until"])
    return span(working_minutes_between(start, end, calendar_of(row["dossier"].agency, calendars)))
