"""Asking a data source: not while it is down, and never longer than its time."""

from __future__ import annotations

import logging
from typing import Any

from django.core.cache import cache

from eforms.sources import PLUGINS
from eforms.sources.contract import Person, SourceDown
from eforms.sources.models import DataSource

log = logging.getLogger(__name__)
FAILURES = 3  # in a row: then nobody is asked for a while
REST = 60  # seconds
REMEMBERED = 300  # seconds a failure counts


def reads(source: DataSource) -> set[str]:
    """What must be known of a person before the source can be asked."""
    return PLUGINS[source.plugin].reads(source.options) if source.plugin in PLUGINS else set()


def ask(source: DataSource, person: Person) -> dict[str, Any]:
    """What the source knows of a person. Raises SourceDown; after three in a row at once, for a minute."""
    if cache.get(_key(source, "rests")):
        raise SourceDown("resting")
    try:
        if source.plugin not in PLUGINS:
            raise SourceDown("no_plugin")
        found = PLUGINS[source.plugin].fetch(person, source.options)
    except SourceDown as reason:
        _failed(source, reason.code)
        raise
    except Exception as error:  # a plugin's own mistake must not stop anybody from filing
        log.exception("data source %s broke", source.code)
        _failed(source, "broken")
        raise SourceDown("broken") from error
    cache.delete(_key(source, "failures"))
    return found


def _failed(source: DataSource, code: str) -> None:
    log.warning("data source %s: %s", source.code, code)
    key = _key(source, "failures")
    cache.add(key, 0, REMEMBERED)
    try:
        count = cache.incr(key)
    except ValueError:  # it expired in between
        count = 1
    if count >= FAILURES:
        cache.set(_key(source, "rests"), True, REST)
        cache.delete(key)


def _key(source: DataSource, what: str) -> str:
    return f"data-source:{source.pk}:{what}"
