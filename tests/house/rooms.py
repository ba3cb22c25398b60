"""The house as data: rooms by floor, counted from the ground. docs/architecture.md draws it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FLOOR = {
    "rules": 0,
    "effects": 0,
    "themes": 0,
    "accounts": 1,
    "documents": 2,
    "payments": 3,
    "eforms": 3,
    "procedures": 4,
    "search": 5,
    "dossiers": 5,
    "portal": 6,
}


def modules() -> Iterator[Path]:
    """Every module of ours, without migrations and tests."""
    for room in FLOOR:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def templates() -> Iterator[Path]:
    for room in FLOOR:
        yield from sorted((ROOT / room).rglob("*.html"))
