"""Answers given on one version of a form, carried over to another: what fits, what does not, what to check.

An answer goes along when the same code exists, its type can take it, and it still cleans. Everything else is
told with the words it had. Reads stored files' names only; writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from eforms.fields import TYPES
from eforms.fields.contract import Facts, is_blank
from eforms.judging.answers import clean_all, visible_fields
from eforms.versions.comparing import Spot, spots

Content = Mapping[str, Any]
Definition = Mapping[str, Any]
Item = dict[str, str]  # {"kind", "step", "key", "label", "label_en", "old"}: what the applicant is shown

NEW, NEW_STEP, REQUIRED, CHANGED, UNFIT, GONE = "new", "new_step", "required", "changed", "unfit", "gone"
ACTED_ON = (NEW, REQUIRED, CHANGED, UNFIT)  # their steps are no longer done

WRITTEN = {"text", "long_text", "full_name", "pattern"}  # answers that are any words
NUMBERS = {"integer", "decimal", "money", "percent", "year"}
TICKS = {"yes_no", "declaration"}
FILES = {"file", "photo"}
MISSING = object()


@dataclass
class Carried:
    """A draft's state on the newer version. `to_check`: what the applicant is to look at, in order."""

    answers: dict[str, Any]
    typed: dict[str, Any]
    done: list[str]
    to_check: list[Item] = field(default_factory=list)


def carry(
    old: Content,
    new: Content,
    *,
    answers: Mapping[str, Any],
    typed: Mapping[str, Any],
    done: list[str],
    facts: Facts,
) -> Carried:
    """Carry a draft over from `old` to `new`. Codes only `new` knows count as answered there already."""
    before, after = spots(old), spots(new)
    items: list[Item] = []
    data: dict[str, Any] = {}
    for key, value in answers.items():
        was, now = before.get(key), _top(after, key)
        if now is None:
            items += [_gone(was, value)] if was is not None else []
            continue
        taken = value if was is None else _taken(was.definition, now, value, items)
        if taken is MISSING:
            items.append(_item(UNFIT, now, _said(was, value)))
        else:
            data[key] = taken
    values, errors = clean_all(new, data, facts=facts)
    kept = {key: raw for key, raw in typed.items() if _same_type(before.get(key), _top(after, key))}
    items += _judged(before, after, data, values, errors, done, kept)
    items += _renewed(before, after, values, done)
    items += _new_steps(old, new, values, done, facts)
    order = {key: number for number, key in enumerate(after)}
    items.sort(key=lambda item: order.get(item["key"], len(order)))
    touched = {item["step"] for item in items if item["kind"] in ACTED_ON}
    steps = [step["id"] for step in new["steps"]]
    return Carried(values, kept, [one for one in done if one in steps and one not in touched], items)


def _top(after: Mapping[str, Spot], key: str) -> Spot | None:
    """A question that stands by itself: answers are stored under these only."""
    spot = after.get(key)
    return spot if spot is not None and spot.parent is None else None


def _same_type(was: Spot | None, now: Spot | None) -> bool:
    return now is not None and (was is None or was.definition["type"] == now.definition["type"])


# -- one answer -----------------------------------------------------------------------------------------


def _taken(was: Definition, now: Spot, value: Any, items: list[Item]) -> Any:
    if was["type"] == now.definition["type"] == "group":
        return _rows(was, now, value, items)
    if was["type"] == now.definition["type"] == "table":
        rows = value if isinstance(value, Mapping) else {}
        return {name: row for name, row in rows.items() if name in _row_ids(now.definition)}
    return _converted(was, now.definition, value)


def _row_ids(definition: Definition) -> set[str]:
    return {row["id"] for row in definition.get("rows") or []}


def _rows(was: Definition, now: Spot, value: Any, items: list[Item]) -> Any:
    """Rows of a group, cell by cell; cells that are no longer asked are told with their words."""
    inner_was = {one["key"]: one for one in was.get("fields") or []}
    inner_now = {one["key"]: one for one in now.definition.get("fields") or []}
    rows: list[dict[str, Any]] = []
    lost: dict[str, list[str]] = {}
    for row in value if isinstance(value, list) else []:
        kept = {}
        for key, cell in row.items() if isinstance(row, Mapping) else ():
            taken = MISSING
            if key in inner_now:
                taken = _converted(inner_was.get(key, inner_now[key]), inner_now[key], cell)
            if taken is MISSING:
                lost.setdefault(key, []).append(_words(inner_was.get(key, {}), cell))
            else:
                kept[key] = taken
        rows.append(kept)
    for key, said in lost.items():
        definition = inner_now.get(key) or inner_was.get(key) or {"key": key}
        item = _item(UNFIT if key in inner_now else GONE, now, "; ".join(said))
        items.append({**item, "label": f"{now.definition.get('label', '')} › {definition.get('label', key)}"})
    return rows


def _converted(was: Definition, now: Definition, value: Any) -> Any:
    """The value as the newer type writes it, MISSING when the types have nothing in common."""
    old, new = was["type"], now["type"]
    if old == new or (old in WRITTEN and new in WRITTEN) or {old, new} <= FILES or {old, new} <= TICKS:
        return value
    if {old, new} <= NUMBERS or (old in WRITTEN and isinstance(value, str) and new not in FILES):
        return value
    if new in ("text", "long_text") and old not in {*FILES, "group", "table"}:
        return _words(was, value)
    if (old, new) == ("choice", "choices"):
        return [value]
    if (old, new) == ("choices", "choice") and isinstance(value, list) and len(value) == 1:
        return value[0]
    return MISSING


def _words(definition: Definition, value: Any) -> str:
    """A value as a person reads it; plain when its type is not known any more."""
    kind = TYPES.get(definition.get("type", ""))
    if kind is None or is_blank(value):
        return "" if is_blank(value) else str(value)
    return str(kind.text(definition, value))


def _said(was: Spot | None, value: Any) -> str:
    return _words(was.definition if was else {}, value)


# -- what the applicant is to look at --------------------------------------------------------------------


def _item(kind: str, spot: Spot, old: str = "") -> Item:
    label, english = spot.definition.get("label", ""), spot.definition.get("label_en", "")
    return {
        "kind": kind,
        "step": spot.step["id"],
        "key": (spot.parent or spot.definition)["key"],
        "label": label,
        "label_en": english,
        "old": old,
    }


def _gone(was: Spot, value: Any) -> Item:
    return {**_item(GONE, was, _said(was, value)), "step": ""}


def _judged(
    before: Mapping[str, Spot],
    after: Mapping[str, Spot],
    data: Mapping[str, Any],
    values: Mapping[str, Any],
    errors: Mapping[str, Mapping[str, ValidationError]],
    done: list[str],
    typed: dict[str, Any],
) -> Iterator[Item]:
    """Answers the newer version refuses (kept as typed), questions it asks besides, and what it hides."""
    refused: set[str] = set()
    for step, wrong in errors.items():
        cells = {
            path.split(".")[-1] for path, error in wrong.items() if "." in path and error.code == "required"
        }
        for inner in sorted(cells & set(after)) if step in done else ():  # the other cells stay
            yield _item(REQUIRED if inner in before else NEW, after[inner])
        for key in dict.fromkeys(path.split(".")[0] for path in wrong if path.split(".")[-1] not in cells):
            if key in after and key in data:
                refused.add(key)
                typed.setdefault(key, data[key])
                yield _item(UNFIT, after[key], _said(after[key], data[key]))
            elif key in after and step in done:
                yield _item(REQUIRED if key in before else NEW, after[key])
    for key, value in data.items():
        if key not in values and key not in refused and key in before:
            yield {**_item(GONE, after[key], _said(after[key], value)), "step": ""}


def _renewed(
    before: Mapping[str, Spot], after: Mapping[str, Spot], values: Mapping[str, Any], done: list[str]
) -> Iterator[Item]:
    """Answers that still fit a question that now reads differently."""
    for key in values:
        was, now = before.get(key), after[key]
        if was is None or now.step["id"] not in done:
            continue
        if (was.definition["label"], was.definition["type"]) != (
            now.definition["label"],
            now.definition["type"],
        ):
            yield _item(CHANGED, now, was.definition["label"])


def _new_steps(
    old: Content, new: Content, values: Mapping[str, Any], done: list[str], facts: Facts
) -> Iterator[Item]:
    """Steps that were put in before one that was finished already."""
    known = {step["id"] for step in old["steps"]}
    asked = {one["key"] for one in visible_fields(new, values, facts=facts)}
    shown = [step for step in new["steps"] if any(one["key"] in asked for one in step["fields"])]
    finished = [number for number, step in enumerate(shown) if step["id"] in done]
    for number, step in enumerate(shown):
        if step["id"] not in known and finished and number < finished[-1]:
            yield {
                "kind": NEW_STEP,
                "step": step["id"],
                "key": "",
                "label": step["title"],
                "label_en": step.get("title_en", ""),
                "old": "",
            }
