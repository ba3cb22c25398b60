"""What comes round by itself: yesterday of every account compared, and the books checked."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta

from django.utils import timezone

from effects.duties import duty
from effects.handlers import handler
from effects.outbox import send
from payments.checking import faults
from payments.models import ProviderAccount
from payments.providers.registry import online
from payments.reconciling.alarm import tell_of_faults
from payments.reconciling.day import reconcile

logger = logging.getLogger(__name__)
HOUR = 5
"""Of the morning: providers' reports of the day before are complete by then."""


@duty("books", every=timedelta(hours=1))
def look_after_books(at: datetime) -> None:
    """Once a day, whichever worker comes first."""
    today = timezone.localdate(at)
    send("check_books", key=f"check_books:{today.isoformat()}")
    if timezone.localtime(at).hour < HOUR:
        return
    yesterday = (today - timedelta(days=1)).isoformat()
    for account in ProviderAccount.objects.order_by("pk"):
        if account.provider in online():
            send("reconcile", key=f"reconcile:{account.pk}:{yesterday}", account=account.pk, day=yesterday)


@handler("reconcile", atomic=False, lease=timedelta(minutes=30))
def reconcile_day(*, key: str, account: int, day: str) -> None:
    """One day of one account; a provider that is away is asked again later."""
    reconcile(ProviderAccount.objects.get(pk=account), date.fromisoformat(day), by=None, at=timezone.now())


@handler("check_books", lease=timedelta(minutes=30))
def check_books(*, key: str) -> None:
    """The whole of the books; a fault is told at once."""
    found = faults()
    if found:
        logger.error("The books have %s faults, the first: %s", len(found), found[0].what)
        tell_of_faults([f"{one.what} {one.where}" for one in found], key=key, at=timezone.now())
