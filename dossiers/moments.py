"""The events of a dossier as its clock and its process read them. Both are folds over the same moments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import takewhile
from typing import Any

from dossiers import steps
from dossiers.changes import corrected_by
from dossiers.clock import Moment
from dossiers.models import Dossier, DossierEvent
from dossiers.steps import Run
from eforms.drafts import filed_facts
from eforms.models import Submission
from procedures.process import Process, Step, process_of
from rules.formulas import evaluate

Answers = Mapping[str, Any]


def process_of_dossier(dossier: Dossier) -> Process:
    return process_of(dossier.release.content)


def moment_of(event: DossierEvent) -> Moment:
    return Moment(event.action, event.from_status, event.to_status, event.at, event.payload)


def told(dossier: Dossier, events: Iterable[DossierEvent]) -> list[Moment]:
    """The events as moments, each with the answers an officer's form gave in it."""
    moments = list(map(moment_of, events))
    filled = {str(one.data["submission"]) for one in moments[1:] if _of_step(one)}
    if not filled:
        return moments
    answers = {str(one.pk): one.answers for one in Submission.objects.filter(pk__in=filled)}
    return [
        steps.with_answers(one, answers.get(str(one.data["submission"]), {})) if _of_step(one) else one
        for one in moments
    ]


def _of_step(moment: Moment) -> bool:
    """Whether an officer's form counts from here; what an applicant filed or corrected names no step."""
    return bool(moment.data.get("submission") and moment.data.get("step"))


def runs(dossier: Dossier, events: Sequence[DossierEvent]) -> tuple[Run, ...]:
    """Every run of every step; () where the release has no process."""
    process = process_of_dossier(dossier)
    return steps.runs_of(process, told(dossier, events), holding(dossier, events)) if process else ()


def holding(dossier: Dossier, events: Iterable[DossierEvent]) -> steps.Holds:
    """Whether a step is to be done: by the answers as they stood when the dossier was assigned, by the facts
    rules read, and earlier steps' forms."""
    filed = filed_with(dossier)
    before = takewhile(lambda event: event.action != "assign", events)
    corrected = corrected_by(event.payload for event in before)
    answers = {**filed_facts(filed).as_answers(), **filed.answers, **corrected} if filed else {}
    return partial(_holds, answers)


def filed_with(dossier: Dossier) -> Submission | None:
    """The applicant's form: the dossier's own, or that of the one it comes from."""
    return dossier.submission or (filed_with(dossier.parent) if dossier.parent else None)


def _holds(filed: Answers, step: Step, said: Answers) -> bool:
    return not step.when or evaluate(step.when, {**filed, **said}) is True


def timed(dossier: Dossier, events: Sequence[DossierEvent]) -> list[Moment]:
    """The moments for a clock: with the stops that begin and end with a step of the process."""
    if not any(step.stops for step in process_of_dossier(dossier).steps()):
        return list(map(moment_of, events))
    pauses = {one["reason"]: one for one in dossier.release.content.get("pauses") or ()}
    return steps.with_stops(map(moment_of, events), runs(dossier, events), pauses)


def agencies_of(events: Sequence[DossierEvent]) -> dict[str, str]:
    """{id of a step: code of the agency that does it}, as settled at filing; the others are its own."""
    return dict(events[0].payload.get("agencies") or {}) if events else {}
