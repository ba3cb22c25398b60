"""Seal the days that are over, each once and in order; days that were missed are caught up."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction

from dossiers.models import DailyRoot, DossierEvent
from dossiers.roots import tree
from effects.outbox import send
from rules.days import VIETNAM

GRACE = timedelta(hours=1)
"""After midnight: what was begun before it has ended by then."""


def promise(at: datetime) -> None:
    """The worker's duty: the root of the last day that is over, once however many workers there are."""
    day = last_over(at)
    if not DossierEvent.objects.exists():
        return
    send("write_daily_roots", key=f"daily_roots:{day}", until=day.isoformat())


def last_over(at: datetime) -> date:
    return (at - GRACE).astimezone(VIETNAM).date() - timedelta(days=1)


def write_until(until: date, *, at: datetime) -> int:
    """Roots of every day up to `until` that has none, a transaction each. Returns how many."""
    count = 0
    for day in _missing(until):
        with transaction.atomic():
            _write(day, at)
        count += 1
    return count


def _missing(until: date) -> Iterator[date]:
    """From the day after the last root; the first of all is the day of the first event."""
    last = DailyRoot.objects.values_list("day", flat=True).first()
    first = DossierEvent.objects.order_by("at").values_list("at", flat=True).first()
    if last is None and first is None:
        return
    day = last + timedelta(days=1) if last else first.astimezone(VIETNAM).date()  # type: ignore[union-attr]
    while day <= until:
        yield day
        day += timedelta(days=1)


def _write(day: date, at: datetime) -> None:
    events, leaves = leaves_of(day)
    packed = tree.pack(leaves)
    before = DailyRoot.objects.values_list("hash", flat=True).first()
    root = DailyRoot(
        day=day,
        events=events,
        dossiers=len(leaves),
        leaves=packed,
        tree=tree.root_of(packed),
        previous=before or "",
        made_at=at,
    )
    root.hash = root.computed()
    root.save(force_insert=True)


def leaves_of(day: date) -> tuple[int, tree.Leaves]:
    """How many events happened on the day, and the last one of each dossier; read along the index."""
    begins = datetime.combine(day, time(), VIETNAM)
    found = DossierEvent.objects.filter(at__gte=begins, at__lt=begins + timedelta(days=1)).order_by()
    count, last = 0, dict[uuid.UUID, tuple[int, str]]()
    for dossier, sequence, digest in found.values_list("dossier_id", "sequence", "hash").iterator():
        count += 1
        if dossier not in last or last[dossier][0] < sequence:
            last[dossier] = (sequence, digest)
    return count, {key: (number, tree.hash_bytes(digest)) for key, (number, digest) in last.items()}
