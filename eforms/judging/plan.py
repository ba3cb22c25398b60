"""A compiled form read once: every rule parsed, what each reads, and who is touched when an answer changes.

Kept by the hash of the form's version; the hash of content that brings none (previews) is made first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from eforms.canonical import digest
from eforms.checking.links import links_of
from eforms.fields import family
from eforms.fields.contract import Definition
from rules import formulas
from rules.errors import MalformedCondition, MalformedFormula
from rules.formulas import Formula
from rules.shapes import Condition, operand, operand_reads, parse, tree_reads

KEPT = 64  # forms whose plan is held in memory


class Compiled(dict[str, Any]):
    """The content of a version as the database holds it: it has a hash, and nobody changes it."""

    hash: str = ""

    def __deepcopy__(self, memo: Any) -> dict[str, Any]:
        from copy import deepcopy

        return {key: deepcopy(part, memo) for key, part in self.items()}


@dataclass(frozen=True)
class Bound:
    """One limit: when it holds the answer lies between the operands."""

    when: Condition | None
    least: Any
    most: Any
    raw: Mapping[str, Any]


@dataclass(frozen=True)
class Refusal:
    """A case that is turned down."""

    when: Condition | None
    raw: Mapping[str, Any]


@dataclass(frozen=True)
class Setting:
    """The answer a rule gives: a literal or a formula."""

    when: Condition | None
    value: Any
    formula: Formula | None


@dataclass(frozen=True, eq=False)
class Node:
    """A question with its rules parsed. `place`: its order in the form; `reads`: what its rules look at."""

    key: str
    definition: Definition
    family: str
    place: int
    show: tuple[Condition, ...]
    require: Condition | None
    bounds: tuple[Bound, ...]
    checks: tuple[Refusal, ...]
    settings: tuple[Setting, ...]
    offered: tuple[Condition | None, ...]  # of each choice
    formula: Formula | None
    rows: tuple[Node, ...]
    reads: frozenset[str]
    stirs: bool = False  # its own answer changes what it shows: rules among the questions of a row, a refusal

    @property
    def type(self) -> str:
        return str(self.definition["type"])


@dataclass(frozen=True, eq=False)
class StepPlan:
    """A step: its questions and what decides about all of it."""

    id: str
    raw: Mapping[str, Any]
    show: Condition | None
    refusals: tuple[Refusal, ...]
    nodes: tuple[Node, ...]


@dataclass(eq=False)
class Plan:
    """All nodes of a form, in order, and the ways between them."""

    steps: tuple[StepPlan, ...]
    nodes: dict[str, Node]
    owner: dict[str, str]  # question of a row -> its group
    step_of: dict[str, StepPlan]
    readers: dict[str, set[str]]  # key -> questions whose rules read it
    _closures: dict[str, tuple[Node, ...]] = field(default_factory=dict)

    def needed(self, keys: Iterable[str]) -> set[str]:
        """The questions and facts behind names a rule uses: a row's question stands for its group."""
        return {self.owner.get(key, key) for key in keys}

    def closure(self, key: str) -> tuple[Node, ...]:
        """The question and all that its rules rest on, in the order of the form."""
        if key not in self._closures:
            self._closures[key] = tuple(self._reached(key, lambda one: self.nodes[one].reads))
        return self._closures[key]

    def dependents(self, key: str) -> list[str]:
        """Keys of the questions whose rules rest on an answer, directly or not; itself is not among them."""
        return [
            one.key for one in self._reached(key, lambda one: self.readers.get(one, ())) if one.key != key
        ]

    def live(self, step: StepPlan) -> set[str]:
        """Questions of a step whose answers change what the step shows."""
        own = {node.key for node in step.nodes}
        refusing = {key for one in step.refusals if one.when for key in self.needed(tree_reads(one.when))}
        reading = {key for node in step.nodes for key in node.reads}
        return {node.key for node in step.nodes if node.stirs} | (own & (refusing | reading))

    def step(self, step_id: str) -> StepPlan:
        """One step. Raises StopIteration when there is none."""
        return next(one for one in self.steps if one.id == step_id)

    def _reached(self, key: str, next_to: Any) -> list[Node]:
        seen, waiting = {key}, [key]
        while waiting:
            found = [one for one in next_to(waiting.pop()) if one not in seen]
            seen.update(found)
            waiting.extend(one for one in found if one in self.nodes)
        return sorted((self.nodes[one] for one in seen if one in self.nodes), key=lambda node: node.place)


def plan_of(content: Mapping[str, Any]) -> Plan:
    """The plan of a form's content."""
    if isinstance(content, Compiled) and content.hash:
        return _kept(_Hashed(content.hash, content))
    return _kept(_Hashed(digest(content), content))


class _Hashed:
    """Content that is looked up by its hash."""

    def __init__(self, fingerprint: str, content: Mapping[str, Any]) -> None:
        self.fingerprint, self.content = fingerprint, content

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and other.fingerprint == self.fingerprint


@lru_cache(maxsize=KEPT)
def _kept(one: _Hashed) -> Plan:
    return build_plan(one.content)


def build_plan(content: Mapping[str, Any]) -> Plan:
    """Read a form. What cannot be parsed is left out: saving refuses it, so that only previews have such."""
    owner = {
        inner["key"]: one["key"]
        for step in content["steps"]
        for one in step["fields"]
        for inner in one.get("fields") or ()
    }
    places = iter(range(10**9))
    steps = tuple(_step(step, owner, places) for step in content["steps"])
    nodes = {node.key: node for step in steps for node in step.nodes}
    readers: dict[str, set[str]] = {}
    for node in nodes.values():
        for key in node.reads:
            readers.setdefault(key, set()).add(node.key)
    step_of = {node.key: step for step in steps for node in step.nodes}
    return Plan(steps, nodes, owner, step_of, readers)


def _step(step: Mapping[str, Any], owner: Mapping[str, str], places: Iterator[int]) -> StepPlan:
    show = condition(step.get("show_if"))
    outer = (show,) if show else ()
    nodes = tuple(_node(one, owner, places, outer) for one in step["fields"])
    return StepPlan(step["id"], step, show, _refusals(step.get("refusals")), nodes)


def _node(
    definition: Definition,
    owner: Mapping[str, str],
    places: Iterator[int],
    outer: tuple[Condition, ...] = (),
) -> Node:
    own = condition(definition.get("show_if"))
    place = next(places)
    node = Node(
        key=definition["key"],
        definition=definition,
        family=family(definition),
        place=place,
        show=(*outer, own) if own else outer,
        require=condition(definition.get("require_if")),
        bounds=tuple(_bound(raw) for raw in definition.get("limits") or ()),
        checks=_refusals(definition.get("checks")),
        settings=tuple(_setting(raw) for raw in definition.get("set") or ()),
        offered=_offered(definition),
        formula=formula(definition.get("formula")),
        rows=tuple(_node(inner, owner, places) for inner in definition.get("fields") or ()),
        reads=frozenset(),
    )
    reads = frozenset(owner.get(key, key) for key in _reads(node))
    return replace(
        node, reads=reads - {node.key, owner.get(node.key, "")}, stirs=node.key in reads or bool(node.checks)
    )


def _offered(definition: Definition) -> tuple[Condition | None, ...]:
    offered = tuple(condition(option.get("show_if")) for option in definition.get("options") or ())
    return offered if any(offered) else ()


def _reads(node: Node) -> set[str]:
    """Names in every rule of a question, those of its rows included."""
    conditions = [
        *node.show,
        node.require,
        *node.offered,
        *(one.when for one in node.bounds),
        *(one.when for one in node.checks),
        *(one.when for one in node.settings),
    ]
    found = {key for one in conditions if one for key in tree_reads(one)}
    for bound in node.bounds:
        found |= operand_reads(bound.least) | operand_reads(bound.most)
    for one in (node.formula, *(setting.formula for setting in node.settings)):
        found |= one.reads if one else set()
    found.update(str(node.definition[name]) for name in links_of(node.type) if node.definition.get(name))
    return found.union(*(_reads(inner) for inner in node.rows))


def condition(raw: Any) -> Condition | None:
    """A parsed condition; None when there is none or it cannot be read."""
    try:
        return parse(raw) if raw else None
    except MalformedCondition:
        return None


def formula(source: Any) -> Formula | None:
    """A compiled formula; None when there is none or it cannot be read."""
    try:
        return formulas.compiled(source) if isinstance(source, str) and source.strip() else None
    except MalformedFormula:
        return None


def as_operand(raw: Any) -> Any:
    try:
        return operand(raw)
    except MalformedCondition:
        return None


def _bound(raw: Mapping[str, Any]) -> Bound:
    return Bound(condition(raw.get("when")), as_operand(raw.get("min")), as_operand(raw.get("max")), raw)


def _refusals(raws: Any) -> tuple[Refusal, ...]:
    return tuple(Refusal(condition(raw.get("when")), raw) for raw in raws or () if condition(raw.get("when")))


def _setting(raw: Mapping[str, Any]) -> Setting:
    return Setting(condition(raw.get("when")), raw.get("value"), formula(raw.get("formula")))
