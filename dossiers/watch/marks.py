"""What the watch has to say about a dossier's times, and when. Pure.

A mark is one thing to be said of one date: of the dossier's (run 0) or of a step's (the run's number). Its
level: 0 the date is near, 1 it has passed, 2 and more: so late that the leaders one agency higher are told.
What was said stands in the events, so nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from dossiers.clock import Moment, Reading, before
from dossiers.steps import Run
from procedures.calendar import Calendar, add_working_hours, working_minutes_between

ACTIONS = ("warn", "escalate")
NEAR = 4
"""A date is near when a quarter of the time is left; the dossier's at most one working day before."""
Told = Mapping[tuple[int, datetime], int]
"""{(run, date): highest level said}."""


@dataclass(frozen=True, slots=True)
class Mark:
    """since: the lowest level that goes with it: after a rest several may have come up at once."""

    run: int
    step: str
    due: datetime
    level: int
    at: datetime
    since: int = 0

    @property
    def action(self) -> str:
        return ACTIONS[self.level > 0]


def marks(
    shown: Reading,
    begun: datetime,
    runs: Iterable[tuple[Run, datetime | None]],
    calendar: Calendar,
    hours: int,
    above: int,
) -> list[Mark]:
    """All that is ever to be said of the dates as they stand. runs: those worked on, with their dates.

    begun: when the term that runs began, with filing or with acceptance.
    hours: working hours late for each of the `above` agencies higher up; 0: they are never told.
    """
    found = [
        _near_and_over(run.number, run.step.id, due, _soon(run, due, calendar)) for run, due in runs if due
    ]
    if shown.running and shown.soon:
        quarter = working_minutes_between(begun, shown.running, calendar) / NEAR
        soon = max(shown.soon, before(shown.running, quarter, calendar))
        found.append(_near_and_over(0, "", shown.running, soon))
        found.append(
            [
                Mark(0, "", shown.running, 1 + n, add_working_hours(shown.running, hours * n, calendar))
                for n in range(1, above + 1 if hours else 1)
            ]
        )
    return [mark for part in found for mark in part]


def _near_and_over(run: int, step: str, due: datetime, soon: datetime) -> list[Mark]:
    return [Mark(run, step, due, 0, soon), Mark(run, step, due, 1, due)]


def _soon(run: Run, due: datetime, calendar: Calendar) -> datetime:
    return before(due, (run.step.hours or 0) * 60 / NEAR, calendar)


def told(moments: Iterable[Moment]) -> dict[tuple[int, datetime], int]:
    """What the events say was said."""
    found: dict[tuple[int, datetime], int] = {}
    for moment in moments:
        if moment.action in ACTIONS:
            key = (moment.data["run"], datetime.fromisoformat(moment.data["due"]))
            found[key] = max(found.get(key, -1), moment.data["level"])
    return found


def untold(found: Iterable[Mark], said: Told) -> list[Mark]:
    """What is still to be said, the next thing first."""
    open_marks = [mark for mark in found if mark.level > said.get((mark.run, mark.due), -1)]
    return sorted(open_marks, key=lambda mark: (mark.at, mark.run, mark.level))


def to_say(waiting: Sequence[Mark], said: Told, at: datetime) -> list[Mark]:
    """What is due at `at`, one mark for each date: the highest. `waiting`: from `untold`, not empty.

    The watch comes when an event said it would: where rules or calendar have changed since, and nothing is
    due by them, the next thing is said all the same, so that it never comes back for nothing.
    """
    highest: dict[tuple[int, datetime], Mark] = {}
    for mark in [mark for mark in waiting if mark.at <= at] or waiting[:1]:
        highest[mark.run, mark.due] = mark
    return [
        Mark(mark.run, mark.step, mark.due, mark.level, mark.at, since=said.get(key, -1) + 1)
        for key, mark in highest.items()
    ]


def stored(due: datetime) -> str:
    """A date as an event keeps it."""
    return due.astimezone(UTC).isoformat()
