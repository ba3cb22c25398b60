"""Give and end roles.

The Wagtail groups a role brings follow from the roles held: here, and at every sign-in. A session of somebody
with roles lasts twelve hours at most; so long a group may outlive a role that ran out by itself.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.errors import AlreadyHeld
from accounts.models import Role, RoleAssignment, User
from accounts.permissions import day_of, forget, groups_of


@transaction.atomic
def assign(
    user: User,
    role_code: str,
    agency_code: str,
    *,
    valid_from: date,
    valid_to: date | None = None,
    granted_by: User | None = None,
    delegated_from: User | None = None,
) -> RoleAssignment:
    """`user` holds a role at an agency ("" = no agency) from one day to another, both included.

    delegated_from: the absent colleague whose role it is (delegating.py); one's own stays beside it.

    Asking again for the same days gives the same assignment. Raises Role.DoesNotExist for an unknown role,
    AlreadyHeld for other overlapping days, ValidationError when it would end before it begins.
    """
    held = RoleAssignment(
        user=user,
        role=Role.objects.get(code=role_code),
        agency_code=agency_code,
        valid_from=valid_from,
        valid_to=valid_to,
        granted_by=granted_by,
        delegated_from=delegated_from,
    )
    for other in overlapping(held):
        if (other.valid_from, other.valid_to) == (valid_from, valid_to):
            return other
        raise AlreadyHeld
    held.full_clean()
    held.save()
    sync_groups(user, timezone.now())
    return held


@transaction.atomic
def end_assignment(assignment: RoleAssignment, *, at: datetime) -> RoleAssignment:
    """The role is not held any more: yesterday was its last day; removed altogether if it began today."""
    yesterday = day_of(at) - timedelta(days=1)
    user = assignment.user
    if assignment.valid_from > yesterday:
        assignment.delete()
    elif assignment.valid_to is None or assignment.valid_to > yesterday:
        assignment.valid_to = yesterday
        assignment.save(update_fields=["valid_to"])
    roles_changed(user, at)
    return assignment


def overlapping(held: RoleAssignment) -> list[RoleAssignment]:
    """Other assignments of the same role to the same person at the same agency on some of the same days.

    A role of one's own and one held for somebody absent are two things.
    """
    others = RoleAssignment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=held.valid_from),
        user=held.user,
        role=held.role,
        agency_code=held.agency_code,
        delegated_from=held.delegated_from,
    ).exclude(pk=held.pk)
    if held.valid_to is not None:
        others = others.filter(valid_from__lte=held.valid_to)
    return list(others)


def roles_changed(user: User, at: datetime) -> None:
    """What follows from a change of somebody's roles: groups, and the end of what they delegated and lost."""
    sync_groups(user, at)
    day = day_of(at)
    for given in user.delegated_roles.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day)):
        first = max(day, given.valid_from)
        own = user.assignments.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=first),
            role_id=given.role_id,
            agency_code=given.agency_code,
            delegated_from=None,
            valid_from__lte=first,
        )
        if not own.exists():
            end_assignment(given, at=at)


def sync_groups(user: User, at: datetime) -> None:
    """Of the groups that belong to roles, be in those of the roles held now; other groups are left alone."""
    forget(user)
    wanted = groups_of(user, at)
    bound = set(Group.objects.filter(roles__isnull=False).values_list("pk", flat=True))
    present = set(user.groups.filter(pk__in=bound).values_list("pk", flat=True))
    if present - wanted:
        user.groups.remove(*(present - wanted))
    if wanted - present:
        user.groups.add(*(wanted - present))
