"""The days an applicant was given, one after the other: on forms 04 and 06."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from dossiers.models import DossierEvent
from dossiers.slips.facts import moment_in, parts


def appointments(events: Iterable[DossierEvent]) -> list[dict[str, Any]]:
    """[{made, why: action, due}] for each event that changed the due date or promised a new day."""
    rows: list[dict[str, Any]] = []
    before = None
    for event in events:
        due = event.payload["clock"]["due"]
        if event.action == "apologise":
            rows.append(_row(event, parts(date.fromisoformat(event.payload["until"]))))
        elif due and due != before and (at := moment_in(due)):
            rows.append(_row(event, parts(at)))
        before = due
    return rows


def _row(event: DossierEvent, due: dict[str, str]) -> dict[str, Any]:
    return {"made": parts(event.at), "why": event.action, "due": due}
