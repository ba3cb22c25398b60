"""Absence: a colleague holds the absent officer's roles at an agency for some days, and is known to.

Each role is an assignment marked `delegated_from`; there is no other way to be allowed what the absent may.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.access_log import record
from accounts.assign import assign, end_assignment
from accounts.errors import CannotStandIn
from accounts.models import RoleAssignment, User
from accounts.permissions import day_of, may

MANAGE = "absence.manage"
LONGEST = 366


@dataclass(frozen=True)
class Absence:
    """Somebody away from one day to another at an agency, and who stands in. id: of its first assignment."""

    id: int
    absent: User
    delegate: User
    agency_code: str
    first: date
    last: date
    roles: tuple[str, ...]


def _on(first: date, last: date) -> Q:
    return Q(valid_from__lte=last) & (Q(valid_to__isnull=True) | Q(valid_to__gte=first))


def colleagues(agency_code: str, first: date, last: date | None = None) -> QuerySet[User]:
    """Who holds an officer's role of their own at the agency on some of these days, by name."""
    held = RoleAssignment.objects.filter(
        _on(first, last or first), agency_code=agency_code, role__officer=True, delegated_from=None
    )
    found = User.objects.filter(pk__in=held.values("user"), is_active=True)
    return found.order_by("full_name", "pk") if agency_code else found.none()


def away(agency_code: str, at: datetime) -> set[int]:
    """Ids of the officers of the agency who are absent on that day."""
    day = day_of(at)
    rows = RoleAssignment.objects.filter(_on(day, day), agency_code=agency_code, delegated_from__isnull=False)
    return set(rows.values_list("delegated_from", flat=True))


def may_enter(by: User, absent: User, agency_code: str, at: datetime) -> bool:
    """Everybody says when they are away themselves; for others, who may manage absences there."""
    return by == absent or may(by, MANAGE, agency_code=agency_code, at=at)


@transaction.atomic
def delegate(
    absent: User, to: User, agency_code: str, *, first: date, last: date, by: User, at: datetime
) -> Absence:
    """`to` stands in for `absent` at the agency from one day to another, both included; it is logged.

    Raises PermissionDenied, CannotStandIn (its codes: errors.STAND_IN).
    """
    if not may_enter(by, absent, agency_code, at):
        raise PermissionDenied
    _check_days(first, last, day_of(at))
    own = _own(absent, agency_code, first, last)
    _check_people(absent, to, agency_code, first, last, by=by, own=own)
    for held in own:
        assign(
            to,
            held.role_id,
            agency_code,
            valid_from=max(first, held.valid_from),
            valid_to=min(last, held.valid_to or last),
            granted_by=by,
            delegated_from=absent,
        )
    _log(by, absent, to, agency_code, f"{first} – {last}", at)
    return next(one for one in absences([agency_code], at) if one.absent == absent and one.first >= first)


def _check_days(first: date, last: date, today: date) -> None:
    if last < first:
        raise CannotStandIn("days_order")
    if first < today:
        raise CannotStandIn("days_past")
    if (last - first).days >= LONGEST:
        raise CannotStandIn("too_long", most=LONGEST)


def _check_people(
    absent: User, to: User, agency_code: str, first: date, last: date, *, by: User, own: list[RoleAssignment]
) -> None:
    if not own:
        raise CannotStandIn("no_role")
    if to == by != absent:
        raise CannotStandIn("oneself")
    if to == absent or not _own(to, agency_code, first, last):
        raise CannotStandIn("no_colleague")
    given = RoleAssignment.objects.filter(_on(first, last), agency_code=agency_code)
    if given.filter(delegated_from=absent).exists():
        raise CannotStandIn("away_already")
    if given.filter(delegated_from=to).exists():
        raise CannotStandIn("delegate_away")


def _own(user: User, agency_code: str, first: date, last: date) -> list[RoleAssignment]:
    """Officers' roles held there in one's own right on some of these days; nobody passes on what is lent."""
    if not (agency_code and user.is_active):
        return []
    found = user.assignments.filter(
        _on(first, last), agency_code=agency_code, role__officer=True, delegated_from=None
    )
    return list(found.select_for_update(no_key=True))


def absences(agency_codes: Iterable[str], at: datetime) -> list[Absence]:
    """Those that last or are still to come at these agencies, the earliest first; one query."""
    rows = (
        RoleAssignment.objects.filter(
            agency_code__in=list(agency_codes), delegated_from__isnull=False, valid_to__gte=day_of(at)
        )
        .select_related("user", "delegated_from", "role")
        .order_by("valid_from", "pk")
    )
    groups: dict[tuple[int | None, int, str], list[RoleAssignment]] = {}
    for row in rows:
        groups.setdefault((row.delegated_from_id, row.user_id, row.agency_code), []).append(row)
    return [absence for group in groups.values() for absence in _joined(group)]


def _joined(rows: list[RoleAssignment]) -> list[Absence]:
    """Roles lent for touching days are one absence; a later one stands by itself."""
    found: list[list[RoleAssignment]] = []
    for row in rows:
        together = found and any(row.valid_from <= (one.valid_to or date.max) for one in found[-1])
        if together:
            found[-1].append(row)
        else:
            found.append([row])
    return [_absence(group) for group in found]


def _absence(rows: list[RoleAssignment]) -> Absence:
    absent = rows[0].delegated_from
    assert absent is not None
    return Absence(
        id=rows[0].pk,
        absent=absent,
        delegate=rows[0].user,
        agency_code=rows[0].agency_code,
        first=min(row.valid_from for row in rows),
        last=max(row.valid_to or date.max for row in rows),
        roles=tuple(row.role.name_in_language for row in rows),
    )


@transaction.atomic
def end(absence: Absence, *, by: User, at: datetime) -> None:
    """The absent is back: from now on nobody stands in. It is logged. Raises PermissionDenied."""
    if not may_enter(by, absence.absent, absence.agency_code, at):
        raise PermissionDenied
    rows = RoleAssignment.objects.filter(
        _on(absence.first, absence.last),
        delegated_from=absence.absent,
        user=absence.delegate,
        agency_code=absence.agency_code,
    )
    for row in rows:
        end_assignment(row, at=at)
    _log(by, absence.absent, absence.delegate, absence.agency_code, "ended", at)


def _log(by: User, absent: User, to: User, agency_code: str, days: str, at: datetime) -> None:
    record(
        user_id=by.pk,
        action=MANAGE,
        subject=f"user:{absent.pk}",
        agency=agency_code,
        at=at,
        purpose=f"user:{to.pk}, {days}",
    )
