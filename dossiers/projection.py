"""From events to columns: one fold, used when something happens and when everything is recomputed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from dossiers import finding
from dossiers.changes import changed
from dossiers.clock import Reading
from dossiers.models import Dossier, DossierEvent
from dossiers.statuses import Status
from dossiers.words import folded

Columns = dict[str, Any]

CLOCK = {
    "reception_due_at": "reception_due",
    "first_due_at": "first_due",
    "due_at": "due",
    "clock_due_at": "running",
    "clock_soon_at": "soon",
    "paused_at": "paused_since",
    "ended_at": "ended",
}
EMPTY: Columns = {
    "request_code": "",
    "code": None,
    "status": Status.NEW,
    "previous_status": None,
    "applicant_name": "",
    "applicant_phone": "",
    "applicant_email": "",
    "applicant_number": "",
    "find_text": "",
    "corrected": {},
    "filed_at": None,
    "accepted_at": None,
    **dict.fromkeys(CLOCK),
    "returned_at": None,
    "assignee_id": None,
    "watch_at": None,
    "asked_at": None,
    "last_sequence": 0,
}


def clock_payload(reading: Reading) -> dict[str, str | None]:
    """What an event keeps of the clock: the dates promised then, whatever becomes of the calendar later."""
    values = {name: getattr(reading, name) for name in CLOCK.values()}
    return {name: value.isoformat() if value else None for name, value in values.items()}


def _clock(payload: Mapping[str, str | None]) -> Columns:
    return {
        column: datetime.fromisoformat(value) if (value := payload.get(name)) else None
        for column, name in CLOCK.items()
    }


def _watch_at(payload: Mapping[str, Any]) -> datetime | None:
    """When the watch looks next; events of before there was a watch say only when the date is near."""
    value = payload.get("watch", payload["clock"].get("soon"))
    return datetime.fromisoformat(value) if value else None


def _previous(columns: Columns, event: DossierEvent) -> int | None:
    """Where a withdrawal goes back to, also after what is said meanwhile."""
    if event.to_status != Status.WITHDRAWAL:
        return None
    return columns["previous_status"] if event.from_status == Status.WITHDRAWAL else event.from_status


def _asked_at(columns: Columns, event: DossierEvent) -> datetime | None:
    if event.action == "ask":
        return columns["asked_at"] or event.at
    return None if event.action == "reply" else columns["asked_at"]


def _person(event: DossierEvent) -> Columns:
    """Of a filing all that is known of the applicant, of a correction what changed."""
    said = event.payload.get("applicant", {})
    return {f"applicant_{part}": said[part] for part in PARTS if part in said}


def _submitted(event: DossierEvent) -> Columns:
    return {"request_code": event.payload["request_code"], "filed_at": event.at, **_person(event)}


def _assigned(event: DossierEvent) -> Columns:
    return {"assignee_id": event.payload["assignee"]}


PARTS = ("name", "phone", "email", "number")
"""What is known of the applicant in columns."""

BY_ACTION: dict[str, Callable[[DossierEvent], Columns]] = {
    "submit": _submitted,
    "accept": lambda event: {"code": event.payload["code"], "accepted_at": event.at},
    "assign": _assigned,
    "hand_over": _assigned,
    "hand_result": lambda event: {"returned_at": event.at},
    "supplement": _person,
    "correct": _person,
}


def fold(columns: Columns, event: DossierEvent) -> Columns:
    """The columns after one more event."""
    after = {
        **columns,
        "status": event.to_status,
        "previous_status": _previous(columns, event),
        "watch_at": _watch_at(event.payload),
        "asked_at": _asked_at(columns, event),
        "last_sequence": event.sequence,
        "corrected": {**columns["corrected"], **changed(event.payload)},
        **_clock(event.payload["clock"]),
    }
    # What was promised first stays, however often the calendar changes.
    after["first_due_at"] = columns["first_due_at"] or after["first_due_at"]
    if event.action in BY_ACTION:
        after |= BY_ACTION[event.action](event)
    after["find_text"] = folded(f"{after['code'] or ''} {after['request_code']} {after['applicant_name']}")[
        :500
    ]
    return after


def replayed(events: Iterable[DossierEvent]) -> Columns:
    """The columns as the whole history makes them."""
    columns = dict(EMPTY)
    for event in events:
        columns = fold(columns, event)
    return columns


def stored(dossier: Dossier) -> Columns:
    """The columns as they stand."""
    return {name: getattr(dossier, name) for name in EMPTY}


def project(dossier: Dossier, event: DossierEvent) -> None:
    """Write the columns after `event`, and what it is found by; inserts the dossier when it is new."""
    for name, value in fold(stored(dossier), event).items():
        setattr(dossier, name, value)
    if dossier._state.adding:
        dossier.save(force_insert=True)
    else:
        dossier.save(update_fields=list(EMPTY))
    finding.follow(dossier, event)
