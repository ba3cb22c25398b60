"""Who acts on a dossier: an officer, the applicant (by account, or by code and secret), the system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from accounts.models import User
from accounts.permissions import is_officer, may, roles_of
from dossiers.errors import ActionNotAllowed, OwnDossier

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
    """Raises ActionNotAllowed or OwnDossier unless the actor may do the row's action to this dossier."""
    if actor.kind == "officer" and actor.user is not None:
        if not _entitled(actor.user, row, dossier, at):
            raise ActionNotAllowed
        if dossier.applicant_id == actor.user.pk:
            raise OwnDossier
        return
    allowed = actor.owns(dossier) if actor.kind == "applicant" else actor.kind == "system"
    if not allowed or actor.kind not in row.roles:
        raise ActionNotAllowed


def _entitled(user: User, row: Row, dossier: Dossier, at: datetime) -> bool:
    if ASKED in row.roles:
        return is_officer(user, at) and dossier.opinions.filter(asked=user).exists()
    return may(user, f"dossier.{row.action}", agency_code=dossier.agency_code, at=at)


def role_of(actor: Actor, row: Row, agency_code: str, at: datetime) -> str:
    """The role in which the actor does this, as the timeline names it."""
    if actor.kind != "officer" or actor.user is None:
        return actor.kind
    held = roles_at(actor.user, agency_code, at)
    return next((role for role in held if role in row.roles), held[0] if held else "officer")


def roles_at(user: User, agency_code: str, at: datetime) -> list[str]:
    """Codes of the roles held at that agency, or at one above it."""
    return [
        held.role.code
        for held in roles_of(user, at)
        if agency_code == held.agency_code or agency_code.startswith(f"{held.agency_code}.")
    ]
