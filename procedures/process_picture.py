"""A process as a drawing: stages from top to bottom, branches that run at the same time side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Role
from procedures.choices import PauseReason
from procedures.models import Agency
from procedures.process import CODE, MAY_ASK, MUST_BE_PAID, SUPERIOR, Process, Step


@dataclass(frozen=True)
class Box:
    """A step of the drawing. who: role and agency. notes: what is special about it, in words.

    state: of a dossier (stepping.Shown), "" without one.
    """

    name: str
    who: str
    when: str
    notes: list[str]
    state: str = ""


@dataclass(frozen=True)
class Lane:
    name: str
    boxes: list[Box]


Stage = list[Lane]
"""One lane, or several that run at the same time."""


def drawn(process: Process, states: Mapping[str, str] | None = None) -> list[Stage]:
    """The stages in order. `states`: {id of a step: state} of a dossier. Two queries."""
    roles = {role.code: role.name_in_language for role in Role.objects.all()} if process else {}
    agencies = _agencies(process)

    def box(step: Step) -> Box:
        english = get_language() == "en" and step.name_en
        who = [roles.get(step.role, step.role), agencies.get(step.agency, step.agency)]
        return Box(
            name=step.name_en if english else step.name,
            who=", ".join(filter(None, who)),
            when=step.when,
            notes=_notes(step),
            state=(states or {}).get(step.id, ""),
        )

    return [
        [Lane(branch.name, [box(step) for step in branch.steps]) for branch in node.branches]
        for node in process.nodes
    ]


def _agencies(process: Process) -> dict[str, str]:
    codes = {step.agency for step in process.steps()} - {"", SUPERIOR}
    named: dict[str, str] = {}
    if codes:
        found = Agency.objects.filter(code__in=codes).values_list("code", "name")
        named = {str(code): name for code, name in found}
    return {SUPERIOR: _("The agency above it"), **named}


def _notes(step: Step) -> list[str]:
    fees: dict[str, Any] = {
        MAY_ASK: _("Payment may be asked for in this step"),
        MUST_BE_PAID: _("Must be paid before the step is finished"),
    }
    reason = PauseReason(step.stops).label if step.stops in PauseReason.values else ""
    notes = [
        _("%(hours)g working hours") % {"hours": step.hours} if step.hours else "",
        _("the officer fills in a form") if step.form else "",
        _("confirmed with a one-time code") if step.signature == CODE else "",
        fees.get(step.fee, ""),
        _("time rests: %(reason)s") % {"reason": reason} if reason else "",
        _("opens a dossier %(code)s and waits for it") % {"code": step.opens.procedure} if step.opens else "",
        _("passed on to another system") if step.sends else "",
    ]
    return [note for note in notes if note]
