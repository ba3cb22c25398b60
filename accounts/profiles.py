"""The households and organisations of an account: added, changed and deleted by their owner only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts.errors import TooManyProfiles
from accounts.models import Profile, User

MOST = 50
PARTS = ("name", "tax_code", "address", "representative", "members")


def profiles_of(user: Any) -> QuerySet[Profile]:
    """The person's own profiles; none for a visitor without an account."""
    return Profile.objects.filter(owner=user) if isinstance(user, User) else Profile.objects.none()


def own_profile(user: Any, key: Any) -> Profile | None:
    """One of the person's own profiles by id; None for any other, as if it did not exist."""
    try:
        return profiles_of(user).filter(pk=int(key)).first()
    except (TypeError, ValueError, OverflowError):
        return None


def save_profile(
    profile: Profile | None, *, owner: User, kind: str, facts: Mapping[str, Any], at: datetime
) -> Profile:
    """Keep a profile; None makes a new one. `facts`: {part: value} of PARTS, what is missing is emptied.

    Raises TooManyProfiles for the fifty-first.
    """
    if profile is None:
        if profiles_of(owner).count() >= MOST:
            raise TooManyProfiles(MOST)
        profile = Profile(owner=owner, created_at=at)
    empty: dict[str, Any] = {"address": {}, "members": []}
    for part in PARTS:
        setattr(profile, part, facts.get(part) or empty.get(part, ""))
    profile.kind, profile.updated_at = kind, at
    profile.save()
    return profile


def delete_profile(profile: Profile) -> None:
    """Forget a profile. What was filed with it stays filed."""
    profile.delete()
