"""The one question "may this person do this there?", asked by pages, API, admin and files. Deny by default.

A superuser is not allowed anything here: they keep the system running and may give themselves a role, which
leaves a trace; dossiers are opened by people who hold a role at an agency.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from accounts.models import Role, RoleAssignment, RolePermission, User

Person = AbstractBaseUser | AnonymousUser
Scope = RolePermission.Scope
NOTHING = Q(pk__in=[])
COUNTS = Q(delegated_from__isnull=True) | Q(delegated_from__is_active=True)
"""Roles held that count: what somebody delegated goes with their account."""

_actions: dict[str, str | Promise] = {}


@dataclass(frozen=True, slots=True)
class Grant:
    """One row of "may": an action at an agency in a scope, while the role is held."""

    role: str
    officer: bool
    group: int | None
    action: str | None
    scope: str | None
    agency_code: str
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def reaches(self, agency_code: str) -> bool:
        if self.scope == Scope.ALL:
            return True
        if not self.agency_code or not agency_code:
            return False
        if agency_code == self.agency_code:
            return True
        return self.scope == Scope.BELOW and agency_code.startswith(f"{self.agency_code}.")


def register_actions(actions: Mapping[str, str | Promise]) -> None:
    """Each room names the actions it asks about, {"dossier.accept": label}, in AppConfig.ready()."""
    _actions.update(actions)


def actions() -> dict[str, str | Promise]:
    """Every action that may be granted, by code, with its label."""
    return dict(sorted(_actions.items()))


def day_of(at: datetime) -> date:
    """The calendar day in Vietnam at that moment: roles begin and end with days there."""
    return timezone.localtime(at, timezone.get_default_timezone()).date()


def may(user: Person, action: str, *, agency_code: str = "", at: datetime, role: str = "") -> bool:
    """Whether `user` may do `action` at that agency at that moment; `role`: by this role alone.

    `agency_code` is the identifier code (H08.16); "" is the whole portal, which only scope `all` reaches.
    """
    return any(grant.reaches(agency_code) for grant in _granting(user, action, at, role))


def holds_anywhere(user: Person, action: str, at: datetime) -> bool:
    """Whether `user` may do `action` at some agency at that moment: opens a page, not yet an object."""
    return any(grant.scope == Scope.ALL or grant.agency_code for grant in _granting(user, action, at))


def scope_filter(user: Person, action: str, *, field: str = "agency_code", at: datetime, role: str = "") -> Q:
    """Condition for a queryset whose `field` holds the agency's code; matches nothing when not allowed.
    `role`: by this role alone."""
    found = NOTHING
    for grant in _granting(user, action, at, role):
        if grant.scope == Scope.ALL:
            return Q()
        if not grant.agency_code:
            continue
        found |= Q(**{field: grant.agency_code})
        if grant.scope == Scope.BELOW:
            found |= Q(**{f"{field}__startswith": f"{grant.agency_code}."})
    return found


def roles_granting(user: Person, action: str, at: datetime) -> set[str]:
    """Codes of the roles by which `user` may do `action` somewhere at that moment."""
    return {grant.role for grant in _granting(user, action, at)}


def role_name(code: str) -> str:
    """What a role is called, in the reader's language; its code when it is gone."""
    role = Role.objects.filter(pk=code).first()
    return role.name_in_language if role else code


def roles_of(user: Person, at: datetime) -> list[RoleAssignment]:
    """The roles held at that moment, each with its `role` loaded; [] for nobody and for an inactive user."""
    if not isinstance(user, User) or not _counts(user):
        return []
    day = day_of(at)
    return [
        held
        for held in RoleAssignment.objects.filter(COUNTS, user=user).select_related("role")
        if held.valid_from <= day and (held.valid_to is None or day <= held.valid_to)
    ]


def held_at(roles: Iterable[str], agency_code: str, at: datetime) -> QuerySet[RoleAssignment]:
    """Roles of these codes that count at just that agency at that moment, of people who may sign in."""
    day = day_of(at)
    return RoleAssignment.objects.filter(
        COUNTS,
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        role__code__in=list(roles),
        agency_code=agency_code,
        valid_from__lte=day,
        user__is_active=True,
    )


def anybody_holds(role: str, agency_code: str, at: datetime) -> bool:
    """Whether somebody who may sign in holds the role at just that agency at that moment."""
    return held_at((role,), agency_code, at).exists()


def in_place_of(user: Person, at: datetime) -> set[int]:
    """Ids of the absent colleagues this person stands in for at that moment."""
    return {held.delegated_from_id for held in roles_of(user, at) if held.delegated_from_id}


def is_officer(user: Person, at: datetime) -> bool:
    return any(grant.officer for grant in _held(user, at))


def holds_content_role(user: Person, at: datetime) -> bool:
    return any(grant.group is not None for grant in _held(user, at))


def allowed_actions(user: Person, at: datetime) -> list[dict[str, str]]:
    """What `user` may do at that moment: [{action, agency_code, scope, role}]."""
    return [
        {"action": g.action, "agency_code": g.agency_code, "scope": g.scope or "", "role": g.role}
        for g in _held(user, at)
        if g.action
    ]


def groups_of(user: Person, at: datetime) -> set[int]:
    """Ids of the content groups the roles held at that moment bring with them."""
    return {grant.group for grant in _held(user, at) if grant.group is not None}


def forget(user: Any) -> None:
    """Drop what this instance remembers: called when its roles change."""
    if hasattr(user, "_grants"):
        del user._grants


def _counts(user: Person) -> bool:
    return bool(user.is_authenticated and user.is_active)


def _held(user: Person, at: datetime) -> Iterable[Grant]:
    if not _counts(user):
        return
    day = day_of(at)
    for grant in _grants(user):
        if grant.holds_on(day):
            yield grant


def _granting(user: Person, action: str, at: datetime, role: str = "") -> Iterable[Grant]:
    return (grant for grant in _held(user, at) if grant.action == action and role in ("", grant.role))


def _grants(user: Any) -> list[Grant]:
    """All grants of a user by one query, kept on the instance, which lives as long as the request."""
    # A request holds its user in a lazy wrapper; what is set on the wrapper lands on the user inside.
    known = getattr(user, "_grants", None)
    if known is None:
        rows = RoleAssignment.objects.filter(COUNTS, user_id=user.pk).values_list(
            "role_id",
            "role__officer",
            "role__group_id",
            "role__permissions__action",
            "role__permissions__scope",
            "agency_code",
            "valid_from",
            "valid_to",
        )
        known = user._grants = [Grant(*row) for row in rows.order_by("pk")]
    return known
