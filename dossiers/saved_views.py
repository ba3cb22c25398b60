"""Filters of the inbox under a name: an officer's own, and those a supervisor shares with an agency.

What was looked for by words is never kept: it is personal data.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Case, Q, QuerySet, When
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from accounts.permissions import Person, allowed_actions, may
from dossiers.errors import VIEW_REASONS
from dossiers.models import SavedView

SHARE = "views.share"
MOST = 30
KEPT = ("status", "light", "agency", "procedure", "step", "role", "mine", "waiting")


def kept_of(said: Mapping[str, str]) -> dict[str, str]:
    """Of an address's filters those a view keeps, as text: never the words looked for, no page.

    At least one: an address without filters opens the desk's first view.
    """
    return {name: str(said[name])[:100] for name in KEPT if said.get(name)} or {"status": "open"}


def address(view: SavedView) -> str:
    """Where the view shows its dossiers."""
    return f"{reverse('dossiers:inbox')}?{urlencode(view.filters)}"


def seen_by(user: Person, at: datetime) -> QuerySet[SavedView]:
    """The officer's own views in their order, then those shared with an agency where they hold a role."""
    places = {held["agency_code"] for held in allowed_actions(user, at) if held["agency_code"]}
    found = SavedView.objects.filter(Q(owner=user.pk) | Q(shared_with__in=places))
    return found.order_by(Case(When(owner=user.pk, then=0), default=1), "order", "pk")


def first_of(user: User) -> SavedView | None:
    """The view the officer's desk opens with."""
    return SavedView.objects.filter(owner=user, opens_first=True).first()


@transaction.atomic
def save_view(
    owner: User,
    name: str,
    filters: Mapping[str, str],
    *,
    at: datetime,
    shared_with: str = "",
    opens_first: bool = False,
    view: SavedView | None = None,
) -> SavedView:
    """A new view, or `view` of the same owner as it is to be now.

    Raises ValidationError beside `name` (name_taken, too_many_views) or `shared_with` (cannot_share).
    """
    others = SavedView.objects.filter(owner=owner).exclude(pk=view.pk if view else 0)
    if view is None and others.count() >= MOST:
        raise _refused("name", "too_many_views", most=MOST)
    if others.filter(name=name).exists():
        raise _refused("name", "name_taken")
    unchanged = view is not None and view.shared_with == shared_with
    if shared_with and not unchanged and not may(owner, SHARE, agency_code=shared_with, at=at):
        raise _refused("shared_with", "cannot_share")
    if opens_first:
        others.update(opens_first=False)
    view = view or SavedView(owner=owner, order=_after(owner))
    view.name, view.filters = name, kept_of(filters)
    view.shared_with, view.opens_first = shared_with, opens_first
    view.save()
    return view


def _after(owner: User) -> int:
    last = SavedView.objects.filter(owner=owner).order_by("-order").first()
    return last.order + 1 if last else 1


@transaction.atomic
def move_up(view: SavedView) -> None:
    """One place nearer to the top of its owner's list."""
    views = list(SavedView.objects.filter(owner=view.owner_id))
    place = views.index(view)
    if place:
        views[place - 1 : place + 1] = [views[place], views[place - 1]]
    for number, one in enumerate(views, start=1):
        if one.order != number:
            SavedView.objects.filter(pk=one.pk).update(order=number)


def remove(view: SavedView) -> None:
    view.delete()


def own(user: User, view_id: int) -> SavedView:
    """Raises PermissionDenied for another's view, and for one that does not exist."""
    view = SavedView.objects.filter(owner=user, pk=view_id).first()
    if view is None:
        raise PermissionDenied
    return view


def _refused(field: str, code: str, **params: object) -> ValidationError:
    return ValidationError({field: ValidationError(str(VIEW_REASONS[code]), code=code, params=params)})
