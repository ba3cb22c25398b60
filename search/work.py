"""What search does after a commit, and what makes it due."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.signals import page_published, page_slug_changed, page_unpublished

from effects.handlers import handler
from effects.outbox import send
from procedures.pages import ProcedurePage
from search.index import index_code, index_release

ENGINE: dict[str, Any] = {"atomic": False, "lease": timedelta(minutes=3)}
"""The rows stay, and the plain search finds by them, also while the engine is away."""


@handler("release_published", **ENGINE)
def release_published(*, key: str, release: int) -> None:
    """A procedure has a new release: find it by its new words."""
    index_release(release, on=timezone.localdate())


@handler("procedure_shown", **ENGINE)
def procedure_shown(*, key: str, code: str) -> None:
    """A procedure's page was shown again, moved or taken down; its release is as it was."""
    index_code(code, on=timezone.localdate())


def page_changed(sender: Any, *, instance: Any, **_kwargs: Any) -> None:
    if isinstance(instance, ProcedurePage):
        send("procedure_shown", key=f"procedure_shown:{uuid.uuid4().hex}", code=instance.code)


for signal in (page_published, page_unpublished, page_slug_changed):
    signal.connect(page_changed, dispatch_uid="search.page_changed")
