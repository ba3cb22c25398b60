"""The process of a stored dossier: its rows are a projection of the events; who may do what in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from accounts.models import Role
from dossiers import steps
from dossiers.actors import Actor, roles_at
from dossiers.changes import corrected_by
from dossiers.models import Dossier, DossierEvent, DossierStep
from dossiers.steps import Run
from dossiers.timing import clock_of, moment_of
from eforms.drafts import filed_facts
from procedures.process import Process, Step, process_of
from procedures.processing_rules import rules
from rules.formulas import evaluate

if TYPE_CHECKING:
    from dossiers.guards import Command

Row = dict[str, Any]


def process_of_dossier(dossier: Dossier) -> Process:
    return process_of(dossier.release.content)


def runs(dossier: Dossier, events: Iterable[DossierEvent]) -> tuple[Run, ...]:
    """Every run of every step; () where the release has no process."""
    process = process_of_dossier(dossier)
    if not process:
        return ()
    known = list(events)
    return steps.runs_of(process, map(moment_of, known), holding(dossier, known))


def holding(dossier: Dossier, events: Iterable[DossierEvent]) -> Callable[[Step], bool]:
    """Whether a step is to be done, as the answers say by which processing began, and the facts of filing."""
    filed = dossier.submission
    before = takewhile(lambda event: event.action != "assign", events)
    corrected = corrected_by(event.payload for event in before)
    answers = {**filed_facts(filed).as_answers(), **filed.answers, **corrected} if filed else {}
    return lambda step: not step.when or evaluate(step.when, answers) is True


def rows(dossier: Dossier, events: Sequence[DossierEvent]) -> list[Row]:
    """The runs as columns of DossierStep."""
    found = runs(dossier, events)
    if not found:
        return []
    stopped, calendar = steps.stops(map(moment_of, events)), clock_of(dossier, events).calendar
    return [
        {
            "number": run.number,
            "step": run.step.id,
            "name": run.step.name[:200],
            "role": run.step.role,
            "agency_code": dossier.agency_code,
            "entered_at": run.entered,
            "due_at": steps.due_of(run, stopped, calendar),
            "left_at": run.left,
            "outcome": run.outcome,
        }
        for run in found
    ]


def project(dossier: Dossier, events: Sequence[DossierEvent]) -> None:
    """Bring the rows up to the events, inside the caller's transaction."""
    found = rows(dossier, events)
    for row in found:
        DossierStep.objects.update_or_create(dossier=dossier, number=row["number"], defaults=row)
    if events[-1].action == "undo_step":  # what had begun by it never began
        DossierStep.objects.filter(dossier=dossier, number__gt=len(found)).delete()


def active(dossier: Dossier) -> list[DossierStep]:
    """What is worked on now."""
    return list(dossier.steps.filter(left_at=None))


def mine(dossier: Dossier, actor: Actor, at: datetime) -> list[DossierStep]:
    """Of what is worked on now, the steps whose role this officer holds at the dossier's agency."""
    if actor.user is None:
        return []
    held = roles_at(actor.user, dossier.agency_code, at)
    return [row for row in active(dossier) if row.role in held]


def back_to(dossier: Dossier, row: DossierStep) -> list[Step]:
    """Where an active step may be sent back to."""
    process = process_of_dossier(dossier)
    step = process.step(row.step)
    return steps.may_go_back_to(process, Run(row.number, step, row.entered_at)) if step else []


def is_last(dossier: Dossier, row: DossierStep) -> bool:
    process = process_of_dossier(dossier)
    step = process.step(row.step)
    return bool(step and steps.is_last(process, Run(row.number, step, row.entered_at)))


QUIET = ("recount", "give_opinion")
"""What happens without anybody going on with the dossier."""


def to_take_back(dossier: Dossier, actor: Actor, at: datetime) -> DossierEvent | None:
    """The step this officer finished last and may take back: in time, and nobody has gone on since."""
    last = dossier.events.exclude(action__in=QUIET).last()
    if last is None or last.action != "complete_step" or actor.user is None or last.actor_id != actor.user.pk:
        return None
    step = process_of_dossier(dossier).step(last.payload["step"])
    in_time = at <= last.at + timedelta(hours=rules().undo_hours)
    return last if step and getattr(step, "undo", True) and in_time else None


def name_undone(command: Command) -> dict[str, Any]:
    """What the event says of the step that was taken back: {"step", "step_name", "undone": sequence}."""
    done = to_take_back(command.dossier, command.actor, command.at)
    assert done is not None
    return {
        "step": done.payload["step"],
        "step_name": done.payload["step_name"],
        "undone": done.sequence,
    }


# -- for readers --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A step of the process as a page shows it. state: done, active, late, returned, waiting.

    minutes, over: working minutes used, and those beyond the budget.
    """

    name: str
    who: str
    state: str
    branch: str = ""
    entered: datetime | None = None
    left: datetime | None = None
    due: datetime | None = None
    minutes: float | None = None
    over: float = 0


def shown(dossier: Dossier, events: Sequence[DossierEvent], at: datetime) -> list[Shown]:
    """Runs in the order they began, then what is still to come; [] without a process."""
    process = process_of_dossier(dossier)
    found = runs(dossier, events)
    if not process or (not found and dossier.status not in (1, 2)):
        return []
    stopped, calendar = steps.stops(map(moment_of, events)), clock_of(dossier, events).calendar
    roles, english = role_names(), get_language() == "en"
    branches = {step.id: branch.name for _node, branch, step in process.places()}

    def name(step: Step) -> str:
        return step.name_en if english and step.name_en else step.name

    def run_shown(run: Run) -> Shown:
        due = steps.due_of(run, stopped, calendar)
        minutes = steps.used(run, stopped, calendar, at)
        late = run.active and due is not None and at > due
        state = {"": "late" if late else "active", "done": "done", "returned": "returned", "ended": "done"}
        return Shown(
            name(run.step), roles.get(run.step.role, run.step.role), state[run.outcome],
            branches.get(run.step.id, ""), run.entered, run.left, due, minutes, steps.over(run, minutes),
        )  # fmt: skip

    coming = steps.coming(process, found, holding(dossier, events)) if dossier.ended_at is None else []
    waiting = [
        Shown(name(step), roles.get(step.role, step.role), "waiting", branches[step.id]) for step in coming
    ]
    return [*map(run_shown, found), *waiting]


def role_names() -> dict[str, str]:
    """{code: name} of every role, in the reader's language."""
    return {role.code: role.name_in_language for role in Role.objects.all()}


def chosen_step(command: Command) -> DossierStep | None:
    """The officer's active step that is meant: the one named, else their only one."""
    found, named = mine(command.dossier, command.actor, command.at), command.payload.get("step")
    if named:
        return next((row for row in found if row.step == named), None)
    return found[0] if len(found) == 1 else None


def name_step(command: Command) -> dict[str, Any]:
    """What the event says of its step: {"step", "step_name"} and, going back, {"to_name"}."""
    row = chosen_step(command)
    assert row is not None
    named = {"step": row.step, "step_name": row.name}
    if back := process_of_dossier(command.dossier).step(str(command.payload.get("to", ""))):
        named["to_name"] = back.name
    return named
