"""A step that asks one question a screen: which screens there are, and the way from one to the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from eforms.fields.contract import Definition
from eforms.pages.asked_fields import is_typed


@dataclass(frozen=True)
class Screens:
    """Keys of the questions of each screen, by the key of the one that is asked there."""

    by_name: dict[str, list[str]]

    @classmethod
    def of(cls, asked: Iterable[Definition]) -> Screens:
        """Each question alone, with the words and reckoned values before it; the last takes the rest."""
        found: dict[str, list[str]] = {}
        waiting: list[str] = []
        last = ""
        for definition in asked:
            waiting.append(definition["key"])
            last = definition["key"]
            if is_typed(definition):
                found[last], waiting = waiting, []
        if waiting and found:
            found[next(reversed(found))] += waiting
        return cls(found or ({last: waiting} if waiting else {}))

    @property
    def names(self) -> list[str]:
        return list(self.by_name)

    def neighbour(self, name: str, by: int) -> str | None:
        """The screen before (-1) or after (1) this one; None at the ends of the step."""
        place = self.names.index(name) + by if name in self.by_name else -1
        return self.names[place] if 0 <= place < len(self.names) else None

    def count(self, name: str) -> dict[str, int] | None:
        """What "Question 2 / 7" is made of."""
        if name not in self.by_name:
            return None
        return {"number": self.names.index(name) + 1, "total": len(self.names)}

    def resumed(self, wrong: Collection[str], answered: Collection[str]) -> str:
        """Where to go on: the first question that is wrong, with those left open before it; else at first."""
        place = next((place for place, name in enumerate(self.names) if name in wrong), None)
        if place is None:
            return self.names[0] if self.names else ""
        while place and self.names[place - 1] not in answered:
            place -= 1
        return self.names[place]
