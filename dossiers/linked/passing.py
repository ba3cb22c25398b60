"""Passing a step on, taking it back, and its coming back: what the table of transitions asks and writes."""

from __future__ import annotations

from datetime import datetime
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
from procedures.models import Agency, OutsideSystem
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
    """{"step", "step_name", "passed"}: opens the dossier elsewhere, in the same transaction.

    Raises ActionRefused (step_unknown, cannot_pass_on).
    """
    row = _meant(_to_pass_on(command), command)
    step = process_of_dossier(command.dossier).step(row.step)
    assert step is not None
    return {**_named(row), "passed": {"run": row.number, **_receiver(command, row, step)}}


def hand_out(command: Command, event: DossierEvent) -> None:
    """For an outside system: the case it gets, sent after commit."""
    passed = event.payload["passed"]
    if "system" in passed:
        case = OutsideCase.objects.create(
            dossier=command.dossier, event=event, system=passed["system"], run=passed["run"]
        )
        send("send_outside", key=f"send_outside:{event.pk}", case=case.pk)


def _receiver(command: Command, row: DossierStep, step: Step) -> dict[str, Any]:
    if step.opens is None:
        system = OutsideSystem.objects.filter(code=step.sends, active=True).first()
        if system is None:
            raise ActionRefused("cannot_pass_on")
        return {"to": system.name, "system": system.code}
    child, agency = _opened(command.dossier, row, step.opens, command.at)
    return {
        "to": agency.name,
        "agency": agency.scope_code,
        "dossier": str(child.pk),
        "code": child.request_code,
        "procedure": child.procedure_name,
    }


def _opened(dossier: Dossier, row: DossierStep, opens: Opens, at: datetime) -> tuple[Dossier, Agency]:
    """A dossier of the same applicant, with the same papers, at the other agency."""
    from dossiers.start import variant_id
    from dossiers.submit import Filing, Origin, Paper, Person, open_dossier

    on = day_of(at)
    release = in_force(opens.procedure, on)
    agency = dossier.agency.parent if opens.agency == SUPERIOR else by_code(opens.agency, on)
    if release is None or agency is None or not agency.scope_code:
        raise ActionRefused("cannot_pass_on")
    first = dossier.events.order_by("sequence").first()
    papers = dossier.papers.exclude(file=None)
    child = open_dossier(
        Filing(
            release=release,
            agency=agency,
            channel="online",
            variant=variant_id(release, ""),
            applicant=Person(
                dossier.applicant_name, phone=dossier.applicant_phone, number=dossier.applicant_number
            ),
            papers=tuple(Paper(str(one.file_id), one.field, one.label) for one in papers),
            language=str(first.payload.get("language", "")) if first else "",
            origin=Origin(dossier, row.number, row.name),
        ),
        key=f"passed:{dossier.pk}:{row.number}:{dossier.last_sequence}",
        at=at,
    )
    return child, agency


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
    """End what is elsewhere, because of an event of the dossier that passed it on."""
    from dossiers.transitions import act

    if link.system:
        case = OutsideCase.objects.get(dossier=event.dossier_id, run=link.run, closed_at=None)
        OutsideCase.objects.filter(pk=case.pk).update(closed_at=event.at)
        send("recall_outside", key=f"recall_outside:{case.pk}", case=case.pk, event=event.pk)
        return
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
