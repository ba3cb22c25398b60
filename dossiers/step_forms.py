"""The form an officer fills in before a step is done: an e-form as applicants fill them, filed for the step.

Until the step is finished it is no part of the case, and may be filled anew; the event that finishes the step
names the one that counts.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from documents.files import hand_over
from dossiers.actors import Actor
from dossiers.errors import ActionNotAllowed, ActionRefused, OwnDossier
from dossiers.models import Dossier, DossierEvent, DossierStep, StepDraft, locked
from dossiers.moments import process_of_dossier
from dossiers.stepping import active, mine
from eforms.drafts import day_of, filed_facts, rule_facts
from eforms.drafts import start as start_draft
from eforms.judging.attached import attached
from eforms.models import Draft, FormVersion, Submission
from eforms.pages.review import review
from eforms.versions.again import answers_again
from eforms.versions.moving import Target

KIND = "step"
FILES = "step"
"""Subject of the files handed in with such a form; only officers read them."""


@dataclass(frozen=True)
class Filled:
    """A filled form as officers read it. done: the step is finished with it."""

    step: str
    name: str
    by: str
    at: datetime
    done: bool
    raw: dict[str, Any]
    answers: list[dict[str, Any]]


def begin(dossier_id: uuid.UUID | str, step: str, *, actor: Actor, at: datetime) -> Draft:
    """The officer's open draft of the step's form; a new one begins with what was filled in before.

    Raises ActionNotAllowed, OwnDossier and ActionRefused (step_unknown, no_form).
    """
    with transaction.atomic():
        dossier = locked(dossier_id)
        if actor.user is None:
            raise ActionNotAllowed
        if dossier.applicant_id == actor.user.pk:
            raise OwnDossier
        row = next((one for one in mine(dossier, actor, at) if one.step == step), None)
        if row is None:
            raise ActionRefused("step_unknown")
        version = form_of(row)
        if version is None:
            raise ActionRefused("no_form")
        known = StepDraft.objects.filter(
            dossier=dossier, number=row.number, draft__owner=actor.user, draft__state=Draft.State.OPEN
        ).first()
        return known.draft if known else _start(dossier, row, version, actor.user, at)


def _start(dossier: Dossier, row: DossierStep, version: FormVersion, owner: User, at: datetime) -> Draft:
    before = filled(row) or _filled_earlier(row)
    context = {"channel": dossier.channel, "version": version.pk}
    carried = None
    if before:
        facts = rule_facts(Draft(version=version, context=context), day_of(at))
        carried = answers_again(before, version, facts)
    draft, _secret = start_draft(
        version,
        kind=KIND,
        context=context,
        title=f"{row.name} – {dossier.shown_code}"[:500],
        owner=owner,
        at=at,
        answers=carried.answers if carried else None,
        done=carried.done if carried else (),
    )
    StepDraft.objects.create(dossier=dossier, number=row.number, draft=draft)
    return draft


def form_of(row: DossierStep) -> FormVersion | None:
    """The version of the form the release gives to the step; None for a step without one."""
    step = process_of_dossier(row.dossier).step(row.step)
    if step is None or step.form is None:
        return None
    return FormVersion.objects.filter(eform__code=step.form.eform, number=step.form.version).first()


def filled(row: DossierStep) -> Submission | None:
    """What was filled in for this run of the step, the newest; None as long as nobody has."""
    found = Submission.objects.filter(draft__step__dossier=row.dossier_id, draft__step__number=row.number)
    return found.order_by("-submitted_at", "-draft__step__pk").first()


def _filled_earlier(row: DossierStep) -> Submission | None:
    """What was filled in when the step was done the time before, and then sent back."""
    before = DossierStep.objects.filter(dossier=row.dossier_id, step=row.step, number__lt=row.number)
    return next((found for one in before.order_by("-number") if (found := filled(one))), None)


def target(draft: Draft, _on: Any) -> Target:
    """The form stays as the dossier's release pins it, whatever became of it since."""
    return Target(draft.version, draft.context)


def on_filled(submission: Submission, at: datetime) -> dict[str, Any]:
    """Called by eforms inside the submitting transaction: where nothing else is asked, the step is done."""
    link = StepDraft.objects.select_related("dossier__release").get(draft=submission.draft_id)
    dossier = link.dossier
    files = [file_id for _question, file_id in attached(submission.version.content, submission.answers)]
    hand_over(files, ("draft", str(submission.draft_id)), (FILES, str(dossier.pk)))
    row = dossier.steps.filter(number=link.number, left_at=None).first()
    if row and submission.by:
        _complete(row, submission, submission.by, at)
    return {"reference": dossier.shown_code, "url": reverse("dossiers:case", args=[dossier.pk])}


def _complete(row: DossierStep, submission: Submission, by: User, at: datetime) -> None:
    """Finish the step; what is still asked of the officer is said on the dossier's page."""
    from dossiers.transitions import act

    try:
        with transaction.atomic():
            key = f"form:{submission.pk}"
            act(row.dossier_id, "complete_step", actor=Actor.officer(by), key=key, at=at, step=row.step)
    except (ValidationError, PermissionDenied):
        return


def forms_filled(dossier: Dossier, events: list[DossierEvent]) -> list[Filled]:
    """Every form that was filled in for a step, in order: those that count, then those of open steps."""
    named = {
        one.payload["submission"]: one.payload.get("step", "")
        for one in events[1:]
        if "submission" in one.payload and "step" in one.payload  # else the applicant's own, corrected
    }
    found = {
        str(one.pk): one
        for one in Submission.objects.filter(pk__in=named).select_related("version", "draft", "by")
    }
    names = {step.id: step.name for step in process_of_dossier(dossier).steps()}
    done = [_shown(found[key], step, names, done=True) for key, step in named.items() if key in found]
    waiting = [
        _shown(one, row.step, names, done=False)
        for row in _with_form(dossier)
        if (one := filled(row)) and str(one.pk) not in named
    ]
    return [*done, *waiting]


def _with_form(dossier: Dossier) -> list[DossierStep]:
    process = process_of_dossier(dossier)
    return [row for row in active(dossier) if (step := process.step(row.step)) and step.form]


def _shown(filing: Submission, step: str, names: dict[str, str], *, done: bool) -> Filled:
    return Filled(
        step=step,
        name=names.get(step, ""),
        by=filing.by.full_name if filing.by else "",
        at=filing.submitted_at,
        done=done,
        raw=dict(filing.answers),
        answers=review(filing.version.content, filing.answers, facts=filed_facts(filing)),
    )


def to_fill(dossier: Dossier, actor: Actor, at: datetime) -> list[dict[str, Any]]:
    """Open steps of the officer that have a form: [{"row", "filled"}]."""
    process = process_of_dossier(dossier)
    if not any(step.form for step in process.steps()):
        return []
    return [
        {"row": row, "filled": filled(row) is not None}
        for row in mine(dossier, actor, at)
        if (step := process.step(row.step)) and step.form
    ]
