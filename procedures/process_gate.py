"""What the publish gate asks of a process: that it fits the term, and that everything it names is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from accounts.models import Role
from accounts.permissions import anybody_holds
from eforms.judging.answers import questions_of
from eforms.judging.pseudo import fact_definitions
from eforms.models import FormVersion
from procedures import agencies
from procedures.choices import PauseReason, Unit
from procedures.finding import ERROR, WARNING, Finding
from procedures.process import SUPERIOR, Opens, Process, Step, process_of
from procedures.process_blocks import compiled_process
from procedures.releases import in_force
from procedures.snapshot import form_version
from procedures.systems.models import OutsideSystem
from rules.formulas import reads as formula_reads

if TYPE_CHECKING:
    from procedures.pages import ProcedurePage


def process_fits(page: ProcedurePage) -> Finding | None:
    """The hours of the steps add up to no more than the shortest term."""
    hours, term = process(page).hours(), shortest_term(page)
    if term is None or hours <= term:
        return None
    message = _("The steps take %(hours)s working hours, the shortest time limit leaves %(term)s.")
    said = {"hours": formats.localize(hours), "term": formats.localize(term)}
    return Finding(ERROR, "process_too_long", "process", message % said)


def process_has_people(page: ProcedurePage) -> Finding | None:
    """Every step is done by a role there is."""
    steps = list(process(page).steps())
    if not steps:
        return None
    known = set(Role.objects.filter(officer=True).values_list("code", flat=True))
    strange = next((step for step in steps if step.role not in known), None)
    if strange is None:
        return None
    message = _("Step “%(step)s” is given to a role that does not exist any more.")
    return Finding(ERROR, "process_role_unknown", "process", message % {"step": strange.name})


def process_reads_answers(page: ProcedurePage) -> Finding | None:
    """Conditions of steps read only what the e-form asks, or the form of a step that comes before."""
    found = process(page)
    if not any(step.when for step in found.steps()):
        return None
    version = form_version(page)
    asked = keys_of(version) | fact_definitions().keys()
    for step, before in _with_those_before(found):
        if not step.when:
            continue
        earlier = {key for one in before if one.form for key in keys_of(version_of(one))}
        if strange := sorted(formula_reads(step.when) - asked - earlier):
            message = _("Step “%(step)s” reads “%(name)s”, which neither the e-form nor a step before asks.")
            said = {"step": step.name, "name": strange[0]}
            return Finding(ERROR, "process_reads_unknown", "process", message % said)
    return None


def process_agencies_there(page: ProcedurePage) -> Finding | None:
    """An agency named in a step exists and is in office."""
    named = [step for step in process(page).steps() if step.agency not in ("", SUPERIOR)]
    if not named:
        return None
    there = agencies.in_force(timezone.localdate()).filter(code__in={step.agency for step in named})
    known = set(there.values_list("code", flat=True))
    strange = next((step for step in named if step.agency not in known), None)
    if strange is None:
        return None
    message = _("Step “%(step)s” is given to an agency that is not in office.")
    return Finding(ERROR, "process_agency_unknown", "process", message % {"step": strange.name})


def process_somebody_there(page: ProcedurePage) -> Finding | None:
    """At an agency named in a step somebody holds its role today."""
    now = timezone.now()
    for step in process(page).steps():
        if step.agency in ("", SUPERIOR) or anybody_holds(step.role, step.agency, now):
            continue
        message = _("Nobody at the agency of step “%(step)s” holds its role now.")
        return Finding(WARNING, "process_nobody_there", "process", message % {"step": step.name})
    return None


def process_forms_published(page: ProcedurePage) -> Finding | None:
    """A form given to a step has a published version."""
    bare = next((step for step in process(page).steps() if step.form and not step.form.version), None)
    if bare is None:
        return None
    message = _("The form of step “%(step)s” has not been published yet.")
    return Finding(ERROR, "process_form_not_published", "process", message % {"step": bare.name})


def process_pauses_listed(page: ProcedurePage) -> Finding | None:
    """Steps stop time only for reasons the procedure lists with their legal basis."""
    listed = {pause.value["reason"] for pause in page.pauses}
    for step in process(page).steps():
        wanted = {*step.pauses, step.stops} - {""}
        if strange := sorted(wanted - listed):
            message = _("Step “%(step)s” stops the time for “%(reason)s”, which the procedure does not list.")
            said = {"step": step.name, "reason": PauseReason(strange[0]).label}
            return Finding(ERROR, "process_pause_unlisted", "process", message % said)
    return None


def process_passes_on(page: ProcedurePage) -> Finding | None:
    """What a step opens elsewhere can be opened, and the system it is sent to is in use."""
    systems = set(OutsideSystem.objects.filter(active=True).values_list("code", flat=True))
    for step in process(page).steps():
        if step.sends and step.sends not in systems:
            message = _("Step “%(step)s” is passed on to an outside system that is not in use.")
            return Finding(ERROR, "process_system_unknown", "process", message % {"step": step.name})
        if step.opens and (problem := _opening_problem(step.opens, page)):
            return Finding(ERROR, "process_cannot_open", "process", problem % {"step": step.name})
    return None


def _opening_problem(opens: Opens, page: ProcedurePage) -> str:
    """With a place for the step's name; "" when the dossier can be opened."""
    today = timezone.localdate()
    if opens.procedure == page.code:
        return _("Step “%(step)s” opens a dossier of this same procedure.")
    release = in_force(opens.procedure, today)
    if release is None:
        return _("Step “%(step)s” opens a dossier of a procedure that is not in force.")
    if opens.agency != SUPERIOR and not agencies.competent(release, today).filter(code=opens.agency).exists():
        return _("Step “%(step)s” opens a dossier at an agency that may not decide on its procedure.")
    return ""


def _with_those_before(found: Process) -> Iterator[tuple[Step, list[Step]]]:
    """Every step with those that are done before it: of earlier nodes, and earlier in its branch."""
    places = list(found.places())
    for number, branch, step in places:
        own = branch.steps[: branch.steps.index(step)]
        yield step, [*(one for node, _branch, one in places if node < number), *own]


def version_of(step: Step) -> FormVersion | None:
    if step.form is None:
        return None
    return FormVersion.objects.filter(eform__code=step.form.eform, number=step.form.version).first()


def keys_of(version: FormVersion | None) -> set[str]:
    return {one["key"] for one in questions_of(version.content)} if version else set()


def process(page: ProcedurePage) -> Process:
    return process_of({"process": compiled_process(page.process)})


def shortest_term(page: ProcedurePage) -> float | None:
    """The shortest time limit in working hours, for terms counted in working days or hours."""
    each = {Unit.WORKING_DAY: 8, Unit.WORKING_HOUR: 1}
    terms = [
        limit["amount"] * each[limit["unit"]]
        for channel in page.channels
        for limit in channel.value["time_limits"]
        if limit["amount"] is not None and limit["unit"] in each
    ]
    return min(terms, default=None)


CHECKS: tuple[Callable[[ProcedurePage], Finding | None], ...] = (
    process_fits,
    process_has_people,
    process_reads_answers,
    process_agencies_there,
    process_somebody_there,
    process_forms_published,
    process_pauses_listed,
    process_passes_on,
)
