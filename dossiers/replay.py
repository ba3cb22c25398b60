"""Recompute dossiers from their events: proves the columns and the chain of hashes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossiers import opinions
from dossiers.events import hash_of
from dossiers.models import Dossier, DossierEvent
from dossiers.projection import replayed, stored
from dossiers.stepping import rows

ROW = ("number", "step", "name", "role", "agency_code", "entered_at", "left_at", "outcome")


@dataclass(frozen=True)
class Fault:
    """dossier: shown code. what: a column's name, "chain", "hash", "sequence" or "no events"."""

    dossier: str
    what: str
    detail: str


def audit() -> Iterator[Fault]:
    """Every fault of every dossier; nothing when all is well. Changes nothing."""
    for dossier in (
        Dossier.objects.order_by("pk")
        .select_related("release", "submission")
        .prefetch_related("events")
        .iterator(chunk_size=200)
    ):
        yield from faults_of(dossier)


def faults_of(dossier: Dossier) -> Iterator[Fault]:
    events = sorted(dossier.events.all(), key=lambda event: event.sequence)
    if not events:
        yield Fault(str(dossier), "no events", "")
        return
    broken = list(_chain(dossier, events))
    yield from broken
    if any(fault.what == "hash" for fault in broken):
        return  # a history that was tampered with proves nothing about the columns
    for name, value in replayed(events).items():
        if stored(dossier)[name] != value:
            yield Fault(str(dossier), name, f"{stored(dossier)[name]} ≠ {value}")
    yield from _steps(dossier, events)
    yield from _opinions(dossier, events)


def _steps(dossier: Dossier, events: list[DossierEvent]) -> Iterator[Fault]:
    """The rows of the process against its events; due times follow the calendar, which may change later."""
    wanted = [{name: row[name] for name in ROW} for row in rows(dossier, events)]
    if not wanted and not dossier.release.content.get("process"):
        return
    kept = list(dossier.steps.order_by("number").values(*ROW))
    if kept != wanted:
        yield Fault(str(dossier), "steps", f"{len(kept)} rows kept, {len(wanted)} by the events")


def _opinions(dossier: Dossier, events: list[DossierEvent]) -> Iterator[Fault]:
    wanted = opinions.rows(events)
    kept = {one.number: {name: getattr(one, name) for name in wanted.get(one.number, {})}
            for one in dossier.opinions.all()}  # fmt: skip
    if kept != wanted:
        yield Fault(str(dossier), "opinions", f"{len(kept)} rows kept, {len(wanted)} by the events")


def _chain(dossier: Dossier, events: list[DossierEvent]) -> Iterator[Fault]:
    previous = ""
    for number, event in enumerate(events, start=1):
        if event.sequence != number:
            yield Fault(str(dossier), "sequence", f"{event.sequence} ≠ {number}")
        if event.previous_hash != previous:
            yield Fault(str(dossier), "chain", f"event {event.sequence}")
        if event.hash != hash_of(event):
            yield Fault(str(dossier), "hash", f"event {event.sequence}")
        previous = event.hash
