"""Who does what: one function per kind of effect, registered once from `<room>/work.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from effects.errors import KindTaken, UnknownKind

Run = Callable[..., None]
F = TypeVar("F", bound=Run)


@dataclass(frozen=True, kw_only=True)
class Handler:
    """How one kind of effect is carried out.

    `atomic`: the handler and the mark "done" are one transaction, so what it writes happens exactly once.
    Handlers that talk to the network set it to False, lest a slow server hold a database lock.
    `lease`: how long a worker may be silent before it is taken for dead; longer than the slowest honest run.
    `gave_up`: called once, with the same arguments, when the effect has failed for good.
    """

    kind: str
    run: Run
    attempts: int
    lease: timedelta
    atomic: bool
    priority: int
    gave_up: Run | None


HANDLERS: dict[str, Handler] = {}
DEFAULTS: dict[str, Any] = {
    "attempts": 8,
    "lease": timedelta(minutes=1),
    "atomic": True,
    "priority": 0,
    "gave_up": None,
}


def handler(kind: str, **options: Any) -> Callable[[F], F]:
    """Register the decorated `fn(*, key, **args)` for `kind`; it must be idempotent.

    Options: `attempts` (8), `lease` (1 minute), `atomic` (True), `priority` (0, −100…100), `gave_up` (None).
    Raises KindTaken when another function already answers for the kind.
    """
    chosen = {**DEFAULTS, **options}

    def register(run: F) -> F:
        if kind in HANDLERS and HANDLERS[kind].run.__qualname__ != run.__qualname__:
            raise KindTaken(f"Effect kind {kind!r} already has a handler.")
        HANDLERS[kind] = Handler(kind=kind, run=run, **chosen)
        return run

    return register


def require(kind: str) -> Handler:
    """The handler of a kind. Raises UnknownKind."""
    try:
        return HANDLERS[kind]
    except KeyError:
        raise UnknownKind(f"No handler is registered for effect kind {kind!r}.") from None


def handler_of(kind: str) -> Handler:
    """The handler of a kind already promised. One that has vanished since fails as any other, and is seen."""
    return HANDLERS.get(kind) or Handler(kind=kind, run=lambda **_args: _vanished(kind), **DEFAULTS)


def _vanished(kind: str) -> None:
    require(kind)
