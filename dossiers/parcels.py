"""A result sent by post: who carries it, and where the applicant follows it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dossiers.models import DossierEvent
from procedures.carriers import link_of, plain, read
from procedures.processing_rules import rules

if TYPE_CHECKING:
    from dossiers.guards import Command


def known() -> dict[str, str]:
    return read(rules().carriers)


def parcel_known(command: Command) -> str | None:
    """Handed over at the counter neither is given; by post both, and the carrier is one of the list."""
    carrier, code = command.payload.get("carrier"), command.payload.get("tracking")
    if not carrier and not code:
        return None
    if carrier not in known():
        return "carrier_unknown"
    return None if plain(str(code or "")) else "tracking_missing"


def named_parcel(command: Command) -> dict[str, Any]:
    """As the event keeps it, with the address of that day."""
    carrier = command.payload.get("carrier")
    if not carrier:
        return {}
    code = plain(str(command.payload["tracking"]))
    return {"tracking": code, "tracking_link": link_of(known(), carrier, code)}


def parcel_of(events: Iterable[DossierEvent]) -> dict[str, str] | None:
    """{"carrier", "tracking", "tracking_link"} of what was sent last; None where nothing was."""
    sent = [event.payload for event in events if event.payload.get("tracking")]
    parts = ("carrier", "tracking", "tracking_link")
    return {part: str(sent[-1].get(part, "")) for part in parts} if sent else None
