"""Every rule of a form looked at when it is saved: said beside the block, in the editor's words."""

from __future__ import annotations

import operator
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlockValidationError, StreamValue, StructBlockValidationError

from eforms.checking.formula_checks import check_formula
from eforms.checking.later import Standing, explained, standing_of
from eforms.checking.links import resolve_links
from eforms.checking.never import never_holds
from eforms.checking.resolving import ConditionRefused, resolve, resolve_operand
from eforms.compile import definition_of, definitions_of
from eforms.fields import TYPES, family
from eforms.fields.contract import Definition, Facts
from eforms.judging.pseudo import fact_definitions
from eforms.shared.block import SHARED
from rules.comparing import ordered

Found = dict[str, Any]
Path = tuple[int, ...]
Errors = dict[Path, Found]
Earlier = Mapping[str, Definition]
LIMITED = ("number", "date", "month", "time", "text", "list", "rows", "files", "any")
SETTABLE = ("text", "number", "date", "month", "time", "truth", "choice", "list", "any", "parts")


@dataclass
class Look:
    """One block that has rules: where it stands, what it is, what it may read."""

    path: Path
    value: Any
    own: Definition | None
    earlier: Earlier
    standing: Standing
    shown: Any = None  # the condition of its step
    found: Found = field(default_factory=dict)


def rule_problems(steps: StreamValue) -> Errors:
    """What is wrong with the rules of steps and questions, by path. Conditions are rewritten with codes."""
    errors: Errors = {}
    earlier: dict[str, Definition] = {**fact_definitions()}
    standing = standing_of(steps)
    for number, step in enumerate(steps):
        shown, refusing = _step_rules(step.value)
        whole = Look((number,), step.value, None, dict(earlier), standing)
        _rules(whole, shown)
        show_if = next((child.value for _place, child in shown), None)
        for place, child in enumerate(step.value["fields"]):
            if child.block_type == SHARED:  # its own rules were looked at where the questions are kept
                earlier.update({one["key"]: _shown_by(one, show_if) for one in definitions_of(child)})
                continue
            for look in _with_rows((number, place), child, earlier, standing, show_if):
                look_at(look)
                if look.found:
                    errors[look.path] = look.found
            if child.value["key"]:
                definition = definition_of(child.block_type, child.value)
                earlier[child.value["key"]] = _shown_by(definition, show_if)
        whole.earlier = earlier
        _rules(whole, refusing)
        if whole.found:
            errors[(number,)] = whole.found
    return errors


def route_problems(routes: StreamValue, steps: StreamValue) -> StreamBlockValidationError | None:
    """What is wrong with the ways to agencies, which may read every question. Rewritten with codes."""
    standing = standing_of(steps)
    known: dict[str, Definition] = {**fact_definitions()}
    for step in steps:
        for child in step.value["fields"]:
            known.update({one["key"]: one for one in definitions_of(child)})
    wrong = {}
    for place, route in enumerate(routes):
        look = Look((), route.value, None, known, standing)
        found: Found = {}
        _when(look, route, found)
        if found:
            wrong[place] = StructBlockValidationError(found)
    return StreamBlockValidationError(wrong) if wrong else None


def _shown_by(definition: Definition, show_if: Any) -> Definition:
    """A question is shown when its step is."""
    if not show_if:
        return definition
    own = definition.get("show_if")
    return {**definition, "show_if": {"all": [show_if, own]} if own else show_if}


def _step_rules(value: Mapping[str, Any]) -> tuple[list[Any], list[Any]]:
    """A step is shown by what stands before it; it refuses by what stands in it too."""
    rules = list(enumerate(value.get("rules") or ()))
    return (
        [(place, one) for place, one in rules if one.block_type == "show_if"],
        [(place, one) for place, one in rules if one.block_type != "show_if"],
    )


def _with_rows(path: Path, child: Any, earlier: Earlier, standing: Standing, shown: Any) -> Iterator[Look]:
    """The question and those of its rows, each with what it may read."""
    own = definition_of(child.block_type, child.value)
    yield Look(path, child.value, own, earlier, standing, shown)
    before: dict[str, Definition] = {}
    for inner, row_child in enumerate(child.value.get("fields") or ()):
        definition = definition_of(row_child.block_type, row_child.value)
        yield Look((*path, inner), row_child.value, definition, ChainMap(before, dict(earlier)), standing)
        if row_child.value["key"]:
            before[row_child.value["key"]] = definition_of(row_child.block_type, row_child.value)


def look_at(look: Look) -> None:
    """All that is wrong with one question's rules, links, choices, formula and bounds."""
    assert look.own is not None
    look.found.update(resolve_links(look.own["type"], look.value, look.earlier))
    _rules(look, list(enumerate(look.value.get("rules") or ())))
    for option in look.value.get("options") or ():
        if option.get("show_if"):
            error = _condition(look, option)
            if error:
                look.found["options"] = error
    if look.own.get("formula"):
        _part(
            look, look.found, "formula", partial(check_formula, look.own["formula"], look.earlier, look.own)
        )
    for least, most in (("min", "max"), ("min_rows", "max_rows")):
        if crossed(look.own.get(least), look.own.get(most)):
            look.found[most] = ValidationError(
                _("The largest is less than the smallest."), code="min_above_max"
            )


def crossed(least: Any, most: Any) -> bool:
    """Whether two fixed bounds leave nothing between them."""
    literal = isinstance(least, str | int | float) and isinstance(most, str | int | float)
    return literal and ordered(least, most, operator.gt)


def _condition(look: Look, option: Any) -> ValidationError | None:
    """Rewrite the condition of a choice with codes, or say what is wrong."""
    try:
        option["show_if"] = resolve(option["show_if"], look.earlier)
    except ConditionRefused as error:
        return explained(error, look.standing, look.path)
    return _never(look, option["show_if"])


def _never(look: Look, condition: Any) -> ValidationError | None:
    if condition and never_holds(condition, look.earlier, look.shown):
        message = _("This condition can never hold: parts of it rule each other out.")
        return ValidationError(message, code="never")
    return None


def _rules(look: Look, rules: list[Any]) -> None:
    wrong = {place: error for place, child in rules if (error := _rule(look, child))}
    if wrong:
        before = look.found["rules"].block_errors if "rules" in look.found else {}
        look.found["rules"] = StreamBlockValidationError({**before, **wrong})


def _rule(look: Look, child: Any) -> ValidationError | None:
    """Rewrite one rule with codes, or say what is wrong with it."""
    if child.block_type in ("show_if", "require_if"):
        try:
            child.value = resolve(child.value, look.earlier)
        except ConditionRefused as error:
            return explained(error, look.standing, look.path)
        return _never(look, child.value)
    found: Found = {}
    _when(look, child, found)
    if look.own is not None and child.block_type == "limit":
        _limit(look, look.own, child.value, found)
    if look.own is not None and child.block_type == "set":
        _set(look, look.own, child.value, found)
    return StructBlockValidationError(found) if found else None


def _when(look: Look, child: Any, found: Found) -> None:
    known = look.earlier
    if look.own is not None and child.block_type == "refuse":  # may look at the answer itself
        known = ChainMap({look.own["key"]: look.own}, dict(look.earlier))
    try:
        child.value["when"] = resolve(child.value.get("when"), known)
    except ConditionRefused as error:
        found["when"] = explained(error, look.standing, look.path)
        return
    never = _never(look, child.value["when"])
    if never:
        found["when"] = never


def _limit(look: Look, own: Definition, value: Any, found: Found) -> None:
    kind = family(own)
    if kind not in LIMITED:
        found["when"] = ValidationError(
            _("Answers to this question have no size that can be limited."), code="limit"
        )
        return
    bounds = kind if kind in ("date", "month", "time") else "number"
    for name in ("min", "max"):
        _part(look, found, name, partial(_bound, look, own, value, name, bounds))
    if value.get("min") is None and value.get("max") is None and not found:
        found["min"] = ValidationError(_("Say at least, at most, or both."), code="limit_empty")
    if crossed(value.get("min"), value.get("max")):
        found["max"] = ValidationError(_("The largest is less than the smallest."), code="min_above_max")


def _bound(look: Look, own: Definition, value: Any, name: str, bounds: str) -> None:
    value[name] = resolve_operand(value.get(name), own, look.earlier, bounds)


def _set(look: Look, own: Definition, value: Any, found: Found) -> None:
    if family(own) not in SETTABLE or own["type"] in ("computed", "hidden"):
        found["value"] = ValidationError(
            _("The answer to this question cannot be set by a rule."), code="set_type"
        )
        return
    if family(own) == "parts":
        _part(look, found, "formula", partial(_whole, look, own, value))
        return
    has_value, has_formula = value.get("value") not in (None, ""), bool((value.get("formula") or "").strip())
    if has_value == has_formula:
        found["value"] = ValidationError(_("Write either an answer or a formula."), code="set_empty")
        return
    if has_formula:
        _part(look, found, "formula", partial(check_formula, value["formula"], look.earlier, own))
        return
    if isinstance(value["value"], Mapping):
        found["value"] = ValidationError(
            _("Use a formula to take the answer of another question."), code="set_value"
        )
        return
    _part(look, found, "value", partial(_settle, own, value))


def _whole(look: Look, own: Definition, value: Any) -> None:
    """An answer of several parts (an address) is taken whole: no formula makes one."""
    named = look.earlier.get(str(value.get("formula") or "").strip())
    if named is None or named["type"] != own["type"]:
        message = _("Write the code of an earlier question of the same type: its whole answer is taken.")
        raise ValidationError(message, code="set_parts")


def _settle(own: Definition, value: Any) -> None:
    """Write down the answer a rule sets as the question itself would take it."""
    written = value["value"]
    if own.get("options") is not None or family(own) == "truth":
        resolved = resolve_operand(written, own, {}, family(own))
        value["value"] = [resolved] if family(own) == "list" else resolved
        return
    text = str(written) if family(own) == "text" else written
    value["value"] = TYPES[own["type"]].clean({**own, "required": False}, text, Facts(on=date.max))


def _part(look: Look, found: Found, name: str, read: Callable[[], Any]) -> None:
    try:
        read()
    except ValidationError as error:
        found[name] = explained(error, look.standing, look.path)
