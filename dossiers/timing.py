"""The clock of a stored dossier: its release's time limit, its agency's calendar, its events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from dossiers.clock import Clock, Light, Reading, TimeLimit, light
from dossiers.models import Dossier, DossierEvent
from dossiers.moments import timed
from procedures.agencies import calendar_of


def limits(content: dict[str, Any], channel: str) -> list[dict[str, Any]]:
    """The release's time limits for a channel: [{id, amount, unit, text, note}]; the first is the usual one.

    A channel the release does not name has the limits of the first one it does.
    """
    channels = content.get("channels") or [{}]
    found = next((one for one in channels if one.get("channel") == channel), channels[0])
    return list(found.get("time_limits") or [])


def usual_limit(content: dict[str, Any], channel: str) -> dict[str, Any]:
    """The time limit promised when nobody chose another; {} when the release has none."""
    return next(iter(limits(content, channel)), {})


def clock_of(dossier: Dossier, events: Iterable[DossierEvent] = ()) -> Clock:
    """`events`: when accepted, the limit the officer accepted under is the one that counts."""
    chosen = usual_limit(dossier.release.content, dossier.channel)
    for event in events:
        chosen = event.payload.get("time_limit", chosen) if event.action == "accept" else chosen
    limit = TimeLimit(chosen.get("amount"), chosen.get("unit") or "none", chosen.get("text") or "")
    policy: Any = dossier.clock_policy
    return Clock(limit, policy, calendar_of(dossier.agency))


def reading(dossier: Dossier, events: Sequence[DossierEvent], at: datetime) -> Reading:
    """What the dossier's clock shows at `at` after these events."""
    return clock_of(dossier, events).read(timed(dossier, events), at)


def light_of(dossier: Dossier, at: datetime) -> Light:
    """The colour of a row from its columns alone."""
    return light(
        due=dossier.clock_due_at or dossier.due_at or dossier.reception_due_at,
        soon=dossier.clock_soon_at,
        paused=dossier.paused_at,
        ended=dossier.ended_at,
        at=at,
    )
