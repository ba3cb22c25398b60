"""Effects of this room."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from effects import messages
from effects.handlers import handler


def _undeliverable(*, key: str, message: int) -> None:
    messages.mark_failed(message)


# Not atomic: a slow server must not hold a database lock. First in line: somebody may wait for a code.
@handler(messages.KIND, atomic=False, lease=timedelta(minutes=5), priority=50, gave_up=_undeliverable)
def deliver_message(*, key: str, message: int) -> None:
    messages.deliver(message, at=timezone.now())
