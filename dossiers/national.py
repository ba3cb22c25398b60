"""How the national portal judges a dossier, from its own view of the events (QĐ 766/QĐ-TTg). Pure.

It takes wall-clock time with the applicant off the end of processing, and calls a dossier overdue that was
sent back more than once and never finished, whatever our own clock says meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from dossiers.clock import Moment
from dossiers.statuses import Status

Judgement = Literal["on_time", "overdue", "open"]
ENDS = (Status.FINISHED, Status.RETURNED)


def judged(moments: Iterable[Moment], due: datetime | None, at: datetime) -> Judgement:
    """`due`: the day first promised. open: neither ended nor overdue yet, or without a term."""
    seen = _seen(moments)
    if due is None:
        return "open"
    if seen.end is None and seen.asked > 1:
        return "overdue"
    end = seen.end or seen.since
    if end is None:
        return "overdue" if at - seen.away > due else "open"
    return "on_time" if end - seen.away <= due else "overdue"


@dataclass(frozen=True)
class _Seen:
    """end: when it was finished. asked: how often it was sent back; since: from when it is now.

    away: how long it was with the applicant before.
    """

    end: datetime | None = None
    asked: int = 0
    since: datetime | None = None
    away: timedelta = timedelta()


def _seen(moments: Iterable[Moment]) -> _Seen:
    seen = _Seen()
    for moment in moments:
        if seen.since is not None and moment.to_status != Status.SUPPLEMENT:
            seen = replace(seen, away=seen.away + (moment.at - seen.since), since=None)
        elif seen.since is None and moment.to_status == Status.SUPPLEMENT:
            seen = replace(seen, asked=seen.asked + 1, since=moment.at)
        if seen.end is None and moment.to_status in ENDS:
            seen = replace(seen, end=moment.at)
    return seen
