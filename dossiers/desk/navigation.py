"""The list of queues beside every page of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import User
from dossiers.inbox import OPEN, counts
from dossiers.statuses import TERMINAL, Status

QUEUES = ("mine", "waiting", "hosted", "asked", "light", "status")


def beside(officer: User, at: datetime, here: str = "none") -> dict[str, Any]:
    """For the context of a page that is no queue: the list with its figures."""
    return {"queues": queues(counts(officer, at), {"status": "none"}), "here": here}


def queues(figures: Mapping[str, int], chosen: Mapping[str, str]) -> list[dict[str, Any]]:
    """[{"title", "url", "count", "current"}]: all open, mine, late, soon, then each status that is no end."""
    rows = [
        (_("All not ended"), {"status": OPEN}, "open"),
        (_("Assigned to me"), {"mine": "on"}, "mine"),
        (_("Steps to do"), {"waiting": "on"}, "waiting"),
        (_("Taken in for other agencies"), {"hosted": "on"}, "hosted"),
        (_("Questions to answer"), {"asked": "on", "status": "all"}, "asked"),
        (_("Overdue"), {"light": "late"}, "late"),
        (_("Due soon"), {"light": "soon"}, "soon"),
        *(
            (str(status.label), {"status": str(status.value)}, str(status.value))
            for status in Status
            if status not in TERMINAL
        ),
    ]
    named = {name: value for name, value in chosen.items() if name in QUEUES and value not in ("", OPEN)}
    here = named or {"status": OPEN}
    base = reverse("dossiers:inbox")
    return [
        {
            "title": title,
            "url": base + (f"?{urlencode(query)}" if query else ""),
            "count": figures.get(figure, 0),
            "current": query == here,
        }
        for title, query, figure in rows
    ]
