"""Who opened a dossier and when: written down at each look, read by the applicant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access_log import record, records_about
from accounts.models import AccessRecord, RoleAssignment, User
from accounts.permissions import day_of
from dossiers.actors import roles_at
from dossiers.models import Dossier, Follower
from dossiers.stepping import role_names
from procedures.models import Agency
from procedures.processing_rules import rules

MOST = 50
FOLLOWER = "follower"
FOLLOWED = "dossier.follow"
OPINION = "dossier.opinion"
REPRINTED = "dossier.reprint"
WHAT: dict[str, str | Promise] = {
    "dossier.view": gettext_lazy("Opened the dossier"),
    "dossier.print_form": gettext_lazy("Printed the form"),
    "dossier.print_control": gettext_lazy("Printed the control slip"),
    "dossier.draft_result": gettext_lazy("Looked at the draft of the result"),
    REPRINTED: gettext_lazy("Printed the result again"),
    OPINION: gettext_lazy("Opened what was shown for an opinion"),
    FOLLOWED: gettext_lazy("Followed the dossier"),
}
"""What is a look. What officers do besides (a note, taking in) is noted too, and is no look."""


@dataclass(frozen=True)
class Look:
    """who: a role, with the officer's name where the rules of processing show it; or a follower's name."""

    at: datetime
    who: str
    agency: str
    what: str | Promise


def note(officer: User, action: str, dossier: Dossier, *, at: datetime, purpose: str = "") -> None:
    """An officer opened or printed it, in the first of the roles that reach it."""
    held = roles_at(officer, dossier.agency_code, at)
    record(
        user_id=officer.pk,
        action=action,
        subject=f"dossier:{dossier.pk}",
        role=held[0] if held else "",
        agency=dossier.agency_code,
        at=at,
        purpose=purpose,
    )


def note_follower(follower: Follower, *, at: datetime) -> None:
    dossier = follower.dossier
    record(
        user_id=0,
        action=FOLLOWED,
        subject=f"dossier:{dossier.pk}",
        role=FOLLOWER,
        agency=dossier.agency_code,
        at=at,
        purpose=str(follower.pk),
    )


def looks(dossier: Dossier) -> list[Look]:
    """Newest first, the last fifty; a fixed number of queries."""
    rows = list(records_about(f"dossier:{dossier.pk}").filter(action__in=WHAT)[:MOST])
    if not rows:
        return []
    officers = {row.user_id for row in rows if row.user_id}
    names = dict(User.objects.filter(pk__in=officers).values_list("pk", "full_name"))
    followers = {str(one.pk): one.name for one in dossier.followers.all()}
    roles, homes = role_names(), _homes(officers, dossier)
    named = rules().officer_names

    def who(row: AccessRecord) -> str:
        if row.role == FOLLOWER:
            return followers.get(row.purpose, _("Person who follows"))
        title = roles.get(row.role, _("Officer"))
        return f"{names[row.user_id]} ({title})" if named and row.user_id in names else title

    return [
        Look(
            row.at,
            who(row),
            "" if row.role == FOLLOWER else homes(row.user_id, row.role, row.at),
            WHAT[row.action],
        )
        for row in rows
    ]


def _homes(officers: set[int], dossier: Dossier) -> Callable[[int, str, datetime], str]:
    """(officer, role, moment) -> name of the agency where the role was held; the dossier's where unknown.

    Who was asked by name has no role at the dossier: the agency of any role of theirs.
    """
    held = list(RoleAssignment.objects.filter(user__in=officers).select_related("role"))
    names = dict(
        Agency.objects.filter(code__in={one.agency_code for one in held}).values_list("code", "name")
    )

    def here(one: RoleAssignment) -> bool:
        return f"{dossier.agency_code}.".startswith(f"{one.agency_code}.")

    def home(user_id: int, role: str, at: datetime) -> str:
        day = day_of(at)
        found = next(
            (
                one
                for one in held
                if one.user_id == user_id
                and one.valid_from <= day
                and (one.valid_to is None or day <= one.valid_to)
                and (not role or one.role.code == role and here(one))
            ),
            None,
        )
        return names.get(found.agency_code, dossier.agency.name) if found else dossier.agency.name

    return home
