"""The processing steps of a procedure (quy trình nội bộ) as a release keeps them. Pure.

`content["process"]`, where there is one: nodes in order, {"id", "branches": [{"id", "name", "steps"}]}. A
node with several branches runs them at the same time and waits for all; most are one branch of one step.
A step: {"id", "name", "name_en", "role", "hours", "when", "checks": [text], "produces": [text], "tell"} and,
only where they say something, {"agency", "form": {"eform", "version", "hash"}, "signature", "fee", "pauses":
[reason], "stops", "national_status", "undo", "opens": {"procedure", "agency"}, "sends"}: releases made before
there were such things read as ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

SUPERIOR = "superior"
"""In place of an agency's code: the agency above the one the dossier was filed with."""
CODE = "code"
MAY_ASK, MUST_BE_PAID = "may_ask", "must_be_paid"


@dataclass(frozen=True, slots=True)
class StepForm:
    """A version of an e-form, pinned by the release: code, number, hash."""

    eform: str
    version: int
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Opens:
    """The dossier a step opens elsewhere (liên thông): code of procedure; of the agency, or SUPERIOR."""

    procedure: str
    agency: str


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work. role: code of who does it. hours: working hours it may take, None without limit.

    when: a formula over the filed answers; the step is passed over where it gives false. checks: what is
    looked at, all of it ticked before the step is done. produces: papers that are made. tell: the applicant
    gets a message when it begins.

    agency: "" the dossier's own, SUPERIOR, or a code. form: what the officer fills in before it is done.
    signature: CODE, its officer gives a one-time code. fee: MAY_ASK, MUST_BE_PAID. pauses: the only reasons
    for which time may be stopped meanwhile, () for all of the release. stops: the reason for which the
    dossier's time rests as long as it is worked on. national_status: what the national system is told (2 or
    4). undo: whether finishing it may be taken back. opens: a dossier elsewhere whose result it waits for;
    sends: code of an outside system whose answer it waits for.
    """

    id: str
    name: str
    role: str
    name_en: str = ""
    hours: float | None = None
    when: str = ""
    checks: tuple[str, ...] = ()
    produces: tuple[str, ...] = ()
    tell: bool = False
    agency: str = ""
    form: StepForm | None = None
    signature: str = ""
    fee: str = ""
    pauses: tuple[str, ...] = ()
    stops: str = ""
    national_status: int = 4
    undo: bool = True
    opens: Opens | None = None
    sends: str = ""

    @property
    def passed_on(self) -> bool:
        """Whether somebody elsewhere does the work, and this step waits for it."""
        return self.opens is not None or bool(self.sends)

    @property
    def asks_nothing(self) -> bool:
        """Whether it is done as soon as what it waited for is there."""
        return not (self.checks or self.form or self.signature)


@dataclass(frozen=True, slots=True)
class Branch:
    id: str
    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Process:
    nodes: tuple[Node, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.nodes)

    def steps(self) -> Iterator[Step]:
        """Every step, in the order an editor wrote them."""
        for _node, _branch, step in self.places():
            yield step

    def places(self) -> Iterator[tuple[int, Branch, Step]]:
        """(number of the node, branch, step) of every step."""
        for number, node in enumerate(self.nodes):
            for branch in node.branches:
                for step in branch.steps:
                    yield number, branch, step

    def step(self, key: str) -> Step | None:
        return next((one for one in self.steps() if one.id == key), None)

    def hours(self) -> float:
        """Working hours of the longest way; steps without limit count nothing."""
        return sum(
            max(sum(step.hours or 0 for step in branch.steps) for branch in node.branches)
            for node in self.nodes
        )


def process_of(content: Mapping[str, Any]) -> Process:
    """The process of a release's content; an empty one where the editor gave none."""
    return Process(tuple(_node(one) for one in content.get("process") or ()))


def _node(raw: Mapping[str, Any]) -> Node:
    return Node(raw["id"], tuple(_branch(one) for one in raw["branches"]))


def _branch(raw: Mapping[str, Any]) -> Branch:
    return Branch(raw["id"], raw.get("name") or "", tuple(_step(one) for one in raw["steps"]))


def _step(raw: Mapping[str, Any]) -> Step:
    return Step(
        id=raw["id"],
        name=raw["name"],
        role=raw["role"],
        name_en=raw.get("name_en") or "",
        hours=raw.get("hours"),
        when=raw.get("when") or "",
        checks=tuple(raw.get("checks") or ()),
        produces=tuple(raw.get("produces") or ()),
        tell=bool(raw.get("tell")),
        agency=raw.get("agency") or "",
        form=StepForm(**raw["form"]) if raw.get("form") else None,
        signature=raw.get("signature") or "",
        fee=raw.get("fee") or "",
        pauses=tuple(raw.get("pauses") or ()),
        stops=raw.get("stops") or "",
        national_status=int(raw.get("national_status") or 4),
        undo=raw.get("undo", True),
        opens=Opens(**raw["opens"]) if raw.get("opens") else None,
        sends=raw.get("sends") or "",
    )
