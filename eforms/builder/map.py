"""The map of a form: steps, questions, and which question's answer decides what; as drawing and as a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from eforms.builder.sentences import questions_by_key, sentence
from eforms.checking.arrange import problems
from eforms.checking.never import never_holds
from eforms.compile import compile_content, definitions_of
from eforms.fields import TYPES
from eforms.judging.pseudo import fact_definitions
from eforms.wording import said
from rules import formulas
from rules.conditions import reads
from rules.errors import MalformedCondition, MalformedFormula

LINE, HEAD, GAP, LEFT, WIDTH, LANE, LANES = 28, 40, 24, 16, 520, 14, 16
LONGEST = 58  # letters of a question that fit its line


@dataclass
class Rule:
    """One rule as the map tells it. `reads`: keys; `trouble`: why it can never do anything, or is broken."""

    words: str
    reads: list[str]
    trouble: str = ""


@dataclass
class Node:
    """A question or a step of the map."""

    key: str
    title: str
    kind: str
    anchor: str
    required: bool = False
    rules: list[Rule] = field(default_factory=list)
    y: int = 0
    depth: int = 0

    @property
    def short(self) -> str:
        return self.title if len(self.title) <= LONGEST else f"{self.title[: LONGEST - 1]}…"

    @property
    def broken(self) -> bool:
        return any(rule.trouble for rule in self.rules)


def draw(eform: Any) -> dict[str, Any]:
    """{"steps": [{"node", "nodes", "y", "height"}], "arrows": […], "width", "height", "broken", "count"}."""
    content = compile_content(eform)
    questions = {**fact_definitions(), **questions_by_key(content)}
    steps = [_step(step, number, content, questions) for number, step in enumerate(eform.steps)]
    height = _place(steps)
    nodes = {node.key: node for step in steps for node in [step["node"], *step["nodes"]]}
    arrows = _arrows(nodes.values(), nodes)
    rules = [rule for node in nodes.values() for rule in node.rules]
    return {
        "steps": steps,
        "arrows": arrows,
        "width": LEFT + WIDTH + LANES * LANE + 40,
        "height": height,
        "count": len(rules),
        "broken": [(node, rule) for node in nodes.values() for rule in node.rules if rule.trouble],
        "refused": problems(eform.steps) is not None,
    }


def _step(step: Any, number: int, content: Mapping[str, Any], questions: Mapping[str, Any]) -> dict[str, Any]:
    place = next(place for place, one in enumerate(content["steps"]) if one["id"] == step.value["key"])
    compiled = content["steps"][place]
    before = set(fact_definitions())
    for earlier in content["steps"][:place]:
        before |= _keys(earlier["fields"])
    node = Node(f"step:{compiled['id']}", f"{number + 1}. {said(compiled, 'title')}", "step", str(step.id))
    node.rules = [*_rules(compiled, questions, before)]
    nodes = []
    for child in step.value["fields"]:
        for definition in definitions_of(child):
            nodes.append(_node(child, definition, questions, before, 0))
            nodes += _rows(child, definition, questions, before)
            before |= {definition["key"]}
    node.rules += _refusals(compiled.get("refusals") or (), questions, before)
    return {"node": node, "nodes": nodes}


def _rows(
    child: Any, definition: Mapping[str, Any], questions: Mapping[str, Any], before: set[str]
) -> Iterator[Node]:
    """The questions of a group's rows; those of shared questions lead to the block that takes them in."""
    known = {row.value["key"]: row for row in child.value.get("fields") or ()}
    own: set[str] = set()
    for inner in definition.get("fields") or ():
        yield _node(known.get(inner["key"], child), inner, questions, before | own, 1)
        own.add(inner["key"])


def _keys(definitions: Iterable[Mapping[str, Any]]) -> set[str]:
    return {one["key"] for one in definitions}


def _node(
    child: Any, definition: Mapping[str, Any], questions: Mapping[str, Any], before: set[str], depth: int
) -> Node:
    kind = str(TYPES[definition["type"]].Block().label)
    node = Node(
        definition["key"], said(definition, "label"), kind, str(child.id), bool(definition.get("required"))
    )
    node.depth = depth
    node.rules = [*_rules(definition, questions, before)]
    return node


# -- rules in words -----------------------------------------------------------------------------------


def _rules(item: Mapping[str, Any], questions: Mapping[str, Any], before: set[str]) -> Iterator[Rule]:
    for name, words in (
        ("show_if", _("Shown only when %(when)s")),
        ("require_if", _("Must be answered when %(when)s")),
    ):
        if item.get(name):
            yield _rule(words, item[name], questions, before)
    for limit in item.get("limits") or ():
        yield _rule(_("Limited when %(when)s"), limit.get("when"), questions, before, _operands(limit))
    for check in item.get("checks") or ():
        known = before | {str(item.get("key"))}
        yield _rule(_("Refused when %(when)s"), check.get("when"), questions, known)
    for rule in item.get("set") or ():
        words, read = _("Set by the rule when %(when)s"), _formula(rule.get("formula"))
        yield _rule(words, rule.get("when"), questions, before, read)
    yield from _offers(item, questions, before)


def _offers(item: Mapping[str, Any], questions: Mapping[str, Any], before: set[str]) -> Iterator[Rule]:
    """When choices are offered, and what a formula reads."""
    for option in item.get("options") or ():
        if option.get("show_if"):
            words = _("The choice “%(choice)s” is offered only when %(when)s")
            yield _rule(words, option["show_if"], questions, before, choice=said(option, "label"))
    if item.get("formula"):
        found = _formula(item["formula"])
        words = _("Reckoned by the formula %(formula)s") % {"formula": item["formula"]}
        yield Rule(words, sorted(found), _missing(found, questions, before))


def _refusals(
    refusals: Iterable[Mapping[str, Any]], questions: Mapping[str, Any], before: set[str]
) -> Iterator[Rule]:
    for refusal in refusals:
        yield _rule(_("Cannot be continued when %(when)s"), refusal.get("when"), questions, before)


def _rule(
    words: str,
    condition: Mapping[str, Any] | None,
    questions: Mapping[str, Any],
    before: set[str],
    more: Iterable[str] = (),
    **fill: str,
) -> Rule:
    try:
        found = {*reads(condition), *more}
    except MalformedCondition:
        return Rule(words % {"when": "…", **fill}, [], _("This condition cannot be read. Build it anew."))
    spoken = words % {"when": sentence(condition, questions), **fill}
    return Rule(spoken, sorted(found), _missing(found, questions, before) or _dead(condition, questions))


def _operands(limit: Mapping[str, Any]) -> list[str]:
    values = (limit.get("min"), limit.get("max"))
    return [str(value["field"]) for value in values if isinstance(value, Mapping) and "field" in value]


def _formula(source: Any) -> set[str]:
    try:
        return formulas.reads(source) if source else set()
    except MalformedFormula:
        return set()


def _missing(found: Iterable[str], questions: Mapping[str, Any], before: set[str]) -> str:
    """What the rule reads that is not there, or stands later."""
    for key in sorted(found):
        if key not in questions:
            return _("It reads “%(name)s”, which is not in the form.") % {"name": key}
        inner = any(key in _keys(one.get("fields") or ()) for one in questions.values())
        if key not in before and not inner:
            return _("It reads “%(name)s”, which stands later.") % {"name": said(questions[key], "label")}
    return ""


def _dead(condition: Mapping[str, Any] | None, questions: Mapping[str, Any]) -> str:
    """A condition that no answers can fulfil."""
    return _("It can never hold.") if condition and never_holds(condition, questions) else ""


# -- the drawing --------------------------------------------------------------------------------------


def _place(steps: list[dict[str, Any]]) -> int:
    """Give every step and question its height on the map; returns the map's height."""
    y = LEFT
    for step in steps:
        step["y"], step["node"].y = y, y + HEAD // 2
        for number, node in enumerate(step["nodes"]):
            node.y = y + HEAD + number * LINE + LINE // 2
        step["height"] = HEAD + len(step["nodes"]) * LINE + 8
        y += step["height"] + GAP
    return y


def _arrows(nodes: Iterable[Node], known: Mapping[str, Node]) -> list[dict[str, Any]]:
    """An arrow from each question read to what it decides; lanes keep long arrows apart."""
    found: list[dict[str, Any]] = []
    right = LEFT + WIDTH
    for node in nodes:
        for rule in node.rules:
            for key in rule.reads:
                source = known.get(key)
                if source is None or source is node:
                    continue
                lane = right + 20 + LANE * (len(found) % LANES)
                path = f"M{right} {source.y} C{lane} {source.y} {lane} {node.y} {right + 2} {node.y}"
                found.append(
                    {
                        "path": path,
                        "broken": bool(rule.trouble),
                        "words": f"{source.title} → {node.title}: {rule.words}",
                    }
                )
    return found
