"""What can go wrong between saying that something must happen and its having happened."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ImproperlyConfigured


class UnknownKind(ImproperlyConfigured):
    """No handler is registered for this kind of effect. Seen by developers: the caller's work fails."""


class KindTaken(ImproperlyConfigured):
    """Two handlers, or two effects of different kinds, under one name. Seen by developers."""


class GiveUp(Exception):
    """Raised by a handler when trying again cannot help. Seen by administrators as `code` in the failed list.

    The code is shown and kept, so it never holds personal data.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LeaseLost(Exception):
    """The effect was taken back while its handler ran; what it wrote is rolled back. Seen in logs only."""


class NotYet(Exception):
    """Raised by a handler whose hour has not come: the effect waits until then, and no attempt is counted."""

    def __init__(self, until: datetime) -> None:
        super().__init__("not yet")
        self.until = until
