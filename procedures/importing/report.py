"""What an import did, counted as it goes; the text printed at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from procedures.importing.doubt_words import KINDS, REASONS
from procedures.importing.doubts import Unacceptable
from procedures.importing.upsert import ADDED, CHANGED, UNCHANGED, Outcome


@dataclass(slots=True)
class Report:
    """examples: how many are kept of each doubt. Numbers of doubts are numbers of procedures."""

    examples: int = 5
    dry_run: bool = False
    read: int = 0
    published: int = 0
    results: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)
    shown: dict[str, list[str]] = field(default_factory=dict)
    rejected: list[tuple[int, Unacceptable]] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        self.results[outcome.result] += 1
        self.published += outcome.published
        counted = set()
        for doubt in outcome.doubts:
            if doubt.kind in counted:
                continue
            counted.add(doubt.kind)
            self.doubts[doubt.kind] += 1
            shown = self.shown.setdefault(doubt.kind, [])
            if len(shown) < self.examples:
                shown.append(f"{outcome.code}  {doubt.text}".strip())

    def reject(self, line: int, problem: Unacceptable) -> None:
        self.rejected.append((line, problem))

    def lines(self) -> Iterator[str]:
        if self.dry_run:
            yield _("Dry run: nothing was written.")
        yield _(
            "Read %(read)d: added %(added)d, changed %(changed)d, unchanged %(unchanged)d, "
            "rejected %(rejected)d; published %(published)d."
        ) % {
            "read": self.read,
            "added": self.results[ADDED],
            "changed": self.results[CHANGED],
            "unchanged": self.results[UNCHANGED],
            "rejected": len(self.rejected),
            "published": self.published,
        }
        yield from self._doubt_lines()
        yield from self._rejected_lines()

    def _doubt_lines(self) -> Iterator[str]:
        if self.doubts:
            yield ""
            yield _("Doubts, by number of procedures:")
        for kind, number in self.doubts.most_common():
            yield f"{number:6}  {KINDS[kind]} [{kind}]"
            yield from (f"          {example}" for example in self.shown[kind])

    def _rejected_lines(self) -> Iterator[str]:
        if self.rejected:
            yield ""
            many = len(self.rejected)
            yield ngettext("%(many)d line rejected:", "%(many)d lines rejected:", many) % {"many": many}
        for line, problem in self.rejected:
            reason = f"{REASONS[problem.code]} [{problem.code}]"
            where = _("line %(line)d") % {"line": line}
            yield f"  {where}: {reason} {problem.text}".rstrip()
