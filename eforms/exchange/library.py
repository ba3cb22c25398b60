"""Ready forms shipped with the product: files of the exchange format in eforms/library/."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from accounts.models import User
from eforms.definition import EForm
from eforms.exchange.shape import load
from eforms.exchange.taking_in import code_from, save
from eforms.versions.comparing import spots

FOLDER = Path(__file__).resolve().parent.parent / "library"


@dataclass(frozen=True)
class Entry:
    """A ready form as it is offered. `source`: the circular whose paper form it rebuilds."""

    code: str
    title: str
    title_en: str
    source: str
    source_url: str
    about: str
    steps: int
    questions: int
    scenarios: int


def entries(folder: Path | None = None) -> list[Entry]:
    """The ready forms by title."""
    found = [_entry(load_file(path)) for path in sorted((folder or FOLDER).glob("*.json"))]
    return sorted(found, key=lambda entry: entry.title)


def ready(code: str, folder: Path | None = None) -> dict[str, Any] | None:
    """The file of a ready form; None when the library has none of this code."""
    paths = {path.stem: path for path in (folder or FOLDER).glob("*.json")}
    return load_file(paths[code]) if code in paths else None


def load_file(path: Path) -> dict[str, Any]:
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _load(path: Path, changed: int) -> dict[str, Any]:
    return load(path.read_bytes())


def _entry(data: dict[str, Any]) -> Entry:
    return Entry(
        code=data["code"],
        title=data["title"],
        title_en=data.get("title_en", ""),
        source=data.get("source", ""),
        source_url=data.get("source_url", ""),
        about=data.get("about", ""),
        steps=len(data["steps"]),
        questions=len(spots(data)),
        scenarios=len(data.get("scenarios", ())),
    )


def copy(data: dict[str, Any], *, title: str = "", user: User | None = None) -> EForm:
    """A form of its own with a new code, scenarios included; what it is made from stays as it is.

    Raises ImportRefused.
    """
    name = (title or data["title"])[:250]
    return save({**data, "code": code_from(name), "title": name}, user=user)


def load_missing(
    codes: list[str], *, publish: bool, folder: Path | None = None
) -> tuple[list[str], list[str]]:
    """Bring ready forms in under their own codes; forms that exist stay. Returns (made, left alone).

    Raises ImportRefused, FormIncomplete.
    """
    made, left = [], []
    for code in codes or [entry.code for entry in entries(folder)]:
        data = ready(code, folder)
        if data is None or EForm.objects.filter(code=data["code"]).exists():
            left.append(code)
            continue
        save(data, publish=publish)
        made.append(code)
    return made, left
