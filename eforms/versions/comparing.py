"""Two versions of a form in plain words: what was added, taken away, moved, renamed or asked differently.

Questions, steps, choices and rows are matched by their codes, which never change; words may. Pure.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eforms.versions.comparing_paper import paper_changes
from eforms.versions.comparing_words import option_name, said_rule, said_value, type_name
from eforms.wording import said

Content = Mapping[str, Any]
Definition = Mapping[str, Any]

WORDS = {
    "title": gettext_lazy("Title"),
    "title_en": gettext_lazy("Title in English"),
    "label": gettext_lazy("Words of the question"),
    "label_en": gettext_lazy("Words of the question in English"),
    "help": gettext_lazy("Help"),
    "help_en": gettext_lazy("Help in English"),
    "description": gettext_lazy("What the step is about"),
    "description_en": gettext_lazy("What the step is about, in English"),
    "one_by_one": gettext_lazy("One question a screen"),
    "example": gettext_lazy("Example"),
    "example_en": gettext_lazy("Example in English"),
}
RULES = {
    "show_if": gettext_lazy("When it is shown"),
    "require_if": gettext_lazy("When it must be answered"),
    "limits": gettext_lazy("Bounds"),
    "checks": gettext_lazy("When the answer is refused"),
    "set": gettext_lazy("When the value is set by a rule"),
    "formula": gettext_lazy("Formula"),
    "refusals": gettext_lazy("Who cannot continue"),
    "routes": gettext_lazy("Which agency receives it"),
    "signers": gettext_lazy("Who signs as well"),
    "lists": gettext_lazy("Code lists"),
}
HANDLED = {"key", "id", "type", "fields", "required", "options", "rows", "label", *RULES}


@dataclass(frozen=True)
class Change:
    """One difference. `kind`: for programs; `place`: where, in words; `what`: in words; "" when nothing."""

    kind: str
    place: str
    what: str
    before: str = ""
    after: str = ""
    key: str = ""


@dataclass(frozen=True)
class Spot:
    """A question and where it stands: its step, the group or table around it, its turn there."""

    definition: Definition
    step: Mapping[str, Any]
    parent: Definition | None
    turn: int

    @property
    def home(self) -> tuple[str, str]:
        return (self.step["id"], self.parent["key"] if self.parent else "")

    @property
    def around(self) -> str:
        """The step, and the group if any, as words."""
        step = _("Step “%(title)s”") % {"title": said(self.step, "title")}
        return f"{step} › {said(self.parent, 'label')}" if self.parent else step

    @property
    def place(self) -> str:
        return f"{self.around} › {said(self.definition, 'label') or self.definition['key']}"


def compare(old: Content, new: Content) -> list[Change]:
    """What a person must know to move from `old` to `new`, in the order of the newer form."""
    return [*_form(old, new), *_steps(old, new), *_questions(old, new)]


def spots(content: Content) -> dict[str, Spot]:
    """Every question by its code, those of groups and tables too."""
    found: dict[str, Spot] = {}
    for step in content["steps"]:
        for turn, definition in enumerate(step["fields"]):
            found[definition["key"]] = Spot(definition, step, None, turn)
            for place, inner in enumerate(definition.get("fields") or []):
                found[inner["key"]] = Spot(inner, step, definition, place)
    return found


def _form(old: Content, new: Content) -> Iterator[Change]:
    place = _("The form")
    yield from _words(("title", "title_en"), old, new, place)
    known = {**spots(old), **spots(new)}
    yield from _rules(("routes", "signers", "lists"), old, new, place, known)
    questions = {name: spot.definition for name, spot in known.items()}
    for kind, what, before, after in paper_changes(old.get("paper") or [], new.get("paper") or [], questions):
        yield Change(kind, place, what, before, after)


def _words(
    names: Sequence[str], old: Mapping[str, Any], new: Mapping[str, Any], place: str, key: str = ""
) -> Iterator[Change]:
    for name in names:
        before, after = said_value(old.get(name)), said_value(new.get(name))
        if before != after:
            kind = "renamed" if name in ("label", "title") else "words"
            yield Change(kind, place, str(WORDS.get(name, name)), before, after, key)


def _rules(
    names: Sequence[str],
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    place: str,
    known: Mapping[str, Spot],
    key: str = "",
) -> Iterator[Change]:
    questions = {name: spot.definition for name, spot in known.items()}
    for name in names:
        if (old.get(name) or None) != (new.get(name) or None):
            before, after = said_rule(old.get(name), questions), said_rule(new.get(name), questions)
            yield Change("rule", place, str(RULES[name]), before, after, key)


def _steps(old: Content, new: Content) -> Iterator[Change]:
    before = {step["id"]: step for step in old["steps"]}
    after = {step["id"]: step for step in new["steps"]}
    known = {**spots(old), **spots(new)}
    stayed = _in_place([one for one in before if one in after], [one for one in after if one in before])
    for name, step in after.items():
        place = _("Step “%(title)s”") % {"title": said(step, "title")}
        if name not in before:
            yield Change("step_added", place, _("Step added"))
            continue
        if name not in stayed:
            yield Change("moved", place, _("Step moved"), after=_after(list(after.values()), name, "title"))
        words = ("title", "title_en", "description", "description_en", "one_by_one")
        yield from _words(words, before[name], step, place)
        yield from _rules(("show_if", "refusals"), before[name], step, place, known)
    for name, step in before.items():
        if name not in after:
            yield Change(
                "step_removed", _("Step “%(title)s”") % {"title": said(step, "title")}, _("Step taken away")
            )


def _questions(old: Content, new: Content) -> Iterator[Change]:
    before, after = spots(old), spots(new)
    known = {**before, **after}
    moved = _moved(before, after)
    for key, spot in after.items():
        if key not in before:
            kind = type_name(spot.definition["type"])
            yield Change("added", spot.place, _("Question added"), after=_added(spot, kind), key=key)
            continue
        if key in moved:
            yield Change("moved", spot.place, _("Question moved"), before[key].around, moved[key], key)
        yield from _question(before[key].definition, spot, known)
    for key, spot in before.items():
        if key not in after:
            kind = type_name(spot.definition["type"])
            yield Change("removed", spot.place, _("Question taken away"), before=kind, key=key)


def _added(spot: Spot, kind: str) -> str:
    return f"{kind}; {_('must be answered')}" if spot.definition.get("required") else kind


def _question(old: Definition, spot: Spot, known: Mapping[str, Spot]) -> Iterator[Change]:
    new, place, key = spot.definition, spot.place, spot.definition["key"]
    if old["type"] != new["type"]:
        before, after = type_name(old["type"]), type_name(new["type"])
        yield Change("type", place, _("Type of answer"), before, after, key)
    yield from _words(("label",), old, new, place, key)
    if bool(old.get("required")) != bool(new.get("required")):
        what = _("Must now be answered") if new.get("required") else _("Need no longer be answered")
        yield Change("required" if new.get("required") else "optional", place, what, key=key)
    yield from _parts(old, new, "options", "value", place)
    yield from _parts(old, new, "rows", "id", place)
    rules = ("show_if", "require_if", "limits", "checks", "set", "formula")
    yield from _rules(rules, old, new, place, known, key)
    for name in dict.fromkeys([*old, *new]):
        if name in HANDLED or (old["type"] != new["type"] and name not in WORDS):
            continue
        before, after = said_value(old.get(name)), said_value(new.get(name))
        if before != after:
            what = str(WORDS[name]) if name in WORDS else option_name(new["type"], name)
            yield Change("words" if name in WORDS else "option", place, what, before, after, key)


def _parts(old: Definition, new: Definition, name: str, code: str, place: str) -> Iterator[Change]:
    """Choices, or rows of a fixed table, by their codes."""
    before = {one[code]: one for one in old.get(name) or []}
    after = {one[code]: one for one in new.get(name) or []}
    key = new["key"]
    added, removed = (
        (_("Choice added"), _("Choice taken away"))
        if name == "options"
        else (_("Row added"), _("Row taken away"))
    )
    for one, part in after.items():
        if one not in before:
            yield Change(f"{name}_added", place, added, after=said(part, "label"), key=key)
        elif said_value(part) != said_value(before[one]):
            what = _("Choice changed") if name == "options" else _("Row changed")
            yield Change(f"{name}_changed", place, what, _part(before[one]), _part(part), key)
    for one, part in before.items():
        if one not in after:
            yield Change(f"{name}_removed", place, removed, before=said(part, "label"), key=key)


def _part(part: Mapping[str, Any]) -> str:
    words = said(part, "label")
    return f"{words} ({said_rule(part['show_if'], {})})" if part.get("show_if") else words


def _moved(before: Mapping[str, Spot], after: Mapping[str, Spot]) -> dict[str, str]:
    """{key: where it stands now} of the questions that others did not merely push along."""
    found: dict[str, str] = {}
    for home in dict.fromkeys(spot.home for spot in after.values()):
        here = [key for key, spot in after.items() if spot.home == home]
        stayed = _in_place(
            [key for key, spot in before.items() if spot.home == home and key in here],
            [key for key in here if key in before and before[key].home == home],
        )
        for key in here:
            if key in before and key not in stayed:
                definitions = [after[one].definition for one in here]
                found[key] = f"{after[key].around}, {_after(definitions, key, 'label')}"
    return found


def _after(parts: Sequence[Mapping[str, Any]], code: str, words: str) -> str:
    codes = [one.get("key") or one["id"] for one in parts]
    turn = codes.index(code)
    if not turn:
        return _("at the beginning")
    return _("after “%(words)s”") % {"words": said(parts[turn - 1], words)}


def _in_place(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The longest run that keeps its order: the others are those that moved."""
    turn = {code: number for number, code in enumerate(old)}
    ends: list[int] = []  # the smallest last turn of an ordered run of each length
    last: list[str] = []
    previous: dict[str, str] = {}
    for code in (one for one in new if one in turn):
        spot = bisect_left(ends, turn[code])
        ends[spot : spot + 1] = [turn[code]]
        last[spot : spot + 1] = [code]
        if spot:
            previous[code] = last[spot - 1]
    kept: set[str] = set()
    code = last[-1] if last else ""
    while code:
        kept.add(code)
        code = previous.get(code, "")
    return kept
