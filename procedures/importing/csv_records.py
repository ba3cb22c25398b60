"""The records of a CSV file and the lines they begin at. One with a stray quotation mark costs its line only.

A quotation mark that is never closed makes the lines after it part of its cell. So the mark's own line is
given up, and reading goes on with the line after it.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from procedures.codes import is_procedure


class _Lines:
    """Lines of a file that can be given back. taken: those of the record being read."""

    def __init__(self, file: Iterator[str]) -> None:
        self.file = file
        self.taken: list[str] = []
        self.waiting: deque[str] = deque()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.waiting.popleft() if self.waiting else next(self.file)
        self.taken.append(line)
        return line

    def keep_first(self) -> str:
        """The first line taken; those after it will be read once more."""
        self.waiting.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]
        return self.taken[0]


def records(file: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """(line, cells) for each record; (line, its text) for a line whose quotation marks do not pair."""
    lines, start = _Lines(file), 1
    while True:
        try:
            record: list[str] | str = next(csv.reader(lines, delimiter=delimiter, strict=True))
            if _swallows_a_row(lines.taken, delimiter):
                record = lines.keep_first()
        except csv.Error:
            record = lines.keep_first()
        except StopIteration:
            return
        yield start, record
        start += len(lines.taken)
        lines.taken.clear()


def _swallows_a_row(lines: list[str], delimiter: str) -> bool:
    """Whether a line that became part of a cell begins with a procedure's code, as rows do."""
    return any(
        is_procedure(line.partition(delimiter)[0].strip(' "')) for line in lines[1:] if delimiter in line
    )
