"""What an importer is not sure of: it keeps the words of the source and says so. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Doubt:
    """kind: one of `doubt_words.KINDS`. text: the words of the source that raised it."""

    kind: str
    text: str = ""


@dataclass(slots=True)
class Doubts:
    """Doubts of one record, each once, in the order found."""

    found: dict[Doubt, None] = field(default_factory=dict)

    def add(self, kind: str, text: object = "") -> None:
        shown = " ".join(str(text if text is not None else "").split())
        self.found[Doubt(kind, shown[:199] + "…" if len(shown) > 200 else shown)] = None

    def __iter__(self) -> Iterator[Doubt]:
        return iter(self.found)

    def as_json(self) -> list[dict[str, str]]:
        return [{"kind": doubt.kind, "text": doubt.text} for doubt in self.found]


class Unacceptable(ValueError):
    """The row cannot become a procedure. Seen in the report with its line number; other rows go on.

    code: one of `doubt_words.REASONS`. text: what was found.
    """

    def __init__(self, code: str, text: object = "") -> None:
        shown = " ".join(str(text).split())
        self.code, self.text = code, shown[:119] + "…" if len(shown) > 120 else shown
        super().__init__(f"{code}: {self.text}")
