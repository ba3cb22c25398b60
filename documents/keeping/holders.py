"""Whose store it is: a person's, or an organisation's, which everybody who represents it now may open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from accounts.models import Organization, User
from accounts.representing import organizations_of, representatives

Holder = User | Organization


def of(holder: Holder) -> Q:
    """The papers of this store."""
    if isinstance(holder, Organization):
        return Q(organization=holder)
    return Q(owner=holder.pk, organization=None)


def open_to(user: Any, at: datetime) -> list[Holder]:
    """The stores this person may open at that moment, their own first; [] for a stranger."""
    return [user, *organizations_of(user, at)] if isinstance(user, User) else []


def in_reach(user: Any, at: datetime) -> Q:
    """The papers in all of them."""
    found = Q(pk__in=[])
    for holder in open_to(user, at):
        found |= of(holder)
    return found


def people_of(holder: Holder, at: datetime) -> list[User]:
    """Who is told of this store at that moment."""
    return representatives(holder, at) if isinstance(holder, Organization) else [holder]


def name_of(holder: Holder) -> str:
    """As files and the access log name it: a person's id, "organization-<id>"."""
    return f"organization-{holder.pk}" if isinstance(holder, Organization) else str(holder.pk)


def address_of(holder: Holder, page: str = "store") -> str:
    """Where its page is: "store", or "store_looks"."""
    if isinstance(holder, Organization):
        return reverse(f"documents:organization_{page}", args=[holder.pk])
    return reverse(f"documents:{page}")
