"""Who receives what is filed: one handler per kind, registered by rooms above in AppConfig.ready()."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ImproperlyConfigured

Handler = Callable[[Any, datetime], Mapping[str, Any]]  # (submission, at) -> receipt {"reference", "url", …}
RECEIVERS: dict[str, Handler] = {}


def register(kind: str, handler: Handler) -> None:
    """Say who receives drafts of a kind. Exactly one: a second raises ImproperlyConfigured."""
    if RECEIVERS.get(kind, handler) is not handler:
        raise ImproperlyConfigured(f"Two handlers receive drafts of the kind {kind!r}.")
    RECEIVERS[kind] = handler


def known_kind(kind: str) -> Handler:
    """The handler of a kind. Raises ImproperlyConfigured: seen by developers."""
    if kind not in RECEIVERS:
        raise ImproperlyConfigured(
            f"Nobody receives drafts of the kind {kind!r}: see eforms.submit.register."
        )
    return RECEIVERS[kind]
