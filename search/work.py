"""What search does after a commit, and what makes it due."""

from __future__ import annotations

import logging
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.signals import page_published, page_slug_changed, page_unpublished

from effects.duties import duty
from effects.handlers import handler
from effects.outbox import send
from procedures.pages import ProcedurePage
from search import alarm, index, learning
from search.engines.contract import EngineAway, NoIndex
from search.index import index_code, index_release

ENGINE: dict[str, Any] = {"atomic": False, "lease": timedelta(minutes=3)}
"""The rows stay, and the plain search finds by them, also while the engine is away."""
log = logging.getLogger(__name__)


@handler("release_published", **ENGINE)
def release_published(*, key: str, release: int) -> None:
    """A procedure has a new release: find it by its new words."""
    index_release(release, on=timezone.localdate())


@handler("procedure_shown", **ENGINE)
def procedure_shown(*, key: str, code: str) -> None:
    """A procedure's page was shown again, moved or taken down; its release is as it was."""
    index_code(code, on=timezone.localdate())


@handler("search_away")
def search_away(*, key: str) -> None:
    """The engine was away in some hour: operators are told."""
    alarm.tell_operators(timezone.now(), key=key)


@duty("search", every=timedelta(hours=1))
def look_after_search(at: datetime) -> None:
    """Once a day, whichever worker comes first."""
    send("keep_search", key=f"keep_search:{timezone.localdate(at).isoformat()}")


@handler("keep_search", lease=timedelta(minutes=30), atomic=False)
def keep_search(*, key: str) -> None:
    """The engine in step with the database again, and old queries forgotten."""
    gone = learning.forget(timezone.localdate())
    log.info("search: %s days of queries forgotten", gone)
    try:
        found = index.drift()
        index.mend(found)
        log.log(
            logging.WARNING if found.codes else logging.INFO,
            "search: %s procedures missing, %s left over, %s changed in the engine; mended",
            *map(len, (found.missing, found.left_over, found.changed)),
        )
    except NoIndex:
        log.warning("search: no index yet; %s entries built", index.rebuild())
    except EngineAway as error:
        alarm.raise_alarm(error)


def page_changed(sender: Any, *, instance: Any, **_kwargs: Any) -> None:
    if isinstance(instance, ProcedurePage):
        send("procedure_shown", key=f"procedure_shown:{uuid.uuid4().hex}", code=instance.code)


for signal in (page_published, page_unpublished, page_slug_changed):
    signal.connect(page_changed, dispatch_uid="search.page_changed")
