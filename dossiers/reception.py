"""What acceptance adds to a dossier: its code and the time limit it is accepted under."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.errors import ActionRefused
from dossiers.numbering import allocate
from dossiers.timing import limits

if TYPE_CHECKING:
    from dossiers.guards import Command


def number_and_limit(command: Command) -> dict[str, Any]:
    """{"code", "time_limit"}. Raises AgencyHasNoCode, ActionRefused (time_limit_unknown)."""
    limit = _limit(command)
    agency = command.dossier.agency
    return {"code": allocate(agency.code, agency.name, command.at), "time_limit": limit}


def _limit(command: Command) -> dict[str, Any]:
    known = limits(command.dossier.release.content, command.dossier.channel)
    wanted = command.payload.get("time_limit")
    if not wanted:
        return known[0] if known else {}
    found = next((one for one in known if one.get("id") == wanted), None)
    if found is None:
        raise ActionRefused("time_limit_unknown")
    return found
