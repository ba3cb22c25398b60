"""Who may take a dossier: officers who hold the specialist's role at its agency on that day."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.permissions import held_at
from dossiers import assignment_rules
from dossiers.errors import ActionRefused

if TYPE_CHECKING:
    from dossiers.guards import Command
    from dossiers.models import Dossier

ROLE = "specialist"


def processing_at(agency_code: str, at: datetime, *, own: bool = False) -> QuerySet[User]:
    """Officers who process dossiers of that agency on that day, by name; `own`: in their own right."""
    held = held_at((ROLE,), agency_code, at)
    if own:
        held = held.filter(delegated_from=None)
    return User.objects.filter(pk__in=held.values("user")).order_by("full_name", "pk")


def candidates(dossier: Dossier, at: datetime, *, own: bool = False) -> QuerySet[User]:
    """Officers to choose from, by name (`own` as above); never the applicant, never who has it already."""
    taken = [key for key in (dossier.applicant_id, dossier.assignee_id) if key]
    return processing_at(dossier.agency_code, at, own=own).exclude(pk__in=taken)


def name_officer(command: Command) -> dict[str, Any]:
    """{"assignee": user id, "assignee_name"}, and {"rule"} where the agency's rule chose.

    Raises ActionRefused (officer_missing, officer_has_it, officer_cannot).
    """
    if command.actor.kind == "system":
        there = candidates(command.dossier, command.at, own=True)
        return assignment_rules.choose(command.dossier, there, command.at)
    wanted = command.payload.get("assignee")
    if not wanted:
        raise ActionRefused("officer_missing")
    if str(wanted) == str(command.dossier.assignee_id):
        raise ActionRefused("officer_has_it")
    chosen = (
        candidates(command.dossier, command.at).filter(pk=wanted).first() if str(wanted).isdecimal() else None
    )
    if chosen is None:
        raise ActionRefused("officer_cannot")
    return {"assignee": chosen.pk, "assignee_name": chosen.full_name}
