"""Agencies by name: the room above that keeps them says which there are, and what they are called."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Agencies:
    """`entries(day)`: (code, name) of those in office; `names(codes)`: of all that ever were."""

    entries: Callable[[date], Iterable[tuple[str, str]]]
    names: Callable[[set[str]], Mapping[str, str]]


_known: list[Agencies] = []


def register_agencies(agencies: Agencies) -> None:
    """From AppConfig.ready() of the room that keeps agencies."""
    _known[:] = [agencies]


def agencies(on: date) -> list[tuple[str, str]]:
    """(code, name) of every agency in office that day."""
    return list(_known[0].entries(on)) if _known else []


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Names by code; a code nobody knows is its own name."""
    wanted = {one for one in codes if one}
    named = dict(_known[0].names(wanted)) if _known and wanted else {}
    return {one: named.get(one, one) for one in wanted}
