"""A paper lent to a stranger by a link: a random secret, kept as a hash, until a moment, so many times."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet

from accounts.models import User
from documents.keeping import keeping
from documents.models import KeptPaper, Share, ShareOpening

MOST_DAYS = 30
MOST_TIMES = 100


def share(
    paper: KeptPaper, *, days: int, most: int, at: datetime, note: str = "", by: User | None = None
) -> tuple[Share, str]:
    """A new link and its secret, which is told just once."""
    secret = secrets.token_urlsafe(24)
    made = Share.objects.create(
        paper=paper,
        token_hash=_hash(secret),
        note=note,
        made_by=by,
        made_at=at,
        until=at + timedelta(days=max(1, min(days, MOST_DAYS))),
        most=max(1, min(most, MOST_TIMES)),
    )
    return made, secret


def shares_of(paper: KeptPaper) -> QuerySet[Share]:
    """All links there were, newest first, each with `times` it was used and its openings."""
    found = paper.shares.annotate(times=Count("openings"))
    return found.select_related("made_by").prefetch_related("openings__by").order_by("-made_at")


def own_share(user: Any, key: int, at: datetime) -> Share | None:
    """A link to a paper the person may change at that moment, whoever made it; None for any other."""
    found = Share.objects.select_related("paper").filter(pk=key).first()
    return found if found and keeping.own_paper(user, found.paper_id, at) else None


def end(share: Share, *, at: datetime) -> None:
    """The link leads nowhere any more."""
    Share.objects.filter(pk=share.pk, ended_at=None).update(ended_at=at)


def find(secret: str, at: datetime) -> Share | None:
    """The link of a secret while it leads somewhere; None once it is over, used up, ended, or never was."""
    found = (
        Share.objects.filter(token_hash=_hash(secret), ended_at=None, until__gt=at, paper__removed_at=None)
        .select_related("paper__owner", "paper__organization", "paper__file", "paper__document__file")
        .first()
    )
    return found if found and found.openings.count() < found.most else None


def open_by(secret: str, *, by: Any, address: str, at: datetime) -> KeptPaper | None:
    """The paper, read by its link: counted and written down under a lock, so never once too often."""
    with transaction.atomic():
        if not Share.objects.select_for_update(no_key=True).filter(token_hash=_hash(secret)).exists():
            return None
        found = find(secret, at)
        if found is None:
            return None
        who = by if isinstance(by, User) else None
        ShareOpening.objects.create(share=found, at=at, by=who, address=address[:45])
        return found.paper


def lives(share: Share, at: datetime) -> bool:
    """Whether the link still leads somewhere; `share` as `shares_of` gives it."""
    times: int = getattr(share, "times", 0)
    return share.ended_at is None and share.until > at and times < share.most


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
