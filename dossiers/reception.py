"""What acceptance adds to a dossier: its code, the time limit it is accepted under, when it is passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.errors import ActionRefused
from dossiers.numbering import allocate
from dossiers.timing import limits
from procedures.agencies import calendar_of
from procedures.calendar import same_day_or_next
from procedures.choices import Channel
from procedures.processing_rules import rules

if TYPE_CHECKING:
    from dossiers.guards import Command


def number_and_limit(command: Command) -> dict[str, Any]:
    """{"code", "time_limit", "cutoff"} and, of paper dossiers, {"handed_on"}: the day it goes to its agency.

    What is filed online is passed on at once. Raises AgencyHasNoCode, ActionRefused (time_limit_unknown).
    """
    limit, cutoff = _limit(command), rules().cutoff
    agency = command.dossier.agency
    said = {"time_limit": limit, "cutoff": cutoff.isoformat("minutes")}
    if command.dossier.channel != Channel.ONLINE:
        day = same_day_or_next(command.at, calendar_of(agency), cutoff)
        said["handed_on"] = day.isoformat()
    return {"code": allocate(agency.code, agency.name, command.at), **said}


def _limit(command: Command) -> dict[str, Any]:
    known = limits(command.dossier.release.content, command.dossier.channel)
    wanted = command.payload.get("time_limit")
    if not wanted:
        return known[0] if known else {}
    found = next((one for one in known if one.get("id") == wanted), None)
    if found is None:
        raise ActionRefused("time_limit_unknown")
    return found
