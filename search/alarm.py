"""An engine that is away: told to operators, at most once an hour, and never to who searches."""

from __future__ import annotations

import logging
import time
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import RolePermission
from accounts.permissions import held_at
from effects.messages import notify
from effects.outbox import send
from search import engines
from search.engines.contract import EngineAway, NoIndex, Sought
from search.models import SearchEntry
from search.query import query_of

log = logging.getLogger(__name__)
OPERATE = "effects.manage"
"""Who may retry failed work is told when search is degraded."""
QUIET = 60.0
"""Seconds in which a process says nothing twice."""
_last: float | None = None


def raise_alarm(error: EngineAway) -> None:
    """The plain database answers: into the log, and a message to operators is on its way.

    Nothing when the plain database is what was chosen, or when nothing was ever published. Never an error.
    """
    global _last
    now = time.monotonic()
    if engines.scheme() == engines.DATABASE or (_last is not None and now - _last < QUIET):
        return
    _last = now
    try:
        if isinstance(error, NoIndex) and not SearchEntry.objects.exists():
            return
        log.error("The search engine is away, the plain database answers: %s", error)
        send("search_away", key=f"search_away:{timezone.now():%Y%m%dT%H}")
    except DatabaseError as trouble:
        log.error("operators could not be told that search is degraded: %s", type(trouble).__qualname__)


def tell_operators(at: datetime, *, key: str) -> int:
    """An e-mail to everybody who holds the right to retry failed work on the whole portal; how many."""
    roles = RolePermission.objects.filter(action=OPERATE).values_list("role__code", flat=True)
    held = held_at(roles, "", at).select_related("user")
    people = {one.user_id: one.user for one in held}
    with translation.override(settings.LANGUAGE_CODE):
        for operator in people.values():
            notify(
                to=operator.email,
                subject=_("Search is degraded"),
                body=_body(),
                key=f"{key}:{operator.pk}",
            )
    return len(people)


def _body() -> str:
    lines = [
        _("The search engine (%(engine)s) does not answer.") % {"engine": engines.scheme()},
        _("People still find procedures: the plain database answers, without everyday names and slips."),
        _("How it is now: %(address)s") % {"address": f"{settings.BASE_URL}/suc-khoe/"},
        _("What to do: docs/operations.md, “Search”. As long as it lasts one message an hour is sent."),
    ]
    return "\n".join(lines) + "\n"


def answers() -> bool:
    """Whether the engine answers now, for the health page; an empty catalogue needs none."""
    if engines.scheme() == engines.DATABASE:
        return True
    query = query_of("", on=timezone.localdate(), size=1, counted=False)
    try:
        engines.engine().find(Sought(query), offset=0, limit=1)
    except NoIndex:
        return not SearchEntry.objects.exists()
    except EngineAway:
        return False
    return True
