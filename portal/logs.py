"""What stands in the logs: where something went wrong, never what a person wrote."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class WithoutValues(logging.Formatter):
    """An error is told by its lines of code and its class: its own text may quote a name or a number."""

    def formatException(self, ei: ExcInfo) -> str:
        return "\n".join(part for error in _chain(ei[1]) for part in _told(error))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The first cause first, as Python tells it."""
    if error is not None:
        yield from _chain(error.__cause__ or (None if error.__suppress_context__ else error.__context__))
        yield error


def _told(error: BaseException) -> Iterator[str]:
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip()
    code = getattr(error, "code", None)
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    yield f"{name} ({code})" if isinstance(code, str) else name
