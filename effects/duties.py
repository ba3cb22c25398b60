"""What the worker looks after beside work: duties that come round, registered from `<room>/work.py`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import InterfaceError, OperationalError

logger = logging.getLogger("effects")
Run = Callable[[datetime], object]
F = TypeVar("F", bound=Run)

DUTIES: dict[str, tuple[Run, timedelta]] = {}
_done: dict[str, datetime] = {}


def duty(name: str, *, every: timedelta) -> Callable[[F], F]:
    """Register the decorated `fn(at)`. Every worker does it, so it must be idempotent."""

    def register(run: F) -> F:
        DUTIES[name] = (run, every)
        return run

    return register


def do_duties(at: datetime) -> None:
    """Do what this process has not done for its time. One that fails is logged and stops no other."""
    for name, (run, every) in DUTIES.items():
        if name in _done and timedelta() <= at - _done[name] < every:
            continue
        _done[name] = at
        try:
            run(at)
        except (OperationalError, InterfaceError):
            raise  # the database is away: the worker waits for it
        except Exception as error:  # noqa: BLE001  its text may name a person
            logger.error("duty %s: %s.%s", name, type(error).__module__, type(error).__qualname__)
