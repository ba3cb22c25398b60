"""Papers whose time of keeping is over go; their holder hears of it before."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime, timedelta
from itertools import groupby

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from accounts.permissions import day_of
from accounts.representing import running
from documents.errors import PaperHeld
from documents.keeping.holders import Holder, address_of, people_of
from documents.keeping.keeping import remove
from documents.models import KeepingRules, KeptPaper, PaperKind
from effects.messages import notify
from rules.days import midnight, moved

logger = logging.getLogger("documents.keeping")
AT_ONCE = 500


def look(at: datetime) -> Counter[str]:
    """Warn, then remove; what is held by a matter in process waits. {"warned", "removed", "held"}."""
    rules, done = KeepingRules.load(), Counter[str]()
    for kind in PaperKind.values:
        years = rules.years(kind)
        first = moved(day_of(at), years=-years) if years else None
        if first is None:
            continue
        over = midnight(first)
        _warn(kind, over + timedelta(days=rules.warning_days), rules.warning_days, at, done)
        _remove(kind, over, at - timedelta(days=rules.warning_days), at, done)
    if done:
        logger.info("retention: %s", ", ".join(f"{name} {number}" for name, number in sorted(done.items())))
    return done


def _older(kind: str, than: datetime) -> QuerySet[KeptPaper]:
    """Papers that were added before, and whose validity, if it ends, ended before."""
    ended = Q(valid_until=None) | Q(valid_until__lt=day_of(than))
    found = KeptPaper.objects.filter(ended, kind=kind, removed_at=None, added_at__lt=than)
    return found.select_related("owner", "organization", "file")


def _warn(kind: str, soon: datetime, days: int, at: datetime, done: Counter[str]) -> None:
    """One message a person and store, however many papers; never twice for a paper. Papers of an
    organisation nobody represents stay until somebody can be told."""
    heard = Q(organization=None) | Q(organization__in=running(at).values("organization"))
    rows = _older(kind, soon).filter(heard, warned_at=None).order_by("organization_id", "owner_id", "pk")
    found = list(rows[:AT_ONCE])
    for holder, papers in groupby(found, key=lambda one: one.holder):
        kept = list(papers)
        for person in people_of(holder, at):
            _tell(person, holder, kept, days, at)
    KeptPaper.objects.filter(pk__in=[one.pk for one in found]).update(warned_at=at)
    done.update({"warned": len(found)} if found else {})


def _remove(kind: str, over: datetime, warned_before: datetime, at: datetime, done: Counter[str]) -> None:
    """Only what its holder was told of in time."""
    for paper in _older(kind, over).filter(warned_at__lte=warned_before)[:AT_ONCE]:
        try:
            remove(paper, why=KeptPaper.Why.RETENTION, at=at)
        except PaperHeld:
            done["held"] += 1
        else:
            done["removed"] += 1


def _tell(person: User, holder: Holder, rows: list[KeptPaper], days: int, at: datetime) -> None:
    """Without titles: the message says how many and where."""
    if not person.is_active or not person.email:
        return
    with translation.override(settings.LANGUAGE_CODE):
        said = {
            "name": person.full_name,
            "organization": holder,
            "number": len(rows),
            "days": days,
            "address": settings.BASE_URL + address_of(holder),
        }
        own, organizations = (
            _(
                "Dear %(name)s,\n\nThe time of keeping of %(number)s papers in your store is nearly over. "
                "They will be removed in %(days)s days. Download what you still need:\n\n%(address)s\n"
            ),
            _(
                "Dear %(name)s,\n\nThe time of keeping of %(number)s papers in the store of %(organization)s "
                "is nearly over. They will be removed in %(days)s days. Download what is still needed:\n\n"
                "%(address)s\n"
            ),
        )
        notify(
            to=person.email,
            subject=_("Papers in your store will soon be removed"),
            body=(organizations if isinstance(holder, Organization) else own) % said,
            key=f"keeping:{person.pk}:{rows[0].pk}:{day_of(at).isoformat()}",
        )
