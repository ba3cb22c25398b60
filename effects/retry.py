"""When to try again: pure arithmetic on the number of attempts made."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST = timedelta(seconds=10)
FACTOR = 3
LONGEST = timedelta(hours=6)


def delay(attempt: int) -> timedelta:
    """Pause after attempt 1, 2, 3…: 10 s, 30 s, 90 s, … never more than six hours."""
    return LONGEST if attempt > 12 else min(FIRST * FACTOR ** (attempt - 1), LONGEST)


def next_try(attempt: int, *, allowed: int, at: datetime) -> datetime | None:
    """Time of the next attempt after `attempt` failed at `at`; None when no attempt is left."""
    return None if attempt >= allowed else at + delay(attempt)
