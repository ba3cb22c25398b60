"""Every rule of a form looked at when it is saved: said beside the block, in the editor's words."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlockValidationError, StreamValue, StructBlockValidationError

from eforms.compile import definition_of, definitions_of
from eforms.fields import family
from eforms.fields.contract import Definition
from eforms.links import resolve_links
from eforms.pseudo import fact_definitions
from eforms.resolving import resolve, resolve_operand
from eforms.shared.block import SHARED

Found = dict[str, Any]
Errors = dict[tuple[int, ...], Found]
Earlier = Mapping[str, Definition]


def rule_problems(steps: StreamValue) -> Errors:
    """What is wrong with the rules of steps and questions, by path. Conditions are rewritten with codes."""
    errors: Errors = {}
    earlier: dict[str, Definition] = {**fact_definitions()}
    for number, step in enumerate(steps):
        shown, refusing = _step_rules(step.value)
        _look(errors, (number,), shown, None, earlier)
        for place, child in enumerate(step.value["fields"]):
            if child.block_type == SHARED:  # its own rules were looked at where the questions are kept
                earlier.update({one["key"]: one for one in definitions_of(child)})
                continue
            for path, one, known in _with_rows((number, place), child, earlier):
                wrong = resolve_links(one.block_type, one.value, known)
                if wrong:
                    errors.setdefault(path, {}).update(wrong)
                _look(errors, path, one.value, definition_of(one.block_type, one.value), known)
            if child.value["key"]:
                earlier[child.value["key"]] = definition_of(child.block_type, child.value)
        _look(errors, (number,), refusing, None, earlier)
    return errors


def _step_rules(value: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """A step is shown by what stands before it; it refuses by what stands in it too."""
    rules = list(enumerate(value.get("rules") or ()))
    return (
        {"rules": [(place, one) for place, one in rules if one.block_type == "show_if"]},
        {"rules": [(place, one) for place, one in rules if one.block_type != "show_if"]},
    )


def _with_rows(
    path: tuple[int, ...], child: Any, earlier: Earlier
) -> Iterator[tuple[tuple[int, ...], Any, Earlier]]:
    """The question and those of its rows, each with what it may read."""
    yield path, child, earlier
    own: dict[str, Definition] = {}
    for inner, row_child in enumerate(child.value.get("fields") or ()):
        yield (*path, inner), row_child, ChainMap(own, dict(earlier))
        if row_child.value["key"]:
            own[row_child.value["key"]] = definition_of(row_child.block_type, row_child.value)


def _look(
    errors: Errors,
    path: tuple[int, ...],
    value: Mapping[str, Any],
    own: Definition | None,
    earlier: Earlier,
) -> None:
    """Check the rules of one block, and what its choices are offered by."""
    rules = value.get("rules") or ()
    numbered = rules if isinstance(rules, list) else list(enumerate(rules))
    found = {place: error for place, child in numbered if (error := _rule(child, own, earlier))}
    if found:
        known = errors.setdefault(path, {})
        before = known["rules"].block_errors if "rules" in known else {}
        known["rules"] = StreamBlockValidationError({**before, **found})
    for option in value.get("options") or ():
        try:
            option["show_if"] = resolve(option.get("show_if"), earlier)
        except ValidationError as error:
            errors.setdefault(path, {})["options"] = error


def _rule(child: Any, own: Definition | None, earlier: Earlier) -> ValidationError | None:
    """Rewrite one rule with codes, or say what is wrong with it."""
    if child.block_type in ("show_if", "require_if"):
        try:
            child.value = resolve(child.value, earlier)
        except ValidationError as error:
            return error
        return None
    found: Found = {}
    known = (
        earlier if own is None or child.block_type != "refuse" else ChainMap({own["key"]: own}, dict(earlier))
    )
    _part(found, child.value, "when", lambda written: resolve(written, known))
    if own is not None:
        for name in ("min", "max") if child.block_type == "limit" else ():
            _part(
                found, child.value, name, lambda written: resolve_operand(written, own, earlier, _bounds(own))
            )
        if child.block_type == "set":
            _part(found, child.value, "value", lambda written: resolve_operand(written, own, {}, family(own)))
    return StructBlockValidationError(found) if found else None


def _bounds(own: Definition) -> str:
    """What the bounds of a question are: days for dates, else numbers."""
    kind = family(own)
    return kind if kind in ("date", "month", "time") else "number"


def _part(found: Found, value: Any, name: str, read: Callable[[Any], Any]) -> None:
    try:
        value[name] = read(value.get(name))
    except ValidationError as error:
        found[name] = error
