"""Timing and the table of figures."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

TIMES = 30


@dataclass(frozen=True)
class Figure:
    """`ours` and `plain` are medians in ms; `plain_is` names the alternative ("" when there is none)."""

    what: str
    ours: float
    worst: float = 0.0
    plain: float = 0.0
    plain_is: str = ""

    @property
    def ratio(self) -> str:
        return f"{self.ours / self.plain:.1f}" if self.plain else "–"


def timed(work: Callable[[], object], times: int) -> tuple[float, float]:
    """Median and 95th percentile of `times` runs after one warm-up, in milliseconds."""
    work()
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begin) * 1000)
    taken.sort()
    return statistics.median(taken), taken[max(0, round(len(taken) * 0.95) - 1)]


def compare(
    what: str, ours: Callable[[], object], plain: Callable[[], object], plain_is: str, times: int = TIMES
) -> Figure:
    """Ours and the plain alternative, timed one after the other."""
    median, worst = timed(ours, times)
    return Figure(what, median, worst, timed(plain, times)[0], plain_is)


def print_table(figures: list[Figure]) -> None:
    width = max(len(figure.what) for figure in figures)
    print(
        f"\n{'what':<{width}}  {'median ms':>10}  {'p95 ms':>8}  {'plain ms':>9}  {'ratio':>6}  plain alternative"
    )
    for one in figures:
        plain = f"{one.plain:.2f}" if one.plain else "–"
        worst = f"{one.worst:.1f}" if one.worst else "–"
        print(
            f"{one.what:<{width}}  {one.ours:>10.2f}  {worst:>8}  {plain:>9}  {one.ratio:>6}  {one.plain_is or '–'}"
        )
