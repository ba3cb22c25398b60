"""What becomes of each demo dossier and when, planned before anything is stored. Pure.

A plan begins with the filing and ends in one of the ten statuses; every officer acts in working time,
nothing lies in the future, and what is to be late is late by the dossier's own time limit. The same seed
and moment give the same plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from procedures.calendar import (
    Calendar,
    Unit,
    add_working_days,
    add_working_minutes,
    due,
    working_minutes_between,
)

Term = tuple[int | None, Unit]
"""A time limit: (amount, unit)."""
DAYS_BACK = 90
HOUR = 60
DAY = 8 * HOUR
RECEPTION = 8 * HOUR
TRIES = 3000


@dataclass(frozen=True)
class Move:
    """One thing that happens. `who`: the role that does it, or "applicant"."""

    at: datetime
    action: str
    who: str


@dataclass(frozen=True)
class Goal:
    """`end`: the status to end in; `way` names how it gets there (a key of WAYS)."""

    end: int
    way: str
    late: bool


@dataclass
class Course:
    """A plan being made: the moves so far, and the moment it has reached."""

    calendar: Calendar
    limit: Term
    rng: Random
    now: datetime
    moves: list[Move]
    due: datetime | None = None
    paused: float = 0.0

    @property
    def reached(self) -> datetime:
        return self.moves[-1].at

    def later(self, least: float, most: float) -> datetime:
        """A moment that many working minutes after the last move."""
        return add_working_minutes(self.reached, round(self.rng.uniform(least, most)), self.calendar)

    def do(self, action: str, who: str, least: float = 15, most: float = 3 * HOUR) -> None:
        self.moves.append(Move(self.later(least, most), action, who))

    def accept(self, *, late: bool = False) -> None:
        wait = (RECEPTION + HOUR, RECEPTION + DAY) if late else (10, RECEPTION - HOUR)
        self.do("accept", "reception", *wait)
        self.due = due(self.reached, *self.limit, self.calendar)

    def start_work(self) -> None:
        self.accept()
        self.do("assign", "dispatcher", 5, HOUR)

    def pause(self, ask: tuple[str, str], answer: tuple[str, str], least: float, most: float) -> None:
        """Somebody waits for somebody: the term stands still meanwhile."""
        self.do(*ask, 20, 3 * HOUR)
        asked = self.reached
        self.do(*answer, least, most)
        self.paused += working_minutes_between(asked, self.reached, self.calendar)

    def finish(self, *, late: bool) -> None:
        """Approve before the term ends, or one to four working days after it."""
        assert self.due is not None
        if late:
            overdue = self.paused + self.rng.uniform(HOUR, 4 * DAY) + (DAY if self.paused else 0)
            at = add_working_minutes(self.due, overdue, self.calendar)
        else:
            left = working_minutes_between(self.reached, self.due, self.calendar)
            at = self.later(min(20.0, left / 2), max(left * 0.9, 1))
        at = max(at, add_working_minutes(self.reached, 5, self.calendar))
        self.moves.append(Move(at.replace(second=0, microsecond=0), "finish", "approver"))


Way = Callable[[Course, bool], None]


def _answered(course: Course) -> None:
    course.pause(("ask_supplement", "specialist"), ("supplement", "applicant"), 2 * HOUR, 2 * DAY)


def _paid(course: Course) -> None:
    course.pause(("ask_payment", "specialist"), ("pay", "cashier"), HOUR, 2 * DAY)


def new(course: Course, late: bool) -> None:
    """Nobody has looked at it yet."""


def refused(course: Course, late: bool) -> None:
    course.do("refuse", "reception", *((RECEPTION + HOUR, 2 * DAY) if late else (30, RECEPTION - HOUR)))


def accepted(course: Course, late: bool) -> None:
    course.accept()


def processing(course: Course, late: bool) -> None:
    course.start_work()


def processing_again(course: Course, late: bool) -> None:
    course.start_work()
    _answered(course)


def waiting_for_papers(course: Course, late: bool) -> None:
    course.start_work()
    course.do("ask_supplement", "specialist", 20, 4 * HOUR)


def sent_back_at_the_door(course: Course, late: bool) -> None:
    course.do("ask_supplement", "reception", 20, RECEPTION - HOUR)


def waiting_for_money(course: Course, late: bool) -> None:
    course.start_work()
    course.do("ask_payment", "specialist", 20, 4 * HOUR)


def wants_it_back(course: Course, late: bool) -> None:
    course.start_work()
    course.do("ask_withdrawal", "applicant", 30, 4 * HOUR)


def given_back(course: Course, late: bool) -> None:
    wants_it_back(course, late)
    course.do("grant_withdrawal", "approver", 30, DAY)


def stopped(course: Course, late: bool) -> None:
    course.start_work()
    course.do("stop", "approver", HOUR, DAY)


def done(course: Course, late: bool) -> None:
    course.start_work()
    course.finish(late=late)


def done_after_answer(course: Course, late: bool) -> None:
    processing_again(course, late)
    course.finish(late=late)


def done_after_payment(course: Course, late: bool) -> None:
    course.start_work()
    _paid(course)
    course.finish(late=late)


def returned(before: Way) -> Way:
    def way(course: Course, late: bool) -> None:
        before(course, late)
        course.do("hand_result", "return_desk", 10, 2 * DAY)

    return way


WAYS: dict[str, Way] = {
    "new": new,
    "refused": refused,
    "accepted": accepted,
    "processing": processing,
    "processing_again": processing_again,
    "waiting_for_papers": waiting_for_papers,
    "sent_back_at_the_door": sent_back_at_the_door,
    "waiting_for_money": waiting_for_money,
    "wants_it_back": wants_it_back,
    "given_back": given_back,
    "stopped": stopped,
    "done": done,
    "done_after_answer": done_after_answer,
    "done_after_payment": done_after_payment,
    "returned": returned(done),
    "returned_after_answer": returned(done_after_answer),
    "returned_after_payment": returned(done_after_payment),
}


def plan(goal: Goal, *, limit: Term, calendar: Calendar, now: datetime, rng: Random) -> list[Move] | None:
    """Moves that reach the goal by `now`, the filing first; None when this term and moment allow none."""
    for _ in range(TRIES):
        course = Course(calendar, limit, rng, now, [])
        course.moves.append(Move(_filing(course, goal), "file", "applicant"))
        WAYS[goal.way](course, goal.late)
        if _holds(course, goal):
            return course.moves
    return None


def _filing(course: Course, goal: Goal) -> datetime:
    """A moment in the last ninety days, one in five in the evening; what is still open was filed lately."""
    term = (course.limit[0] or 1) * (2 if goal.late else 1)
    back = DAYS_BACK if goal.end in (3, 8, 10) else min(term * 1.6 + 6, DAYS_BACK)
    day = course.now.replace(second=0, microsecond=0) - timedelta(
        minutes=course.rng.randint(0, int(back * 24 * 60))
    )
    if course.rng.random() < 0.2:
        return day.astimezone(course.calendar.zone).replace(hour=20, minute=course.rng.randint(0, 59))
    return add_working_minutes(day, course.rng.randint(0, DAY), course.calendar)


def _holds(course: Course, goal: Goal) -> bool:
    """Whether the course is over by now, began in the period, and is as late or as punctual as wanted."""
    in_order = all(one.at < two.at for one, two in zip(course.moves, course.moves[1:], strict=False))
    if (
        not in_order
        or course.reached > course.now
        or course.moves[0].at < course.now - timedelta(days=DAYS_BACK)
    ):
        return False
    if goal.end == 1:
        return goal.late == (add_working_minutes(course.moves[0].at, RECEPTION, course.calendar) < course.now)
    if goal.end in (2, 4, 7):
        return _runs_as_wanted(course, goal)
    if goal.end in (5, 6, 9):
        return course.reached > _working_days_ago(course, 10)
    return True


def _runs_as_wanted(course: Course, goal: Goal) -> bool:
    """Open dossiers whose clock runs: overdue by a few working days, or with time left."""
    assert course.due is not None
    until = add_working_minutes(course.due, course.paused, course.calendar)
    if not goal.late:
        return until > course.now
    return until + timedelta(days=1) < course.now and until > _working_days_ago(course, 8)


def _working_days_ago(course: Course, amount: int) -> datetime:
    day = course.calendar.local(course.now)[0]
    back = 0
    while add_working_days(day - timedelta(days=back), amount, course.calendar) > day:
        back += 1
    return course.calendar.moment(day - timedelta(days=back), 0)
