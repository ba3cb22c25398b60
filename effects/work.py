"""Effects of this room."""

from __future__ import annotations

from datetime import timedelta

from effects import mail
from effects.handlers import handler


def _undeliverable(*, key: str, message: int) -> None:
    mail.mark_failed(message)


# Not atomic: a slow mail server must not hold a database lock. First in line: somebody may wait for a code.
@handler("deliver_message", atomic=False, lease=timedelta(minutes=5), priority=50, gave_up=_undeliverable)
def deliver_message(*, key: str, message: int) -> None:
    mail.deliver(message)
