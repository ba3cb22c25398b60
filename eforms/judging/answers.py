"""Which questions are asked, and whether answers can be accepted: one judgement for pages and API alike.

A question whose condition does not hold is not asked, and its answer is not kept. The definitions given out
are resolved: `required`, `options` and bounds are those that hold for these answers; computed values and
those a rule sets stand in `value` (with `fixed` when a rule sets them); groups and tables have `by_row`, the
resolved definitions of each row, and `new_row`, those of a row without answers.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import Any

from django.utils import timezone

from eforms.errors import StepUnknown
from eforms.fields import TYPES
from eforms.fields.contract import Answers, Definition, Facts, is_file
from eforms.judging.plan import plan_of
from eforms.judging.state import Errors, State

__all__ = [
    "STEP",
    "Content",
    "Errors",
    "clean_all",
    "clean_step",
    "kept",
    "questions_of",
    "shown_fields",
    "state_of",
    "step_of",
    "visible_fields",
    "visible_steps",
]
Content = Mapping[str, Any]
STEP = "_step"  # where an error of a whole step stands among those of its questions; no key begins so


def step_of(content: Content, step_id: str) -> Mapping[str, Any]:
    """One step of a compiled form. Raises StepUnknown."""
    for step in content["steps"]:
        if step["id"] == step_id:
            found: Mapping[str, Any] = step
            return found
    raise StepUnknown


def questions_of(content: Content) -> Iterator[Definition]:
    """Every question of the form, in order; those of rows stand in their group's `fields`."""
    for step in content["steps"]:
        yield from step["fields"]


def state_of(content: Content, answers: Answers, facts: Facts | None = None) -> State:
    """The form with answers that were accepted before. Without facts: of a person who files online today."""
    return State(plan_of(content), answers, facts or Facts(on=timezone.localdate()))


def visible_fields(
    content: Content, answers: Answers, step_id: str | None = None, *, facts: Facts | None = None
) -> list[Definition]:
    """The questions asked, resolved for the answers, of one step or of the whole form; no hidden values."""
    return shown_fields(state_of(content, answers, facts), step_id)


def shown_fields(
    state: State, step_id: str | None = None, *, only: Container[str] | None = None
) -> list[Definition]:
    """`visible_fields` of a state; `only`: look at no other questions than these."""
    return [
        state.resolved(node.key)
        for step in state.plan.steps
        if step_id in (None, step.id)
        for node in step.nodes
        if (only is None or node.key in only) and is_seen(node.definition) and state.shown(node.key)
    ]


def is_seen(definition: Definition) -> bool:
    """Whether a page ever shows it; hidden values are not seen."""
    return not getattr(TYPES[definition["type"]], "UNSEEN", False)


def visible_steps(
    content: Content, answers: Answers, *, facts: Facts | None = None
) -> list[Mapping[str, Any]]:
    """The steps that show something, given the answers."""
    state = state_of(content, answers, facts)
    return [
        step.raw
        for step in state.plan.steps
        if any(is_seen(node.definition) and state.shown(node.key) for node in step.nodes)
    ]


def kept(content: Content, answers: Answers, facts: Facts | None = None) -> dict[str, Any]:
    """All that is kept with a draft: answers to what is asked, values computed, set and hidden."""
    state = state_of(content, answers, facts)
    return {key: value for key in state.plan.nodes if (value := state.value(key)) is not None}


def clean_step(
    content: Content, step_id: str, data: Mapping[str, Any], answers: Answers, *, facts: Facts
) -> tuple[dict[str, Any], Errors]:
    """Judge one step. `data`: {key: typed text or JSON}; `answers`: the draft's (conditions, stored files).

    Returns (accepted values, errors by path; that of the whole step under STEP). Keys the step does not ask
    are ignored, and so is what is sent for values the form itself gives. Raises StepUnknown.
    """
    return judge(judged_step(content, step_id, data, answers, facts=facts), step_id)


def judge(state: State, step_id: str) -> tuple[dict[str, Any], Errors]:
    """`clean_step` of a state whose step is still to be judged."""
    step = state.plan.step(step_id)
    values = {node.key: value for node in step.nodes if (value := state.value(node.key)) is not None}
    errors = dict(state.errors)
    for refusal in state.refusals(step)[:1]:
        errors[STEP] = refusal
    return values, errors


def judged_step(
    content: Content, step_id: str, data: Mapping[str, Any], answers: Answers, *, facts: Facts
) -> State:
    """The form with one step's input still to be judged. Raises StepUnknown."""
    step = step_of(content, step_id)
    own = frozenset(one["key"] for one in step["fields"])
    raw = _with_stored_files(step["fields"], data, answers)
    others = {key: value for key, value in answers.items() if key not in own}
    return State(plan_of(content), others, facts, raw, own)


def clean_all(
    content: Content, answers: Answers, *, facts: Facts
) -> tuple[dict[str, Any], dict[str, Errors]]:
    """Judge the whole form again. Returns (accepted values, {step id: errors} of the steps that have any)."""
    plan = plan_of(content)
    state = State(plan, {}, facts, answers, frozenset(plan.nodes))
    known = {key: value for key in plan.nodes if (value := state.value(key)) is not None}
    errors: dict[str, Errors] = {}
    for path, error in state.errors.items():
        errors.setdefault(plan.step_of[path.split(".")[0]].id, {})[path] = error
    for step in plan.steps:
        for refusal in state.refusals(step)[:1]:
            errors.setdefault(step.id, {})[STEP] = refusal
    return known, {step.id: errors[step.id] for step in plan.steps if step.id in errors}


def _with_stored_files(
    definitions: list[Definition], data: Mapping[str, Any], answers: Answers
) -> dict[str, Any]:
    """Files not spoken of in `data` stay those the draft holds."""
    stored = {
        one["key"]: answers[one["key"]]
        for one in definitions
        if is_file(one) and one["key"] in answers and data.get(one["key"]) is None
    }
    return {**data, **stored}
