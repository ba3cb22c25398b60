"""What is checked and filled in when an editor saves a form: codes of steps, questions, choices and rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlockValidationError, StreamValue, StructBlockValidationError

from eforms.checking.rule_checks import rule_problems
from eforms.compile import definitions_of
from eforms.fields import choice, table
from eforms.keys import is_key, key_from
from eforms.shared.block import SHARED

Path = tuple[int, ...]  # places of a step, a question and a question of its rows
Found = dict[str, Any]  # part of a block -> error
Errors = dict[Path, Found]


def questions(steps: StreamValue) -> Iterator[tuple[Path, Any]]:
    """Every question written in the form, those of rows after their group, as (path, stream child)."""
    for number, step in enumerate(steps):
        for place, child in enumerate(step.value["fields"]):
            if child.block_type == SHARED:
                continue
            yield (number, place), child
            for inner, row_child in enumerate(child.value.get("fields") or ()):
                yield (number, place, inner), row_child


def name_all(steps: StreamValue) -> None:
    """Give a code to each step, question, choice and row that has none; those that have one keep it."""
    _name([step.value for step in steps], "title")
    _name([child.value for _path, child in questions(steps)], "label")
    for _path, child in questions(steps):
        if "options" in child.value:
            choice.name_options(child.value)
        if "rows" in child.value:
            table.name_rows(child.value)


def _name(values: list[Any], words: str) -> None:
    taken = {value["key"] for value in values if value["key"]}
    for value in values:
        if not value["key"] and value[words]:
            value["key"] = key_from(value[words], taken)
            taken.add(value["key"])


def problems(steps: StreamValue) -> StreamBlockValidationError | None:
    """All that is wrong, each error beside its block, or None. Conditions are rewritten with codes."""
    errors: Errors = {}
    taken: dict[str, str] = {}
    for path, child in questions(steps):
        found = {**_key_problem(child.value["key"], taken), **_option_problem(child.value)}
        if found:
            errors[path] = found
        taken.setdefault(child.value["key"], child.value.get("label") or "")
    errors.update(_shared_problems(steps, taken))
    for path, found in _step_problems(steps).items():
        errors.setdefault(path, {}).update(found)
    if not errors:  # rules are looked at when every code is sure
        errors = rule_problems(steps)
    return _beside(errors) if errors else None


def _key_problem(key: str, taken: Mapping[str, str]) -> Found:
    if key and key in taken:
        message = _("The question “%(label)s” has this code already. Empty the code: a new one will be made.")
        return {"key": ValidationError(message, code="key_taken", params={"label": taken[key]})}
    if key and not is_key(key):
        message = _("A code begins with a small letter and holds only a–z, 0–9 and _.")
        return {"key": ValidationError(message, code="key_form")}
    return {}


def _shared_problems(steps: StreamValue, taken: dict[str, str]) -> Errors:
    """Uses of shared questions whose codes stand in the form already, or grow too long."""
    errors: Errors = {}
    for number, step in enumerate(steps):
        for place, child in enumerate(step.value["fields"]):
            if child.block_type != SHARED:
                continue
            keys = {
                key: one["label"]
                for one in definitions_of(child)
                for key in (one["key"], *(row["key"] for row in one.get("fields") or ()))
            }
            twice = next((taken[key] for key in keys if key in taken), None)
            if twice is not None:
                message = _("“%(label)s” is in the form already: write words that tell this use apart.")
                error = ValidationError(message, code="shared_twice", params={"label": twice})
                errors[(number, place)] = {"prefix": error}
            elif not all(is_key(key) for key in keys):
                message = _("With these words the codes of the questions grow too long: shorten them.")
                errors[(number, place)] = {"prefix": ValidationError(message, code="shared_long")}
            taken.update(keys)
    return errors


def _option_problem(value: Mapping[str, Any]) -> Found:
    for name, part in (("options", "value"), ("rows", "id")):
        codes = [one[part] for one in value.get(name) or [] if one[part]]
        if len(codes) != len(set(codes)):
            message = _("Two choices have the same code. Empty one of the two: a new one will be made.")
            return {"key": ValidationError(message, code="option_taken")}
    return {}


def _step_problems(steps: StreamValue) -> Errors:
    seen: set[str] = set()
    found: Errors = {}
    for number, step in enumerate(steps):
        key = step.value["key"]
        if key and (key in seen or not is_key(key)):
            message = _("Another step has this code, or it is no code. Empty it.")
            found[(number,)] = {"key": ValidationError(message, code="step_key")}
        seen.add(key)
    return found


def _beside(errors: Errors) -> StreamBlockValidationError:
    """Errors by path as Wagtail's blocks nest them."""
    tree: dict[int, Any] = {}
    for path, found in sorted(errors.items(), key=lambda one: len(one[0])):
        node = tree.setdefault(path[0], {})
        for place in path[1:]:
            node = node.setdefault("fields", {}).setdefault(place, {})
        node.update(found)
    return StreamBlockValidationError({place: _struct(node) for place, node in tree.items()})


def _struct(node: dict[str, Any]) -> StructBlockValidationError:
    fields = node.get("fields")
    if isinstance(fields, dict):
        inner = {place: _struct(below) for place, below in fields.items()}
        node = {**node, "fields": StreamBlockValidationError(inner)}
    return StructBlockValidationError(node)
