"""A rule that reads what stands later, itself, or in a circle: told with the names of the questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue

from eforms.compile import definitions_of
from eforms.judging.plan import as_operand, condition, formula
from eforms.shared.block import SHARED
from rules.shapes import operand_reads, tree_reads

Path = tuple[int, ...]


@dataclass
class Spot:
    """A question: where it stands, its words, the names its rules use, the group it is asked in."""

    path: Path
    key: str
    label: str
    label_en: str
    names: set[str] = field(default_factory=set)
    group: str = ""


Standing = Mapping[str, Spot]  # by key


def standing_of(steps: StreamValue) -> dict[str, Spot]:
    """Every question of the form by its code, those of rows too."""
    found: dict[str, Spot] = {}
    for number, step in enumerate(steps):
        outer = set().union(
            *(_names_of(rule) for rule in step.value.get("rules") or () if rule.block_type == "show_if")
        )
        for place, child in enumerate(step.value["fields"]):
            if child.block_type == SHARED:
                for one in definitions_of(child):
                    words = (one["label"], one.get("label_en") or "")
                    found[one["key"]] = Spot((number, place), one["key"], *words)
                continue
            _add(found, (number, place), child.value, outer)
            for inner, row_child in enumerate(child.value.get("fields") or ()):
                _add(
                    found, (number, place, inner), row_child.value, outer, str(child.value.get("label") or "")
                )
    return found


def _add(found: dict[str, Spot], path: Path, value: Any, outer: set[str], group: str = "") -> None:
    names = set(outer)
    for rule in value.get("rules") or ():
        names |= _names_of(rule)
    names |= _formula_names(value.get("formula"))
    for option in value.get("options") or ():
        names |= _condition_names(option.get("show_if"))
    words = (str(value.get("label") or ""), str(value.get("label_en") or ""))
    found[value["key"]] = Spot(path, value["key"], *words, names, group)


def _names_of(rule: Any) -> set[str]:
    if rule.block_type in ("show_if", "require_if"):
        return _condition_names(rule.value)
    value = rule.value
    names = _condition_names(value.get("when")) | _formula_names(value.get("formula"))
    for part in ("min", "max"):
        names |= operand_reads(as_operand(value.get(part)))
    return names if rule.block_type != "refuse" else set()


def _condition_names(written: Any) -> set[str]:
    tree = condition(written)
    return tree_reads(tree) if tree else set()


def _formula_names(source: Any) -> set[str]:
    read = formula(source)
    return set(read.reads) if read else set()


def explained(error: ValidationError, standing: Standing, path: Path) -> ValidationError:
    """The error itself, or where the question it does not know of really stands."""
    name = (error.params or {}).get("name") if getattr(error, "params", None) else None
    there = _named(str(name), standing) if name else None
    here = next((spot for spot in standing.values() if spot.path == path), None)
    if there is None:
        return error
    if there.group and there.path[:2] != path[:2]:
        message = _(
            "“%(label)s” is asked in every row of “%(group)s”: ask about its rows (some, every, none)."
        )
        return ValidationError(message, code="in_rows", params={"label": there.label, "group": there.group})
    circle = list(_circle(here, there, standing)) if here else []
    if circle:
        message = _("These questions read each other in a circle: %(circle)s.")
        labels = " → ".join(f"“{standing[key].label}”" for key in circle)
        return ValidationError(message, code="circle", params={"circle": labels})
    return _later(here, there, path)


def _later(here: Spot | None, there: Spot, path: Path) -> ValidationError:
    where = {
        "step": path[0] + 1,
        "label": here.label if here else "",
        "other": there.label,
        "later": there.path[0] + 1,
    }
    if there.path[0] == path[0]:
        message = _(
            "Step %(step)d, “%(label)s”: the rule reads “%(other)s”, which comes later in the same step."
        )
        return ValidationError(message, code="later_question", params=where)
    if here is None:
        message = _("Step %(step)d: the rule reads “%(other)s”, which stands in a later step (%(later)d).")
        return ValidationError(message, code="later_step", params=where)
    message = _(
        "Step %(step)d, “%(label)s”: the rule reads “%(other)s”, which stands in a later step (%(later)d)."
    )
    return ValidationError(message, code="later_step", params=where)


def _named(name: str, standing: Standing) -> Spot | None:
    if name in standing:
        return standing[name]
    wanted = name.casefold()
    return next(
        (one for one in standing.values() if wanted in (one.label.casefold(), one.label_en.casefold())), None
    )


def _circle(here: Spot, there: Spot, standing: Standing) -> Iterator[str]:
    """Keys from the question over the one it reads back to itself; nothing when no way leads back."""
    if here.key == there.key:
        yield from (here.key, here.key)
        return
    ways: list[list[str]] = [[there.key]]
    seen = {there.key}
    while ways:
        way = ways.pop(0)
        for name in standing[way[-1]].names:
            spot = _named(name, standing)
            if spot is None:
                continue
            if spot.key == here.key:
                yield from (here.key, *way, here.key)
                return
            if spot.key not in seen:
                seen.add(spot.key)
                ways.append([*way, spot.key])
