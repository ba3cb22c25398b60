"""A condition as a sentence an official reads: for the map, comparing versions and the save checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from eforms.builder import phrases
from eforms.fields import TYPES
from eforms.judging.pseudo import fact_definitions
from eforms.wording import said

Questions = Mapping[str, Mapping[str, Any]]  # key -> definition, rows' questions included


def sentence(condition: Mapping[str, Any] | None, questions: Questions) -> str:
    """The condition in words, in the active language; "always" when there is none.

    Never raises: what cannot be read is said to be so, and a question that is not there is named by its code.
    """
    if not condition:
        return _("always")
    try:
        return _spoken(condition, questions)
    except (TypeError, ValueError, KeyError, AttributeError, StopIteration, RecursionError):
        return _("a condition that cannot be read")


def questions_by_key(content: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Every question of a compiled form by its key, rows' questions included.

    Where several are asked in the same words, each names its step (or its group) too.
    """
    places = [place for step in content["steps"] for one in step["fields"] for place in _placed(step, one)]
    times = Counter(str(one["label"]) for _place, one in places)
    return {
        one["key"]: _told_apart(one, place) if times[str(one["label"])] > 1 else one for place, one in places
    }


def _placed(
    step: Mapping[str, Any], definition: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield said(step, "title"), definition
    for inner in definition.get("fields") or ():
        yield said(definition, "label"), inner


def _told_apart(definition: Mapping[str, Any], place: str) -> Mapping[str, Any]:
    label = _("%(label)s (%(place)s)") % {"label": said(definition, "label"), "place": place}
    return {**definition, "label": label, "label_en": label}


def _spoken(condition: Mapping[str, Any], questions: Questions) -> str:
    if "field" in condition:
        return _row(condition, questions)
    if "rows" in condition:
        how = next(one for one in phrases.QUANTIFIERS if one in condition)
        label = _label(condition["rows"], questions)
        return phrases.QUANTIFIERS[how] % {"label": label, "inner": _inner(condition[how], questions)}
    if "not" in condition:
        return _denied(condition["not"], questions)
    how = "all" if "all" in condition else "any"
    joiner = _(" and ") if how == "all" else _(" or ")
    return joiner.join(_inner(part, questions) for part in condition[how])


def _inner(condition: Mapping[str, Any], questions: Questions) -> str:
    """A part of a larger sentence: several joined stand in brackets."""
    spoken = _spoken(condition, questions)
    return f"({spoken})" if any(len(condition.get(how) or ()) > 1 for how in ("all", "any")) else spoken


def _denied(inner: Mapping[str, Any], questions: Questions) -> str:
    if len(inner.get("any") or ()) > 1:
        parts = "; ".join(_inner(part, questions) for part in inner["any"])
        return _("none of these holds: %(parts)s") % {"parts": parts}
    return _("it does not hold that %(inner)s") % {"inner": _inner(inner, questions)}


def _row(condition: Mapping[str, Any], questions: Questions) -> str:
    asked = _asked(condition["field"], questions)
    label, measure = _label(condition["field"], questions), condition.get("measure")
    kind = phrases.kind_of(asked) if asked else phrases.PARTS
    if measure:
        words = phrases.MEASURES.get(kind, {}).get(measure)
        label, kind = (words % {"label": label} if words else label), phrases.NUMBER
    op = condition["op"]
    compared = phrases.OPERATORS[kind].get(op) or _any_words(op)
    if op in ("filled", "empty"):
        return f"{label} {compared}"
    return f"{label} {compared} {_operand(condition.get('value'), asked if not measure else None, questions)}"


def _any_words(op: str) -> Any:
    return next((ops[op] for ops in phrases.OPERATORS.values() if op in ops), op)


def _asked(key: str, questions: Questions) -> Mapping[str, Any] | None:
    return questions.get(key) or fact_definitions().get(key)


def _label(key: str, questions: Questions) -> str:
    fact = fact_definitions().get(key)
    if fact:
        return str(fact["label"])
    asked = questions.get(key)
    return f"“{said(asked, 'label') if asked else key}”"


def _operand(value: Any, asked: Mapping[str, Any] | None, questions: Questions) -> str:
    if isinstance(value, Mapping):
        if "field" in value:
            return _("the answer to %(label)s") % {"label": _label(value["field"], questions)}
        return phrases.moved(value.get("today") or {})
    if isinstance(value, list | tuple):
        return ", ".join(_operand(one, asked, questions) for one in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return _literal(value, asked)


def _literal(value: Any, asked: Mapping[str, Any] | None) -> str:
    for option in (asked or {}).get("options") or ():
        if option["value"] == value:
            return f"“{said(option, 'label')}”"
    if asked and phrases.kind_of(asked) == phrases.DATE and isinstance(value, str):
        return formats.date_format(date.fromisoformat(value), "d/m/Y")
    if asked and asked.get("list"):
        return f"“{TYPES[asked['type']].text(asked, value)}”"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return formats.localize(value, use_l10n=True)
    return f"“{value}”"
