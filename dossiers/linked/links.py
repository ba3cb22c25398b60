"""What was passed on and came back, from the events of the dossier that passed it on. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from dossiers.steps import Run

PASS, TAKE, BACK = "pass_on", "take_back", "come_back"


class Happened(Protocol):
    """What is read of an event."""

    action: str
    at: datetime
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """One time a run of a step was passed on. to: the agency or system that got it, by name.

    dossier: id of the dossier opened there, or system: code of the outside system. outcome: "" while it is
    there, then done, failed (refused, stopped, not deliverable) or taken_back. said: in the others' words.
    """

    run: int
    step: str
    step_name: str
    to: str
    at: datetime
    dossier: str = ""
    procedure: str = ""
    agency: str = ""
    system: str = ""
    ended: datetime | None = None
    outcome: str = ""
    said: str = ""

    @property
    def open(self) -> bool:
        return self.ended is None


def links_of(events: Iterable[Happened]) -> list[Link]:
    """In the order they were passed on."""
    found: list[Link] = []
    for event in events:
        if event.action == PASS:
            said = event.payload
            found.append(Link(step=said["step"], step_name=said["step_name"], at=event.at, **said["passed"]))
        elif event.action in (TAKE, BACK):
            found = [_ended(link, event) for link in found]
    return found


def shares(run: Run, links: Iterable[Link]) -> list[tuple[Link | None, Run]]:
    """The run cut where it was passed on and where it came back: whose time each part was, None: its own."""
    parts: list[tuple[Link | None, Run]] = []
    since: datetime | None = run.entered
    for link in links:
        if link.run == run.number and since:
            parts.append((None, replace(run, entered=since, left=link.at)))
            since = link.ended
            parts.append((link, replace(run, entered=link.at, left=since or run.left)))
    if since:
        parts.append((None, replace(run, entered=since)))
    return parts


def _ended(link: Link, event: Happened) -> Link:
    if not link.open or link.run != event.payload["run"]:
        return link
    outcome = event.payload["outcome"] if event.action == BACK else "taken_back"
    said = event.payload.get("message") or event.payload.get("reason") or ""
    return replace(link, ended=event.at, outcome=outcome, said=said)
