"""One action on many dossiers: each is acted on by itself, as if alone; what is refused stops no other."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from dossiers.actions import APPLICANTS, SYSTEM, Action
from dossiers.actors import Actor
from dossiers.assigning import processing_at
from dossiers.doing import do
from dossiers.errors import ActionNotAllowed
from dossiers.forms import ActForm
from dossiers.models import Dossier
from dossiers.reach import may_reach
from dossiers.transitions import TABLE, available

MOST = 100
ALONE = frozenset(
    {
        "pay", "pause", "send_back", "apologise", "check_papers", "take_supplement", "take_back", "undo_step",
        "correct", "ask_opinion", "give_opinion", "reply", *APPLICANTS, *SYSTEM,
    }
)  # fmt: skip
"""Money, and what is said of one dossier only: never done to many at once."""
BULK = frozenset(row.action for row in TABLE) - ALONE
SHARED = ("reason", "papers", "note", "assignee", "amount", "more")
"""What may be said once for all; the rest of what an action takes is of one dossier, and is left out."""


@dataclass(frozen=True)
class Ticked:
    """A dossier that was chosen. seen: `last_sequence` as the list showed it, None: whatever it is."""

    id: uuid.UUID
    seen: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one of them. code, why: of the refusal, "" when it was done."""

    id: uuid.UUID
    code: str = ""
    why: str = ""


def do_all(
    ticked: Iterable[Ticked], action: str, *, actor: Actor, key: str, at: datetime, **given: Any
) -> list[Outcome]:
    """Each in its own transaction and under its own key: the same key again does nothing twice.

    Raises ActionNotAllowed for an action that is never done to many.
    """
    if action not in BULK:
        raise ActionNotAllowed
    return [_one(each, action, actor=actor, key=key, at=at, **given) for each in ticked]


def _one(ticked: Ticked, action: str, *, key: str, **rest: Any) -> Outcome:
    try:
        do(ticked.id, action, key=key_of(key, ticked.id), seen=ticked.seen, **rest)
    except ValidationError as refused:
        return Outcome(ticked.id, getattr(refused, "code", "") or "invalid", " ".join(refused.messages))
    except (PermissionDenied, Dossier.DoesNotExist) as refused:
        said = refused if isinstance(refused, PermissionDenied) else ActionNotAllowed()
        return Outcome(ticked.id, getattr(said, "code", "permission_denied"), str(said))
    return Outcome(ticked.id)


def key_of(key: str, dossier: uuid.UUID) -> str:
    """The key of one dossier, made of the caller's for all of them."""
    return hashlib.sha256(f"{key}:{dossier}".encode()).hexdigest()


def chosen(ticked: Iterable[Ticked], officer: User, at: datetime) -> list[Dossier]:
    """The dossiers behind the ticks that the officer may see, in the order of the ticks."""
    wanted = [each.id for each in ticked]
    found = Dossier.objects.filter(pk__in=wanted).select_related("release", "submission", "agency")
    seen = {one.pk: one for one in found if may_reach(officer, "dossier.view", one, at)}
    return [seen[key] for key in wanted if key in seen]


def offered(dossiers: Sequence[Dossier], actor: Actor, at: datetime) -> list[Action]:
    """What may be done to every one of them, in the order of the table."""
    left: list[Action] = []
    names = BULK
    for dossier in dossiers:
        left = available(dossier, actor, at, only=names)
        names = frozenset(action.name for action in left)
    return left


def colleagues(dossiers: Iterable[Dossier], at: datetime) -> list[User]:
    """Who processes dossiers at every agency these dossiers are at."""
    places = sorted({dossier.agency_code for dossier in dossiers})
    groups = [list(processing_at(place, at)) for place in places]
    return [user for user in groups[0] if all(user in group for group in groups[1:])] if groups else []


class BulkForm(ActForm):
    """The form of one action for many dossiers: only the fields they share."""

    def __init__(
        self, action: Action, dossiers: Sequence[Dossier], *args: Any, at: datetime, **kwargs: Any
    ) -> None:
        shared = replace(action, takes=tuple(name for name in action.takes if name in SHARED))
        super().__init__(shared, dossiers[0], *args, at=at, **kwargs)
        del self.fields["seen"]
        officer = self.fields.get("assignee")
        if isinstance(officer, forms.ChoiceField):
            people = [(str(user.pk), user.full_name) for user in colleagues(dossiers, at)]
            officer.choices = [("", _("Choose")), *people]
            officer.help_text = ""
