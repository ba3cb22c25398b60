"""Which questions are asked, and whether answers can be accepted: one judgement for pages and API alike.

A question whose condition does not hold is not asked, and its answer is not kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from eforms.errors import StepUnknown
from eforms.fields import TYPES
from eforms.fields.contract import Answers, Definition, Facts, is_blank, is_file
from eforms.links import with_links
from rules.conditions import evaluate

Content = Mapping[str, Any]
Errors = dict[str, ValidationError]  # question key -> what is wrong


def step_of(content: Content, step_id: str) -> Mapping[str, Any]:
    """One step of a compiled form. Raises StepUnknown."""
    for step in content["steps"]:
        if step["id"] == step_id:
            found: Mapping[str, Any] = step
            return found
    raise StepUnknown


def questions_of(content: Content) -> Iterator[Definition]:
    """Every question of the form, in order."""
    for step in content["steps"]:
        yield from step["fields"]


def visible_fields(
    content: Content, answers: Answers, step_id: str | None = None, *, facts: Facts | None = None
) -> list[Definition]:
    """The questions asked, given the answers, of one step or of the whole form.

    Read in order: an answer to a question that is itself hidden counts as not given.
    """
    known: dict[str, Any] = facts.as_answers() if facts else {}
    asked = []
    for step in content["steps"]:
        for definition in step["fields"]:
            if evaluate(definition.get("show_if"), known):
                if definition["key"] in answers:
                    known[definition["key"]] = answers[definition["key"]]
                if step_id in (None, step["id"]):
                    asked.append(definition)
    return asked


def visible_steps(content: Content, answers: Answers) -> list[Mapping[str, Any]]:
    """The steps that ask something, given the answers."""
    return [step for step in content["steps"] if visible_fields(content, answers, step["id"])]


def clean_step(
    content: Content, step_id: str, data: Mapping[str, Any], answers: Answers, *, facts: Facts
) -> tuple[dict[str, Any], Errors]:
    """Judge one step. `data`: {key: typed text or JSON}; `answers`: the draft's (conditions, stored files).

    Returns (accepted values, errors). Keys the step does not ask are ignored. Raises StepUnknown.
    """
    step = step_of(content, step_id)
    own = {definition["key"] for definition in step["fields"]}
    known = {
        one["key"]: answers[one["key"]] for one in visible_fields(content, answers) if one["key"] in answers
    }
    known = {key: value for key, value in known.items() if key not in own}
    data = {**_with_stored_files(step["fields"], data, answers), **facts.fixed}
    return _judge(step["fields"], data, known, facts)


def clean_all(
    content: Content, answers: Answers, *, facts: Facts
) -> tuple[dict[str, Any], dict[str, Errors]]:
    """Judge the whole form again. Returns (accepted values, {step id: errors} of the steps that have any)."""
    known: dict[str, Any] = {}
    errors = {}
    answers = {**answers, **facts.fixed}
    for step in content["steps"]:
        _values, wrong = _judge(step["fields"], answers, known, facts)
        if wrong:
            errors[step["id"]] = wrong
    return known, errors


def _judge(
    definitions: list[Definition], data: Mapping[str, Any], known: dict[str, Any], facts: Facts
) -> tuple[dict[str, Any], Errors]:
    """Judge questions in order; accepted values are added to `known`, which later conditions read."""
    values: dict[str, Any] = {}
    errors: Errors = {}
    for definition in definitions:
        key = definition["key"]
        if not evaluate(definition.get("show_if"), known):
            continue
        try:
            value = _clean(with_links(definition, known), data.get(key), facts)
        except ValidationError as error:
            errors[key] = error
            continue
        if value is not None:
            values[key] = known[key] = value
    return values, errors


def _clean(definition: Definition, raw: Any, facts: Facts) -> Any:
    kind = TYPES[definition["type"]]
    if is_blank(raw):
        if definition.get("required"):
            raise ValidationError(kind.MISSING, code="required")
        return None
    return kind.clean(definition, raw, facts)


def _with_stored_files(
    definitions: list[Definition], data: Mapping[str, Any], answers: Answers
) -> dict[str, Any]:
    """Files not spoken of in `data` stay those the draft holds."""
    stored = {
        definition["key"]: answers[definition["key"]]
        for definition in definitions
        if is_file(definition) and definition["key"] in answers and data.get(definition["key"]) is None
    }
    return {**data, **stored}
