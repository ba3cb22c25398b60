"""Entries of a list: of a pinned version, or of a list that another room lends (agencies, provinces).

A version never changes, so it is read once a process. A lent list lives: it is asked for the day, keeps the
names of what is gone, and has the version None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.utils.translation import get_language

from eforms.lists.models import CodeList, CodeListVersion
from rules.text import fold

MOST_FOUND = 30


@dataclass(frozen=True)
class Entry:
    """One thing to choose. `valid`: may still be chosen; one that may not stays readable."""

    code: str
    label: str
    label_en: str = ""
    parent: str = ""
    valid: bool = True

    @property
    def words(self) -> str:
        """In the page's language."""
        return (self.label_en if (get_language() or "").startswith("en") else "") or self.label

    @cached_property
    def folded(self) -> str:
        """What is searched: both languages and the code."""
        return f"{fold(self.label)} {fold(self.label_en)} {self.code.lower()}"

    def holds(self, parts: Sequence[str]) -> bool:
        """Whether all the folded words are in it; "ede" is in "Ê-đê" too."""
        joined = "".join(parts)
        return all(part in self.folded for part in parts) or joined in self.folded.replace(" ", "")


@dataclass(frozen=True)
class Lent:
    """A list of another room. `entries(day)`: (code, name) of what exists; `names(codes)`: of all ever."""

    title: Any
    entries: Callable[[date], Iterable[tuple[str, str]]]
    names: Callable[[set[str]], Mapping[str, str]]


LENT: dict[str, Lent] = {}


def register_list(name: str, lent: Lent) -> None:
    """Lend a list to forms; called in AppConfig.ready() of the room that has it."""
    LENT[name] = lent


def known_lists() -> list[tuple[str, str]]:
    """(code, title) of every list a form can name, for menus."""
    kept = CodeList.objects.filter(versions__isnull=False).distinct().values_list("code", "title")
    return [*kept, *((name, str(lent.title)) for name, lent in LENT.items())]


def current_version(code: str) -> int | None:
    """Number of the newest version of a kept list; None for a lent or an unknown one."""
    numbers = CodeListVersion.objects.filter(code_list__code=code)
    found: int | None = numbers.order_by("-number").values_list("number", flat=True).first()
    return found


def exists(code: str) -> bool:
    return code in LENT or current_version(code) is not None


def entries(code: str, version: int | None, on: date) -> list[Entry]:
    """What may be chosen that day, in the list's order; empty for an unknown list."""
    if version is None:
        return [Entry(*pair) for pair in LENT[code].entries(on)] if code in LENT else []
    return pinned_entries(code, version)


def pinned_entries(code: str, version: int) -> list[Entry]:
    """What may be chosen of a kept list."""
    return [entry for entry in _pinned(code, version).values() if entry.valid]


def find(code: str, version: int | None, given: str, on: date) -> Entry | None:
    """The entry whose code, or else whose words, were given; None when there is none, or several."""
    choosable = entries(code, version, on)
    for entry in choosable:
        if entry.code == given:
            return entry
    wanted = fold(given)
    named = [one for one in choosable if wanted and wanted in (fold(one.label), fold(one.label_en))]
    return named[0] if len(named) == 1 else None


def words_of(code: str, version: int | None, given: str) -> str:
    """The words of a code, also of one that can no longer be chosen; the code itself where it is unknown."""
    if version is None:
        return LENT[code].names({given}).get(given, given) if code in LENT else given
    entry = _pinned(code, version).get(given)
    return entry.words if entry else given


def unknown(code: str, given: Iterable[str]) -> list[str]:
    """The codes no entry of a lent list has or had."""
    asked = list(dict.fromkeys(given))
    names = LENT[code].names(set(asked)) if asked and code in LENT else {}
    return [one for one in asked if one not in names]


def search(code: str, version: int | None, text: str, on: date, most: int = MOST_FOUND) -> list[Entry]:
    """Entries that hold all the words typed, with or without accents; those that begin so come first."""
    typed = fold(text)
    parts = typed.split()
    found = [one for one in entries(code, version, on) if one.holds(parts)]

    def rank(entry: Entry) -> int:
        joined = typed.replace(" ", "")
        names = [fold(words).replace(" ", "") for words in (entry.label, entry.label_en)]
        starts = any(name.startswith(joined) for name in names)
        return 0 if starts or entry.code.lower() == typed else 1

    return sorted(found, key=rank)[:most]


@lru_cache(maxsize=64)
def _pinned(code: str, version: int) -> dict[str, Entry]:
    row = CodeListVersion.objects.filter(code_list__code=code, number=version).first()
    return {one["code"]: Entry(**one) for one in row.entries} if row else {}


def forget() -> None:
    """A version was added (where a test took another back, its number may come again)."""
    _pinned.cache_clear()
