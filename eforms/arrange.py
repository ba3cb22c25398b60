"""What is checked and filled in when an editor saves a form: codes of steps and questions, conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlockValidationError, StreamValue, StructBlockValidationError

from eforms.compile import definition_of
from eforms.fields import choice
from eforms.keys import is_key, key_from
from eforms.show_if import ConditionRefused, resolve

Spot = tuple[int, int]  # number of the step, number of the question in it
Errors = dict[Spot, dict[str, ValidationError]]


def questions(steps: StreamValue) -> Iterator[tuple[Spot, Any]]:
    """Every question in order, as ((step, place), stream child)."""
    for number, step in enumerate(steps):
        for place, child in enumerate(step.value["fields"]):
            yield (number, place), child


def name_all(steps: StreamValue) -> None:
    """Give a code to each step, question and choice that has none; those that have one keep it."""
    _name([step.value for step in steps], "title")
    _name([child.value for _spot, child in questions(steps)], "label")
    for _spot, child in questions(steps):
        if "options" in child.value:
            choice.name_options(child.value)


def _name(values: list[Any], words: str) -> None:
    taken = {value["key"] for value in values if value["key"]}
    for value in values:
        if not value["key"] and value[words]:
            value["key"] = key_from(value[words], taken)
            taken.add(value["key"])


def problems(steps: StreamValue) -> StreamBlockValidationError | None:
    """All that is wrong, each error beside its block, or None. Conditions are rewritten with codes."""
    errors: Errors = {}
    earlier: dict[str, dict[str, Any]] = {}
    for spot, child in questions(steps):
        found = {
            **_key_problem(child.value["key"], earlier),
            **_option_problem(child.value),
            **_condition(child, earlier),
        }
        if found:
            errors[spot] = found
        if child.value["key"]:
            earlier[child.value["key"]] = definition_of(child.block_type, child.value)
    by_step = _by_step(errors, _step_problems(steps))
    return StreamBlockValidationError(by_step) if by_step else None


def _key_problem(key: str, taken: Mapping[str, Any]) -> dict[str, ValidationError]:
    if key in taken:
        message = _("The question “%(label)s” has this code already. Empty the code: a new one will be made.")
        return {"key": ValidationError(message, code="key_taken", params={"label": taken[key]["label"]})}
    if key and not is_key(key):
        message = _("A code begins with a small letter and holds only a–z, 0–9 and _.")
        return {"key": ValidationError(message, code="key_form")}
    return {}


def _option_problem(value: Mapping[str, Any]) -> dict[str, ValidationError]:
    codes = [option["value"] for option in value.get("options") or [] if option["value"]]
    if len(codes) == len(set(codes)):
        return {}
    message = _("Two choices have the same code. Empty one of the two: a new one will be made.")
    return {"key": ValidationError(message, code="option_taken")}


def _condition(child: Any, earlier: Mapping[str, Mapping[str, Any]]) -> dict[str, ValidationError]:
    written = child.value["show_if"]
    try:
        resolved = resolve(written, earlier)
    except ConditionRefused as error:
        return {"show_if": StructBlockValidationError({error.part: error})}
    if resolved:
        written["field"] = resolved["field"]
        if isinstance(resolved.get("value"), str) and earlier[resolved["field"]]["type"] in (
            "choice",
            "choices",
        ):
            written["value"] = resolved["value"]
    return {}


def _step_problems(steps: StreamValue) -> dict[int, ValidationError]:
    seen: set[str] = set()
    found = {}
    for number, step in enumerate(steps):
        key = step.value["key"]
        if key and (key in seen or not is_key(key)):
            found[number] = ValidationError(
                _("Another step has this code, or it is no code. Empty it."), code="step_key"
            )
        seen.add(key)
    return found


def _by_step(
    errors: Errors, step_errors: Mapping[int, ValidationError]
) -> dict[int, StructBlockValidationError]:
    result: dict[int, dict[str, Any]] = {number: {"key": error} for number, error in step_errors.items()}
    for number in {step for step, _place in errors}:
        inner = {
            place: StructBlockValidationError(found)
            for (step, place), found in errors.items()
            if step == number
        }
        result.setdefault(number, {})["fields"] = StreamBlockValidationError(inner)
    return {number: StructBlockValidationError(found) for number, found in result.items()}
