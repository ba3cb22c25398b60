"""Append what happened: numbered, chained by hash, with the clock as it stands then; the columns follow."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from dossiers import opinions, stepping
from dossiers.actors import Actor
from dossiers.models import Dossier, DossierEvent
from dossiers.moments import timed
from dossiers.projection import clock_payload, project
from dossiers.timing import clock_of
from dossiers.watch.looking import next_look


def append(  # noqa: PLR0913  everything an event says
    dossier: Dossier,
    action: str,
    to_status: int,
    *,
    actor: Actor,
    role: str,
    at: datetime,
    key: str,
    payload: dict[str, Any],
    place: str = "",
) -> DossierEvent:
    """Store the event and bring the dossier's columns up to it, inside the caller's transaction.

    `payload`: JSON. `place`: the agency it was done for, "" for the dossier's own.
    A clock that runs behind another server's never turns history round: time stands still.
    """
    past = [] if dossier._state.adding else list(dossier.events.all())
    last = past[-1] if past else None
    event = DossierEvent(
        dossier=dossier,
        sequence=dossier.last_sequence + 1,
        action=action,
        from_status=last.to_status if last else None,
        to_status=to_status,
        actor=actor.user,
        actor_kind=actor.kind,
        actor_name=(actor.name or dossier.applicant_name) if actor.kind == "applicant" else actor.name,
        role=role,
        agency_code=place or dossier.agency_code,
        at=max(at, last.at) if last else at,
        payload=dict(payload),
        key=key,
        previous_hash=last.hash if last else "",
    )
    clock = clock_of(dossier, [*past, event])
    shown = clock.read(timed(dossier, [*past, event]), event.at)
    event.payload["clock"] = clock_payload(shown)
    event.payload["watch"] = next_look(dossier, [*past, event], shown, clock.calendar)
    event.hash = hash_of(event)
    project(dossier, event)
    event.save(force_insert=True)
    stepping.project(dossier, [*past, event])
    opinions.project(dossier, [*past, event], event)
    return event


def hash_of(event: DossierEvent) -> str:
    """SHA-256 over everything the event says and the hash before it."""
    said = {
        "dossier": str(event.dossier_id),
        "sequence": event.sequence,
        "action": event.action,
        "from": event.from_status,
        "to": event.to_status,
        "actor": event.actor_id,
        "actor_kind": event.actor_kind,
        "actor_name": event.actor_name,
        "role": event.role,
        "agency": event.agency_code,
        "at": event.at.astimezone(UTC).isoformat(),
        "payload": event.payload,
        "key": event.key,
        "previous": event.previous_hash,
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
