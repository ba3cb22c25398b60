"""Hold the roots against each other, against the events there are now, and against what was kept outside."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from dossiers.models import DailyRoot, Dossier
from dossiers.replay import Fault
from dossiers.roots import tree
from dossiers.roots.writing import leaves_of


def faults() -> Iterator[Fault]:
    """Every fault of every sealed day; nothing when all is well. A fault of a root is named by its day.

    what: "root" (the chain of days), "deleted" (the whole dossier), "tail" (its last events), "back-dated"
    (an event put into a day that was over), "rewritten" (other hashes than on that day).
    """
    previous: DailyRoot | None = None
    for root in DailyRoot.objects.order_by("day").iterator(chunk_size=10):
        yield from _chain(root, previous)
        events, now = leaves_of(root.day)
        differences = list(_differences(root.day, tree.unpack(bytes(root.leaves)), now))
        yield from differences
        if events != root.events and not differences:
            yield Fault(str(root.day), "root", f"{events} events ≠ {root.events}")
        previous = root


def unlike(anchored: Iterable[Mapping[str, Any]]) -> Iterator[Fault]:
    """Roots kept outside (lines of `daily_root --export`) that are not those stored here."""
    stored = dict(DailyRoot.objects.values_list("day", "hash"))
    for line in anchored:
        here = stored.get(date.fromisoformat(line["day"]))
        if here != line["hash"]:
            yield Fault(line["day"], "anchor", "other root here" if here else "no root here")


def _chain(root: DailyRoot, previous: DailyRoot | None) -> Iterator[Fault]:
    day = str(root.day)
    if root.previous != (previous.hash if previous else ""):
        yield Fault(day, "root", "does not follow the day before")
    if previous and root.day != previous.day + timedelta(days=1):
        yield Fault(day, "root", f"nothing between {previous.day} and this day")
    if root.hash != root.computed():
        yield Fault(day, "root", "says something else than its hash")
    if root.tree != tree.root_of(bytes(root.leaves)):
        yield Fault(day, "root", "its dossiers do not make its tree")


def _differences(day: date, kept: tree.Leaves, now: tree.Leaves) -> Iterator[Fault]:
    wrong = {key: _difference(kept.get(key), now.get(key)) for key in kept.keys() | now.keys()}
    names = {one.pk: str(one) for one in Dossier.objects.filter(pk__in=[key for key in wrong if wrong[key]])}
    for key, what in sorted(wrong.items(), key=lambda one: one[0].bytes):
        if what:
            yield Fault(names.get(key, str(key)), *_said(what, key, day, names, kept))


def _difference(kept: tuple[int, bytes] | None, now: tuple[int, bytes] | None) -> str:
    if kept == now:
        return ""
    if now is None or (kept and now[0] < kept[0]):
        return "tail"
    if kept is None or now[0] > kept[0]:
        return "back-dated"
    return "rewritten"


def _said(
    what: str, key: uuid.UUID, day: date, names: Mapping[uuid.UUID, str], kept: tree.Leaves
) -> tuple[str, str]:
    if key not in names:
        return "deleted", f"was there on {day}"
    last = f", event {kept[key][0]} was its last" if key in kept else ""
    return what, f"{day}{last}"
