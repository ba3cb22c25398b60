"""Who acts on a dossier: an officer, the applicant (by account, or by code and secret), the system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from accounts.models import RoleAssignment, User
from accounts.permissions import is_officer, may, roles_of
from dossiers.errors import ActionNotAllowed, OwnDossier
from dossiers.reach import acting_places

if TYPE_CHECKING:
    from dossiers.models import Dossier
    from dossiers.transitions import Row

Kind = Literal["officer", "applicant", "system"]
ASKED = "asked"
"""In a row's roles: an officer, of any agency, who was asked about the dossier by name."""


@dataclass(frozen=True)
class Actor:
    """`granted`: ids of the dossiers whose secret this visitor has proved, used without an account."""

    kind: Kind
    user: User | None = None
    name: str = ""
    granted: frozenset[str] = frozenset()

    @classmethod
    def officer(cls, user: User) -> Actor:
        return cls("officer", user, user.full_name)

    @classmethod
    def applicant(cls, user: User | None, granted: frozenset[str] = frozenset()) -> Actor:
        return cls("applicant", user, user.full_name if user else "", granted)

    @classmethod
    def system(cls, name: str = "") -> Actor:
        return cls("system", None, name)

    def owns(self, dossier: Dossier) -> bool:
        """Whether the dossier is this person's own."""
        by_account = self.user is not None and dossier.applicant_id == self.user.pk
        return by_account or str(dossier.pk) in self.granted


def authorise(actor: Actor, row: Row, dossier: Dossier, at: datetime) -> None:
    """Raises ActionNotAllowed or OwnDossier unless the actor may do the row's action to this dossier.

    What is done in a step (`row.also`) is asked at the agencies of the open steps too.
    """
    if actor.kind == "officer" and actor.user is not None:
        if not _may(actor, row, dossier, at):
            raise ActionNotAllowed
        if dossier.applicant_id == actor.user.pk:
            raise OwnDossier
        return
    allowed = actor.owns(dossier) if actor.kind == "applicant" else actor.kind == "system"
    if not allowed or actor.kind not in row.roles:
        raise ActionNotAllowed


def _may(actor: Actor, row: Row, dossier: Dossier, at: datetime) -> bool:
    assert actor.user is not None
    if ASKED in row.roles:
        return is_officer(actor.user, at) and dossier.opinions.filter(asked=actor.user).exists()
    places, action = acting_places(dossier, row.action), f"dossier.{row.action}"
    if any(may(actor.user, action, agency_code=code, at=at) for code in places):
        return True
    return row.also is not None and row.also(actor, row.action, dossier, at)


def role_of(actor: Actor, row: Row, agency_code: str, at: datetime) -> str:
    """The role in which the actor does this, as the timeline names it."""
    if actor.kind != "officer" or actor.user is None:
        return actor.kind
    held = roles_at(actor.user, agency_code, at)
    return next((role for role in held if role in row.roles), held[0] if held else "officer")


def in_place_of(
    actor: Actor, role: str, agency_code: str, assignee: int | None, at: datetime
) -> dict[str, Any]:
    """{"in_place_of": {"user", "name"}} of the absent colleague for whom this is done; {} when for nobody.

    Whoever holds the role only by delegation acts for the absent, and so does a colleague of the same role on
    a dossier the absent one has.
    """
    if actor.kind != "officer" or actor.user is None:
        return {}
    held = [one for one in _held_at(actor.user, agency_code, at) if one.role_id == role]
    lent = [one for one in held if one.delegated_from_id]
    theirs = next((one for one in lent if one.delegated_from_id == assignee), None)
    first = theirs or (lent[0] if held and len(lent) == len(held) else None)
    absent = first.delegated_from if first else None
    return {"in_place_of": {"user": absent.pk, "name": absent.full_name}} if absent else {}


def roles_at(user: User, agency_code: str, at: datetime) -> list[str]:
    """Codes of the roles held at that agency, or at one above it; one's own before those of the absent."""
    return [held.role_id for held in _held_at(user, agency_code, at)]


def _held_at(user: User, agency_code: str, at: datetime) -> list[RoleAssignment]:
    found = [
        held
        for held in roles_of(user, at)
        if agency_code == held.agency_code or agency_code.startswith(f"{held.agency_code}.")
    ]
    return sorted(found, key=lambda held: held.delegated_from_id is not None)
