"""The process of a stored dossier: its rows are a projection of the events; who may do what in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from django.utils.translation import get_language

from accounts.models import Role
from accounts.permissions import may
from dossiers import steps
from dossiers.actors import Actor, roles_at
from dossiers.linked.links import Link, links_of, shares
from dossiers.models import Dossier, DossierEvent, DossierStep
from dossiers.moments import agencies_of, holding, process_of_dossier, runs, timed, told
from dossiers.reach import acting_places
from dossiers.statuses import Status
from dossiers.steps import Run
from dossiers.timing import clock_of
from procedures.agencies import by_code
from procedures.models import Agency
from procedures.process import SUPERIOR, Step, process_of
from procedures.processing_rules import rules

if TYPE_CHECKING:
    from dossiers.guards import Command

Row = dict[str, Any]
Key = TypeVar("Key")


def rows(dossier: Dossier, events: Sequence[DossierEvent]) -> list[Row]:
    """The runs as columns of DossierStep."""
    found = runs(dossier, events)
    if not found:
        return []
    stopped, calendar = steps.stops(timed(dossier, events)), clock_of(dossier, events).calendar
    agencies = agencies_of(events)
    return [
        {
            "number": run.number,
            "step": run.step.id,
            "name": run.step.name[:200],
            "role": run.step.role,
            "agency_code": agencies.get(run.step.id, dossier.agency_code),
            "entered_at": run.entered,
            "due_at": steps.due_of(run, stopped, calendar),
            "left_at": run.left,
            "outcome": run.outcome,
        }
        for run in found
    ]


def project(dossier: Dossier, events: Sequence[DossierEvent]) -> None:
    """Bring the rows up to the events, inside the caller's transaction; what is as it was is not written."""
    wanted = rows(dossier, events)
    if not wanted:
        return
    kept = {row["number"]: row for row in dossier.steps.values(*wanted[0])}
    for row in wanted:
        if row != kept.get(row["number"]):
            DossierStep.objects.update_or_create(dossier=dossier, number=row["number"], defaults=row)
    if events[-1].action == "undo_step":  # what had begun by it never began
        DossierStep.objects.filter(dossier=dossier, number__gt=len(wanted)).delete()


def active(dossier: Dossier) -> list[DossierStep]:
    """What is worked on now."""
    return list(dossier.steps.filter(left_at=None))


def agencies_at_filing(content: Mapping[str, Any], agency: Agency, on: date) -> dict[str, str]:
    """{id of a step: code}, for the first event: which other agency does it. Settled then, for good.

    Where none is above, or the one named is not there (any more), the step stays with the dossier's own.
    """
    found = {}
    for step in process_of(content).steps():
        if step.agency:
            other = agency.parent if step.agency == SUPERIOR else by_code(step.agency, on)
            if other and other.scope_code and other.scope_code != agency.scope_code:
                found[step.id] = other.scope_code
    return found


def mine(dossier: Dossier, actor: Actor, at: datetime, action: str = "complete_step") -> list[DossierStep]:
    """Of what is worked on now, the steps whose role this officer holds at the agency that does them."""
    user = actor.user
    if user is None:
        return []
    return [
        row
        for row in active(dossier)
        if row.role in roles_at(user, row.agency_code, at)
        and may(user, f"dossier.{action}", agency_code=row.agency_code, at=at)
    ]


def national_status(dossier: Dossier) -> int:
    """The status the national system is told: while all open steps count as received (2), it is that."""
    if dossier.status != Status.PROCESSING:
        return int(dossier.status)
    process = process_of_dossier(dossier)
    found = {step.national_status for row in active(dossier) if (step := process.step(row.step))}
    return max(found, default=int(dossier.status))


def back_to(dossier: Dossier, row: DossierStep) -> list[Step]:
    """Where an active step may be sent back to."""
    process = process_of_dossier(dossier)
    step = process.step(row.step)
    return steps.may_go_back_to(process, Run(row.number, step, row.entered_at)) if step else []


def is_last(dossier: Dossier, row: DossierStep) -> bool:
    process = process_of_dossier(dossier)
    step = process.step(row.step)
    return bool(step and steps.is_last(process, Run(row.number, step, row.entered_at)))


QUIET = ("recount", "give_opinion", "warn", "escalate", "ask", "follow", "unfollow")
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

    agency: name of another agency that does it, "" for the dossier's own. minutes, over: working minutes
    used, and those beyond the budget: the agency that used them caused that lateness. there: the minutes
    of those that passed while it was with others it was passed on to.
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
    agency: str = ""
    step: str = ""
    there: float = 0


def shown(dossier: Dossier, events: Sequence[DossierEvent], at: datetime) -> list[Shown]:
    """Runs in the order they began, then what is still to come; [] without a process."""
    process = process_of_dossier(dossier)
    found = runs(dossier, events)
    if not process or (not found and dossier.status not in (1, 2)):
        return []
    stopped, calendar = steps.stops(timed(dossier, events)), clock_of(dossier, events).calendar
    names, links = agency_names(agencies_of(events)), links_of(events)
    roles, english = role_names(), get_language() == "en"
    branches = {step.id: branch.name for _node, branch, step in process.places()}

    def name(step: Step) -> str:
        return step.name_en if english and step.name_en else step.name

    def run_shown(run: Run) -> Shown:
        due = steps.due_of(run, stopped, calendar)
        with_others = [part for link, part in shares(run, links) if link]
        minutes = steps.used(run, stopped, calendar, at)
        late = run.active and due is not None and at > due
        state = {"": "late" if late else "active", "done": "done", "returned": "returned", "ended": "done"}
        return Shown(
            name(run.step), roles.get(run.step.role, run.step.role), state[run.outcome],
            branches.get(run.step.id, ""), run.entered, run.left, due, minutes, steps.over(run, minutes),
            _doing(run, links) or names.get(run.step.id, ""), run.step.id,
            sum(steps.used(part, stopped, calendar, at) for part in with_others),
        )  # fmt: skip

    said = steps.said(told(dossier, events))
    still = holding(dossier, events)
    coming = steps.coming(process, found, still, said) if dossier.ended_at is None else []
    waiting = [
        Shown(
            name(step), roles.get(step.role, step.role), "waiting", branches[step.id],
            agency=names.get(step.id, ""), step=step.id,
        )
        for step in coming
    ]  # fmt: skip
    return [*map(run_shown, found), *waiting]


def _doing(run: Run, links: Sequence[Link]) -> str:
    """Who does the run instead of its agency: whom it is with now, or whose result ended it."""
    mine = [link for link in links if link.run == run.number]
    last = mine[-1] if mine else None
    return last.to if last and (last.open or (last.outcome == "done" and not run.active)) else ""


def role_names(*, officers: bool = False) -> dict[str, str]:
    """{code: name} of every role, in the reader's language; `officers`: only of those who do steps."""
    roles = Role.objects.filter(officer=True) if officers else Role.objects.all()
    return {role.code: role.name_in_language for role in roles}


def agency_names(codes: Mapping[Key, str]) -> dict[Key, str]:
    """{key: name of the agency} for {key: code}; one query, none for nothing."""
    if not codes:
        return {}
    known = dict(Agency.objects.filter(code__in=set(codes.values())).values_list("code", "name"))
    return {key: known.get(code, code) for key, code in codes.items()}


def at_a_step(actor: Actor, action: str, dossier: Dossier, at: datetime) -> bool:
    """Whether the officer may do the action at the agency of an open step; a guard says which are theirs."""
    user = actor.user
    return user is not None and any(
        may(user, f"dossier.{action}", agency_code=row.agency_code, at=at) for row in active(dossier)
    )


def asks_fee(actor: Actor, action: str, dossier: Dossier, at: datetime) -> bool:
    """Whether a step of the officer's lets its role ask for payment."""
    return bool(_with_fee(dossier, actor, at))


def _with_fee(dossier: Dossier, actor: Actor, at: datetime) -> list[DossierStep]:
    process = process_of_dossier(dossier)
    return [row for row in mine(dossier, actor, at) if (step := process.step(row.step)) and step.fee]


def place_of(command: Command) -> str:
    """Code of the agency for which the actor acts: that of the step meant, the counter's, else its own."""
    dossier, actor, at = command.dossier, command.actor, command.at
    if actor.user is None or actor.kind != "officer":
        return dossier.agency_code
    row = chosen_step(command) if command.action in ("complete_step", "send_back") else None
    if command.action in ("pass_on", "take_back"):
        row = next(iter(mine(dossier, actor, at, command.action)), None)
    if row:
        return row.agency_code
    for code in acting_places(dossier, command.action):
        if may(actor.user, f"dossier.{command.action}", agency_code=code, at=at):
            return code
    row = next(iter(_with_fee(dossier, actor, at)), None) if command.action == "ask_payment" else None
    return row.agency_code if row else dossier.agency_code


def chosen_step(command: Command) -> DossierStep | None:
    """The officer's active step that is meant: the one named, else their only one."""
    found = mine(command.dossier, command.actor, command.at, command.action)
    named = command.payload.get("step")
    if named:
        return next((row for row in found if row.step == named), None)
    return found[0] if len(found) == 1 else None


def ending_step(command: Command) -> DossierStep | None:
    """The open step the command ends: the one chosen, or the last when the dossier is finished."""
    if command.action in ("finish", "submit_result"):
        return next(iter(active(command.dossier)), None)
    return chosen_step(command)


def name_step(command: Command) -> dict[str, Any]:
    """What the event says of its step: {"step", "step_name", "checked"?} and, going back, {"to_name"}."""
    row = chosen_step(command)
    assert row is not None
    named: dict[str, Any] = {"step": row.step, "step_name": row.name}
    process, checked = process_of_dossier(command.dossier), command.payload.get("checked")
    if checked and (step := process.step(row.step)):
        named["checked"] = [one for one in step.checks if one in checked]
    if back := process.step(str(command.payload.get("to", ""))):
        named["to_name"] = back.name
    return named
