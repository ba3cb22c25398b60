"""Until when, and why: read from the events, the time limit and the working calendar. Pure.

Sources: NĐ 45/2020 (an online dossier is answered within 8 working hours), NĐ 118/2025 (the term runs from
acceptance, rests while the applicant supplements papers or pays), Bộ luật Dân sự 2015, Điều 147–148 (P1).
Resuming under P1: the days fully used before the pause are taken off, the rest is counted from then on.
Under P2, and for terms in hours, the working time left rolls on from the moment of resuming.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from math import ceil
from typing import Any, Literal

from procedures import due_reasons
from procedures.calendar import (
    FARTHEST,
    MINUTES_OF_A_DAY,
    Calendar,
    Policy,
    Unit,
    add_months,
    add_working_days,
    add_working_hours,
    add_working_minutes,
    due,
    effective_day,
    same_day_or_next,
    working_day_from,
    working_days_between,
    working_minutes_between,
)
from procedures.due_reasons import days_between, explain

RECEPTION_HOURS = 8
"""Where the event of filing does not say under which rule it was filed."""
PAUSING = frozenset({5, 6})
WITHDRAWAL = 7
ENDING = frozenset({3, 8, 9, 10})

Light = Literal["ok", "soon", "late", "paused", "none", "done", "done_late"]


@dataclass(frozen=True, slots=True)
class Moment:
    """An event as the clock sees it. Statuses are the national codes; `at` is aware."""

    action: str
    from_status: int | None
    to_status: int
    at: datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    """submit: {"reception_hours"}. accept: {"cutoff": "15:00"}. pause: {"pause": reason, "on_resume":
    continue or restart}. extend: {"more"}, in `Clock.measure()`."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How long the agency has; amount in `unit`, None or unit "none": no time limit."""

    amount: float | None = None
    unit: Unit = "none"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the explanation. `data` holds numbers, days (date) and names; words are given elsewhere."""

    code: str
    at: datetime | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock shows.

    running: what is counted down to now (answer or result); None while paused, ended or without limit.
    soon: one working day before `running`. minutes_left: working minutes until `running`, minutes_late:
    since then; never negative, None when nothing runs.
    """

    reception_due: datetime | None = None
    first_due: datetime | None = None
    due: datetime | None = None
    running: datetime | None = None
    soon: datetime | None = None
    paused_since: datetime | None = None
    ended: datetime | None = None
    minutes_left: float | None = None
    minutes_late: float | None = None
    light: Light = "none"
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    """The fold over the moments. start: where the present stretch begins; used: what earlier ones took.

    extra: what an extension added. held: stopped by the agency, until it says so itself.
    restarts: the whole term runs anew after the pause.
    """

    start: datetime | None = None
    used: float = 0
    extra: float = 0
    reception_hours: int = RECEPTION_HOURS
    reception_due: datetime | None = None
    first_due: datetime | None = None
    due: datetime | None = None
    paused: datetime | None = None
    held: bool = False
    restarts: bool = False
    ended: datetime | None = None
    lines: tuple[Line, ...] = ()

    def told(self, *lines: Line, **changes: Any) -> _State:
        return replace(self, lines=(*self.lines, *lines), **changes)


@dataclass(frozen=True, slots=True)
class Clock:
    """The rules of one dossier: its time limit, the policy of its release, the calendar of its agency."""

    limit: TimeLimit
    policy: Policy
    calendar: Calendar

    def read(self, moments: Iterable[Moment], at: datetime) -> Reading:
        """The reading at `at` after these moments, which are in order of time."""
        state = _State()
        for moment in moments:
            state = self._after(state, moment)
        running = None if state.paused or state.ended else (state.due if state.start else state.reception_due)
        soon = before(running, MINUTES_OF_A_DAY, self.calendar) if running else None
        final = state.due if state.start else state.reception_due
        return Reading(
            reception_due=state.reception_due,
            first_due=state.first_due,
            due=state.due,
            running=running,
            soon=soon,
            paused_since=state.paused,
            ended=state.ended,
            minutes_left=working_minutes_between(at, running, self.calendar) if running else None,
            minutes_late=working_minutes_between(running, at, self.calendar) if running else None,
            light=light(due=running or final, soon=soon, paused=state.paused, ended=state.ended, at=at),
            lines=state.lines,
        )

    def _after(self, state: _State, moment: Moment) -> _State:
        if moment.to_status in ENDING:
            return (
                state if state.ended else state.told(Line("ended", moment.at), ended=moment.at, paused=None)
            )
        if state.ended:  # a result sent back for correction: the same term goes on
            state = state.told(Line("reopened", moment.at), ended=None)
        if moment.to_status == WITHDRAWAL:
            return state
        if change := self._own().get(moment.action):
            return change(state, moment)
        if moment.to_status in PAUSING:
            return state if state.paused else self._pause(state, moment)
        if state.paused and not state.held:
            return self._resume(state, moment)
        return state if moment.from_status is not None else self._receive(state, moment)

    def _own(self) -> dict[str, Callable[[_State, Moment], _State]]:
        """Actions that change the clock by what they are; all others only by the status they lead to."""
        return {
            "accept": self._accept,
            "extend": self._extend,
            "pause": lambda state, moment: state if state.paused else self._pause(state, moment),
            "resume": lambda state, moment: self._resume(replace(state, held=False), moment),
        }

    def _receive(self, state: _State, moment: Moment) -> _State:
        hours = moment.data.get("reception_hours") or state.reception_hours
        until = add_working_hours(moment.at, hours, self.calendar)
        line = Line("answer_due", moment.at, {"hours": hours, "due": until})
        return state.told(line, reception_due=until, reception_hours=hours)

    def _accept(self, state: _State, moment: Moment) -> _State:
        until = due(moment.at, self.limit.amount, self.limit.unit, self.calendar, self.policy)
        lines = [Line("accepted", moment.at, {"amount": self.limit.amount, "unit": self.limit.unit})]
        lines += self._reasons(moment.at, self.limit.amount)
        cutoff = moment.data.get("cutoff")
        if cutoff and self.limit.unit == "working_day" and self.limit.amount == 0:  # result in the day
            day = same_day_or_next(moment.at, self.calendar, time.fromisoformat(cutoff))
            if day != effective_day(moment.at, self.calendar):
                lines.append(Line("after_cutoff", None, {"cutoff": cutoff}))
            until = self.calendar.closing(day)
        if until:
            lines.append(Line("due", until))
        return state.told(*lines, start=moment.at, first_due=until, due=until, paused=None)

    def _pause(self, state: _State, moment: Moment) -> _State:
        held = moment.action == "pause"
        said = {name: moment.data[name] for name in ("pause", "legal") if moment.data.get(name)}
        why = said if held else {}
        state = replace(state, held=held, restarts=held and moment.data.get("on_resume") == "restart")
        if state.start is None or state.due is None:
            return state.told(Line("paused", moment.at, why), paused=moment.at)
        used = state.used + self._used(state.start, moment.at)
        line = Line("paused", moment.at, {"used": used, "unit": self._unit(), **why})
        return state.told(line, paused=moment.at, used=used)

    def _resume(self, state: _State, moment: Moment) -> _State:
        assert state.paused is not None
        if state.start is None:
            return self._receive(state.told(Line("resumed", moment.at), paused=None), moment)
        if state.due is None:
            return state.told(Line("resumed", moment.at), paused=None, start=moment.at)
        if state.paused > state.due and not state.restarts:
            return state.told(Line("resumed_late", moment.at), paused=None, start=moment.at)
        used = 0 if state.restarts else state.used
        left = self._total(state) - used
        if left <= 0:
            return state.told(Line("resumed_late", moment.at), paused=None, start=moment.at)
        until = self._due_with(left, moment.at)
        code = "restarted" if state.restarts else "resumed"
        resumed = Line(code, moment.at, {"left": left, "unit": self._unit()})
        reasons = self._reasons(moment.at, left, self._unit(), resumed=True)
        lines = [resumed, *reasons, Line("due", until)]
        return state.told(*lines, paused=None, start=moment.at, due=until)

    def _extend(self, state: _State, moment: Moment) -> _State:
        """The term grows by the approved amount, from where it began; what was used stays used."""
        amount = float(moment.data["more"])
        state = state.told(
            Line("extended", moment.at, {"amount": amount, "unit": self.measure()}),
            extra=state.extra + amount * (60 if self.measure() in ("hour", "working_hour") else 1),
        )
        if state.start is None or state.due is None or state.paused:
            return state
        until = self._due_with(self._total(state) - state.used, state.start)
        return state.told(*self._days_off(state.due, until), Line("due", until), due=until)

    def measure(self) -> str:
        """What an extension is given in: days for terms in days and months, hours for terms in hours."""
        if self.limit.unit in ("hour", "working_hour"):
            return self.limit.unit
        return "working_day" if self.limit.unit == "working_day" else "day"

    # -- the term in its own measure: days for terms in days, working minutes for terms that roll

    def _rolls(self) -> bool:
        return self.limit.unit in ("working_hour", "hour") or (
            self.limit.unit == "working_day" and self.policy == "P2"
        )

    def _unit(self) -> str:
        """What `used` and `left` are counted in."""
        if self.limit.unit == "hour":
            return "minute"
        if self._rolls():
            return "working_minute"
        return "working_day" if self.limit.unit == "working_day" else "day"

    def _total(self, state: _State) -> float:
        if self._rolls() and self.limit.unit == "working_day":
            return ((self.limit.amount or 0) + state.extra) * MINUTES_OF_A_DAY
        return self._given(state) + state.extra

    def _given(self, state: _State) -> float:
        """The term without extensions."""
        amount = self.limit.amount or 0
        if self.limit.unit in ("hour", "working_hour"):
            return amount * 60
        if self.limit.unit == "month" and state.first_due:
            # A term in months is as many days as those months have, from the day it began.
            day = self._first_day(state)
            return (add_months(day, ceil(amount)) - day).days
        return ceil(amount)

    def _first_day(self, state: _State) -> date:
        accepted = next(line.at for line in state.lines if line.code == "accepted" and line.at)
        return effective_day(accepted, self.calendar)

    def _used(self, start: datetime, paused: datetime) -> float:
        if self.limit.unit == "hour":
            return max(0.0, (paused - start).total_seconds() / 60)
        if self._rolls():
            return working_minutes_between(start, paused, self.calendar)
        first, last = effective_day(start, self.calendar), self.calendar.local(paused)[0]
        if self.limit.unit == "working_day":
            return working_days_between(first, last, self.calendar)
        return max(0, (last - first).days - 1)

    def _due_with(self, left: float, resumed: datetime) -> datetime:
        if self.limit.unit == "hour":
            return add_working_minutes(resumed + timedelta(minutes=left), 0, self.calendar)
        if self._rolls():
            return add_working_minutes(resumed, left, self.calendar)
        start = effective_day(resumed, self.calendar)
        if self.limit.unit == "working_day":
            return self.calendar.closing(add_working_days(start, int(left), self.calendar))
        return self.calendar.closing(working_day_from(start + timedelta(days=int(left)), self.calendar))

    def _reasons(
        self, start: datetime, amount: float | None, unit: str | None = None, **more: bool
    ) -> list[Line]:
        """Days off and make-up days on the way, from the calendar's own explanation."""
        if unit in ("minute", "working_minute"):
            return []
        named: Any = unit or self.limit.unit
        return _told(explain(start, amount, named, self.calendar, self.policy), **more)

    def _days_off(self, first: datetime, last: datetime) -> list[Line]:
        """Days off on the way from one due date to a later one, for terms in working days."""
        if self.limit.unit != "working_day":
            return []
        start, end = (self.calendar.local(moment)[0] for moment in (first, last))
        return _told(days_between(start, end, self.calendar))


def _told(reasons: Iterable[due_reasons.Line], **more: bool) -> list[Line]:
    return [
        Line(why.code, None, {"day": why.day, "name": why.name, "days": why.days, **more}) for why in reasons
    ]


def before(moment: datetime, minutes: float, calendar: Calendar) -> datetime:
    """The earliest moment from which no more than `minutes` of working time are left until `moment`."""
    day, now = calendar.local(moment)
    for offset in range(FARTHEST):
        each = day - timedelta(days=offset)
        for opens, closes in reversed(calendar.windows_of(each)):
            end = min(closes, now) if offset == 0 else closes
            if minutes < end - opens:
                return calendar.moment(each, 0) + timedelta(minutes=end - minutes)
            minutes -= max(0, end - opens)
    return moment


def light(
    *,
    due: datetime | None,
    soon: datetime | None,
    paused: datetime | None,
    ended: datetime | None,
    at: datetime,
) -> Light:
    """The colour of a row: late, soon (one working day or less), ok; paused; done or done late; none."""
    if ended:
        return "done_late" if due and ended > due else "done"
    if paused:
        return "paused"
    if due is None:
        return "none"
    if at > due:
        return "late"
    return "soon" if soon and at >= soon else "ok"


def outcome(
    due_at: datetime | None, end: datetime, calendar: Calendar
) -> Literal["early", "on_time", "late", "none"]:
    """Trước hạn, đúng hạn or quá hạn (TT 01/2020): an earlier day, the same day in time, later."""
    if due_at is None:
        return "none"
    if end > due_at:
        return "late"
    return "early" if calendar.local(end)[0] < calendar.local(due_at)[0] else "on_time"
