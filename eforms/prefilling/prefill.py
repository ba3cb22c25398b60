"""First answers: what the account, a profile or a data source already knows, with where each came from.

Nothing a person typed is ever overwritten; an answer that the form fixes is the source's, whatever is typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import Profile, User
from eforms import drafts
from eforms.fields import TYPES
from eforms.fields.contract import Definition, Facts, is_blank
from eforms.judging.answers import Content, questions_of
from eforms.models import Draft
from eforms.prefilling.origins import FROM_ACCOUNT, FROM_MEMBER, FROM_PROFILE, source_of
from eforms.prefilling.representing import KEYS, for_another

Found = dict[str, tuple[Any, dict[str, Any]]]  # question key -> (value, origin)


def known_at_start(
    content: Content, *, user: Any, profile: Profile | None, facts: Facts, at: datetime
) -> Found:
    """What the account and the chosen profile say, as far as the questions accept it; {} for a stranger."""
    known = {**_of_account(user), **_of_profile(profile)}
    names = {"name": profile.name} if profile else {}
    found: Found = {}
    for one in questions_of(content):
        whence = source_of(one)
        value = _value(one, whence, known, facts)
        if value is not None:
            about = names if whence.startswith("profile.") else {}
            found[one["key"]] = (value, {"from": whence, "at": at.isoformat(), "value": value, **about})
    return found


def accepted(definition: Definition, raw: Any, facts: Facts) -> Any:
    """A value as the question keeps it; None when it would be refused."""
    if is_blank(raw):
        return None
    try:
        return TYPES[definition["type"]].clean(definition, raw, facts)
    except (ValidationError, TypeError, ValueError, KeyError):
        return None


def begin(draft: Draft, *, at: datetime) -> None:
    """Fill in what the account and the profile know when a draft is begun."""
    drafts.fill_in(draft, _now(draft, at), at=at)


def refresh(draft: Draft, *, at: datetime) -> None:
    """After a step was saved: who files for another is not the applicant, so the account's data go."""
    others = [one["key"] for one in questions_of(draft.version.content) if one["key"] not in KEYS]
    ours = [key for key in others if draft.origins.get(key, {}).get("from", "").startswith("account.")]
    if for_another(draft.answers):
        drafts.fill_in(draft, {}, at=at, dropped=ours)
    elif not ours:
        drafts.fill_in(draft, _missing(draft, at), at=at)


def again(draft: Draft, key: str, *, at: datetime) -> None:
    """Take an answer anew from the account or the profile it came from, after it was corrected there."""
    found = _now(draft, at)
    if key in found:
        drafts.fill_in(draft, {key: found[key]}, at=at, anew=True)


def _missing(draft: Draft, at: datetime) -> Found:
    """What a person who files for themselves after all may have back."""
    if KEYS.isdisjoint(draft.answers):
        return {}
    return {key: one for key, one in _now(draft, at).items() if one[1]["from"].startswith("account.")}


def _now(draft: Draft, at: datetime) -> Found:
    profile = profile_of(draft)
    facts = drafts.facts_of(draft, drafts.day_of(at))
    return known_at_start(draft.version.content, user=draft.owner, profile=profile, facts=facts, at=at)


def profile_of(draft: Draft) -> Profile | None:
    """The profile the draft was begun with, while it is its owner's."""
    key = draft.context.get("profile")
    return Profile.objects.filter(pk=key, owner=draft.owner_id).first() if key and draft.owner_id else None


def _of_account(user: Any) -> dict[str, Any]:
    return {f"account.{part}": getattr(user, part) for part in FROM_ACCOUNT} if isinstance(user, User) else {}


def _of_profile(profile: Profile | None) -> dict[str, Any]:
    return {f"profile.{part}": getattr(profile, part) for part in FROM_PROFILE} if profile else {}


def _value(definition: Definition, whence: str, known: Mapping[str, Any], facts: Facts) -> Any:
    if definition["type"] == "group":
        return _rows(definition, known.get(whence), facts)
    return accepted(definition, known.get(whence), facts)


def _rows(definition: Definition, members: Any, facts: Facts) -> list[dict[str, Any]] | None:
    """Members of a household as rows of a group, whose questions say what of a member they take."""
    if not isinstance(members, list):
        return None
    rows = [_row(definition["fields"], member, facts) for member in members if isinstance(member, Mapping)]
    return [row for row in rows if row][: definition.get("max_rows") or len(rows)] or None


def _row(questions: Iterable[Definition], member: Mapping[str, Any], facts: Facts) -> dict[str, Any]:
    parts = {f"member.{part}": member.get(part) for part in FROM_MEMBER}
    values = {one["key"]: accepted(one, parts.get(source_of(one)), facts) for one in questions}
    return {key: value for key, value in values.items() if value is not None}
