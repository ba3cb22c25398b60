"""Passing a step on, taking it back, and its coming back: what the table of transitions asks and writes."""

from __future__ import annotations

import uuid
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction

from dossiers.actors import Actor
from dossiers.errors import ActionRefused
from dossiers.linked.links import Link, links_of
from dossiers.models import Dossier, DossierEvent, DossierStep, OutsideCase
from dossiers.moments import process_of_dossier
from dossiers.stepping import active, mine
from effects.outbox import send
from eforms.drafts import day_of
from procedures.agencies import by_code
from procedures.models import Agency, OutsideSystem, Release
from procedures.process import SUPERIOR, Opens, Step
from procedures.releases import in_force

if TYPE_CHECKING:
    from dossiers.guards import Command


def passes_on(dossier: Dossier) -> bool:
    """Whether any step of its process is done elsewhere."""
    return any(step.passed_on for step in process_of_dossier(dossier).steps())


def open_links(dossier: Dossier) -> dict[int, Link]:
    """{run: what is elsewhere now}; no query where no step can be."""
    if not passes_on(dossier):
        return {}
    return {link.run: link for link in links_of(dossier.events.all()) if link.open}


# -- guards -------------------------------------------------------------------------------------------


def may_pass_on(command: Command) -> str | None:
    return None if _to_pass_on(command) else "nothing_to_pass_on"


def may_take_back(command: Command) -> str | None:
    return None if _to_take_back(command) else "nothing_passed_on"


def is_elsewhere(command: Command) -> str | None:
    run = command.payload.get("run")
    return None if run is None or run in open_links(command.dossier) else "nothing_passed_on"


def nothing_elsewhere(command: Command) -> str | None:
    """No step of the officer's that could be ended now waits for somebody else: all of them do."""
    elsewhere = open_links(command.dossier)
    if not elsewhere:
        return None
    own = [row.number for row in mine(command.dossier, command.actor, command.at)]
    return "is_elsewhere" if own and set(own) <= set(elsewhere) else None


def step_is_here(command: Command) -> str | None:
    """The step meant does not wait for somebody else."""
    elsewhere = open_links(command.dossier)
    named = command.payload.get("step")
    rows = [row for row in mine(command.dossier, command.actor, command.at) if row.number in elsewhere]
    return "is_elsewhere" if any(row.step == named or not named for row in rows) else None


def all_here(command: Command) -> str | None:
    return "is_elsewhere" if open_links(command.dossier) else None


# -- passing on ---------------------------------------------------------------------------------------


def pass_on(command: Command) -> dict[str, Any]:
    """{"step", "step_name", "passed"}, with the id of the dossier that is opened elsewhere after commit.

    Raises ActionRefused (step_unknown, cannot_pass_on).
    """
    row = _meant(_to_pass_on(command), command)
    step = process_of_dossier(command.dossier).step(row.step)
    assert step is not None
    return {**_named(row), "passed": {"run": row.number, **_receiver(command, step)}}


def hand_out(command: Command, event: DossierEvent) -> None:
    """After commit the other dossier is opened, or the outside system gets its case."""
    passed = event.payload["passed"]
    if "dossier" in passed:
        send("open_linked", key=f"open_linked:{event.pk}", dossier=str(event.dossier_id), event=event.pk)
    if "system" in passed:
        case = OutsideCase.objects.create(
            dossier=command.dossier, event=event, system=passed["system"], run=passed["run"]
        )
        send("send_outside", key=f"send_outside:{event.pk}", case=case.pk)


def _receiver(command: Command, step: Step) -> dict[str, Any]:
    if step.opens is None:
        system = OutsideSystem.objects.filter(code=step.sends, active=True).first()
        if system is None:
            raise ActionRefused("cannot_pass_on")
        return {"to": system.name, "system": system.code}
    release, agency = where(command.dossier, step.opens, day_of(command.at))
    return {
        "to": agency.name,
        "agency": agency.scope_code,
        "dossier": str(uuid.uuid4()),
        "procedure": release.content["name"][:500],
    }


def where(dossier: Dossier, opens: Opens, on: date) -> tuple[Release, Agency]:
    """What is opened where on that day. Raises ActionRefused (cannot_pass_on)."""
    release = in_force(opens.procedure, on)
    agency = dossier.agency.parent if opens.agency == SUPERIOR else by_code(opens.agency, on)
    if release is None or agency is None or not agency.scope_code:
        raise ActionRefused("cannot_pass_on")
    return release, agency


# -- taking back --------------------------------------------------------------------------------------


def take_back(command: Command) -> dict[str, Any]:
    """{"step", "step_name", "run"}."""
    row = _meant(_to_take_back(command), command)
    return {**_named(row), "run": row.number}


def call_back(command: Command, event: DossierEvent) -> None:
    """The other dossier ends in the same transaction; an outside system is told after commit.

    Raises ActionRefused (came_back) when the other one has just ended by itself.
    """
    before = [one for one in command.dossier.events.all() if one.sequence < event.sequence]
    link = next(one for one in links_of(before) if one.open and one.run == event.payload["run"])
    recall(link, event, reason=str(event.payload.get("reason", "")))


def recall(link: Link, event: DossierEvent, *, reason: str) -> None:
    """End what is elsewhere, because of an event of the dossier that passed it on. Raises ActionRefused."""
    from dossiers.transitions import act

    if link.system:
        case = OutsideCase.objects.get(dossier=event.dossier_id, run=link.run, closed_at=None)
        OutsideCase.objects.filter(pk=case.pk).update(closed_at=event.at)
        send("recall_outside", key=f"recall_outside:{case.pk}", case=case.pk, event=event.pk)
        return
    if not Dossier.objects.filter(pk=link.dossier).exists():
        return  # it has not been opened yet, and will not be
    key = f"recall:{event.pk}"
    try:
        with transaction.atomic():
            act(link.dossier, "recall", actor=Actor.system(), key=key, at=event.at, reason=reason)
    except ActionRefused as refused:
        raise ActionRefused("came_back") from refused


# -- which step ---------------------------------------------------------------------------------------


def _to_pass_on(command: Command) -> list[DossierStep]:
    """Open steps that go elsewhere and are not there; an officer's own, the system's all."""
    if not passes_on(command.dossier):
        return []
    process, elsewhere = process_of_dossier(command.dossier), open_links(command.dossier)
    rows = _reachable(command)
    return [
        row
        for row in rows
        if row.number not in elsewhere and (step := process.step(row.step)) and step.passed_on
    ]


def _to_take_back(command: Command) -> list[DossierStep]:
    elsewhere = open_links(command.dossier)
    return [row for row in _reachable(command) if row.number in elsewhere] if elsewhere else []


def _reachable(command: Command) -> list[DossierStep]:
    if command.actor.kind == "system":
        return active(command.dossier)
    return mine(command.dossier, command.actor, command.at, command.action)


def _meant(rows: list[DossierStep], command: Command) -> DossierStep:
    named = command.payload.get("step")
    found = [row for row in rows if not named or row.step == named]
    if len(found) != 1:
        raise ActionRefused("step_unknown")
    return found[0]


def _named(row: DossierStep) -> dict[str, Any]:
    return {"step": row.step, "step_name": row.name}
