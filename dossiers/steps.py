"""Where a dossier stands in its process: read from the events, the release's process and the calendar. Pure.

A step has a budget of working hours that does not run while the dossier's time is stopped. Whoever used more
than the budget caused the lateness: `over` says by how much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from dossiers.clock import ENDING, PAUSING, WITHDRAWAL, Moment
from procedures.calendar import Calendar, add_working_minutes, working_minutes_between
from procedures.process import Process, Step

Stretch = tuple[datetime, datetime | None]
"""From when to when; None: still."""
Holds = Callable[[Step, Mapping[str, Any]], bool]
"""Whether a step's condition lets it be done, given what the forms of earlier steps say."""


@dataclass(frozen=True, slots=True)
class Run:
    """One time a step was worked on. number: from 1, in the order they began.

    outcome: done, returned (sent back), ended (with the dossier); "" while it is worked on. back_from: the
    step that sent it back here.
    """

    number: int
    step: Step
    entered: datetime
    left: datetime | None = None
    outcome: str = ""
    back_from: str = ""

    @property
    def active(self) -> bool:
        return self.left is None


@dataclass(frozen=True, slots=True)
class _Walk:
    """The fold: runs so far, the node being worked on, and how far each of its branches is (None: done).

    said: what the forms filled in steps say so far; a form filled again says it anew.
    """

    runs: tuple[Run, ...] = ()
    node: int | None = None
    places: dict[str, int | None] = field(default_factory=dict)
    said: Mapping[str, Any] = field(default_factory=dict)


def runs_of(process: Process, moments: Iterable[Moment], holds: Holds) -> tuple[Run, ...]:
    """Every run of every step after these moments."""
    walk = _Walk()
    for moment in standing(moments):
        walk = replace(walk, said={**walk.said, **answers_in(moment)})
        walk = _after(walk, moment, process, holds)
    return walk.runs


def standing(moments: Iterable[Moment]) -> list[Moment]:
    """The moments without steps that were taken back: it is as if those had never been finished."""
    kept: list[Moment] = []
    for moment in moments:
        if moment.action == "undo_step":
            ends = [one for one in kept if one.action == "complete_step"]
            kept.remove(ends[-1])
        else:
            kept.append(moment)
    return kept


def with_answers(moment: Moment, answers: Mapping[str, Any]) -> Moment:
    """The moment in which an officer's form was filled in."""
    return replace(moment, data={**moment.data, "answers": answers})


def answers_in(moment: Moment) -> Mapping[str, Any]:
    return moment.data.get("answers") or {}


def said(moments: Iterable[Moment]) -> dict[str, Any]:
    """What the forms filled in steps say after these moments."""
    return {key: value for moment in standing(moments) for key, value in answers_in(moment).items()}


def _after(walk: _Walk, moment: Moment, process: Process, holds: Holds) -> _Walk:
    if moment.to_status in ENDING:
        return replace(walk, runs=_close(walk.runs, moment.at, "ended"))
    if moment.action == "assign" and walk.node is None:
        return _enter(walk, 0, moment.at, process, holds)
    if moment.action == "complete_step" or (moment.action == "come_back" and moment.data["closes"]):
        return _done(walk, moment, process, holds)
    if moment.action == "send_back":
        return _back(walk, moment, process)
    if moment.action == "return_for_correction" and walk.runs:
        return _begin(walk, walk.runs[-1].step, moment.at)
    return walk


def _enter(walk: _Walk, node: int, at: datetime, process: Process, holds: Holds) -> _Walk:
    """Begin the node, or the next one where none of its steps is to be done."""
    while node < len(process.nodes):
        walk = replace(walk, node=node, places={})
        for branch in process.nodes[node].branches:
            walk = _advance(walk, branch.id, branch.steps, 0, at, holds)
        if any(place is not None for place in walk.places.values()):
            return walk
        node += 1
    return replace(walk, node=node, places={})


def _advance(
    walk: _Walk, branch: str, steps: Sequence[Step], place: int, at: datetime, holds: Holds
) -> _Walk:
    """Begin the first step of the branch from `place` on that is to be done; none: the branch is done."""
    for number, step in enumerate(steps[place:], start=place):
        if holds(step, walk.said):
            walk = _begin(walk, step, at)
            return replace(walk, places={**walk.places, branch: number})
    return replace(walk, places={**walk.places, branch: None})


def _begin(walk: _Walk, step: Step, at: datetime, back_from: str = "") -> _Walk:
    return replace(walk, runs=(*walk.runs, Run(len(walk.runs) + 1, step, at, back_from=back_from)))


def _close(runs: Iterable[Run], at: datetime, outcome: str, only: set[str] | None = None) -> tuple[Run, ...]:
    return tuple(
        replace(run, left=at, outcome=outcome)
        if run.active and (only is None or run.step.id in only)
        else run
        for run in runs
    )


def _done(walk: _Walk, moment: Moment, process: Process, holds: Holds) -> _Walk:
    key = moment.data["step"]
    walk = replace(walk, runs=_close(walk.runs, moment.at, "done", {key}))
    node = walk.node
    if node is None or node >= len(process.nodes):
        return walk
    for branch in process.nodes[node].branches:
        here = walk.places.get(branch.id)
        if here is not None and branch.steps[here].id == key:
            walk = _advance(walk, branch.id, branch.steps, here + 1, moment.at, holds)
    if all(place is None for place in walk.places.values()):
        return _enter(walk, node + 1, moment.at, process, holds)
    return walk


def _back(walk: _Walk, moment: Moment, process: Process) -> _Walk:
    """To an earlier step: of the same branch, else of an earlier node, whose other branches stay done."""
    key, target = moment.data["step"], moment.data["to"]
    spots = {step.id: (number, branch, step) for number, branch, step in process.places()}
    node, branch, step = spots[target]
    same = node == walk.node
    closing = {key} if same else None
    walk = replace(walk, runs=_close(walk.runs, moment.at, "returned", closing))
    places: dict[str, int | None] = {one.id: None for one in process.nodes[node].branches}
    places |= walk.places if same else {}
    places[branch.id] = [one.id for one in branch.steps].index(target)
    return replace(_begin(walk, step, moment.at, back_from=key), node=node, places=places)


def may_go_back_to(process: Process, run: Run) -> list[Step]:
    """Steps an active one may be sent back to: earlier ones of its branch and of the nodes before."""
    spots = {step.id: (number, branch.id) for number, branch, step in process.places()}
    if run.step.id not in spots:
        return []
    node, branch = spots[run.step.id]
    earlier: list[Step] = []
    for number, other, step in process.places():
        if step.id == run.step.id:
            break
        if number < node or other.id == branch:
            earlier.append(step)
    return earlier


def coming(
    process: Process, runs: Sequence[Run], holds: Holds, said: Mapping[str, Any] | None = None
) -> list[Step]:
    """Steps that are still to begin, as far as the answers (`said`: of officers' forms) say so."""
    working = {run.step.id for run in runs if run.active}
    if runs and not working:
        return []
    here = max((number for number, _b, step in process.places() if step.id in working), default=-1)
    found, open_branches = [], set()
    for number, branch, step in process.places():
        if step.id in working:
            open_branches.add(branch.id)
        elif (number > here or branch.id in open_branches) and holds(step, said or {}):
            found.append(step)
    return found


def is_last(process: Process, run: Run) -> bool:
    """Whether nothing comes after this step: with it the dossier may be finished."""
    return bool(process.nodes) and run.step.id in {
        branch.steps[-1].id for branch in process.nodes[-1].branches
    }


# -- the step's clock ---------------------------------------------------------------------------------


def with_stops(
    moments: Iterable[Moment], runs: Sequence[Run], pauses: Mapping[str, Mapping[str, Any]]
) -> list[Moment]:
    """The moments, and in between the stops of steps during which time rests: the first such step to begin
    stops it, the last to be left lets it run. `pauses`: {reason: {"on_resume", "legal"}} of the release.

    They stand right after the moment that began or ended the step, and at the same time.
    """
    stopping = [run for run in runs if run.step.stops in pauses]
    found: list[Moment] = []
    stopped = False
    for moment in moments:
        if stopped and moment.to_status in ENDING:
            found.append(_resumed(moment.from_status, moment.at))
            stopped = False
        found.append(moment)
        working = [run for run in stopping if _worked_on(run, moment.at)]
        if working and not stopped:
            found.append(_stopped(working[0].step, pauses[working[0].step.stops], moment))
        elif stopped and not working:
            found.append(_resumed(moment.to_status, moment.at))
        stopped = bool(working)
    return found


def _worked_on(run: Run, at: datetime) -> bool:
    return run.entered <= at and (run.left is None or run.left > at)


def _stopped(step: Step, rule: Mapping[str, Any], moment: Moment) -> Moment:
    data = {
        "pause": step.stops,
        "on_resume": rule.get("on_resume"),
        "legal": rule.get("legal"),
        "step_name": step.name,
    }
    return Moment("pause", moment.to_status, moment.to_status, moment.at, data)


def _resumed(status: int | None, at: datetime) -> Moment:
    return Moment("resume", status, status or 0, at)


def stops(moments: Iterable[Moment]) -> list[Stretch]:
    """When the dossier's time was stopped: by the applicant's turn or by the agency."""
    found: list[Stretch] = []
    held, since = False, None
    for moment in moments:
        held = moment.action == "pause" or (held and moment.action != "resume")
        if moment.to_status == WITHDRAWAL:
            continue
        stopped = held or moment.to_status in PAUSING
        if stopped and since is None:
            since = moment.at
        elif not stopped and since is not None:
            found.append((since, moment.at))
            since = None
    return [*found, (since, None)] if since else found


def due_of(run: Run, stopped: Sequence[Stretch], calendar: Calendar) -> datetime | None:
    """Until when the step should be done; None without budget, and while time is stopped."""
    if run.step.hours is None:
        return None
    left, at = run.step.hours * 60, run.entered
    for begin, end in stopped:
        if end is not None and end <= at:
            continue
        spent = working_minutes_between(at, begin, calendar)
        if spent >= left and begin > at:
            break
        if end is None:
            return None
        left, at = left - spent, end
    return add_working_minutes(at, left, calendar)


def used(run: Run, stopped: Sequence[Stretch], calendar: Calendar, at: datetime) -> float:
    """Working minutes the step took, or has taken so far, without the time that was stopped."""
    end = run.left or at
    total = working_minutes_between(run.entered, end, calendar)
    for begin, until in stopped:
        first, last = max(begin, run.entered), min(until or end, end)
        total -= working_minutes_between(first, last, calendar)
    return max(0.0, total)


def over(run: Run, minutes: float) -> float:
    """Working minutes beyond the budget."""
    return max(0.0, minutes - run.step.hours * 60) if run.step.hours is not None else 0.0
