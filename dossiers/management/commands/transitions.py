"""`manage.py transitions`: the table of transitions as Markdown, for the docs and for people who ask."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from dossiers.statuses import NATIONAL_LABELS
from dossiers.transitions import PREVIOUS, TABLE, Row


class Command(BaseCommand):
    help = "Print the table of transitions as Markdown."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("| action | from | to | who | only when | then |\n|---|---|---|---|---|---|")
        for row in TABLE:
            self.stdout.write("| " + " | ".join(cells(row)) + " |")


def cells(row: Row) -> list[str]:
    target = "where it was asked" if row.target == PREVIOUS else f"{row.target} {NATIONAL_LABELS[row.target]}"
    sources = ", ".join(f"{source} {NATIONAL_LABELS[source]}" for source in sorted(row.sources))
    conditions = ", ".join(guard.__name__ for guard in (*row.guards, *row.wants))
    return [row.action, sources, target, ", ".join(sorted(row.roles)), conditions, ", ".join(row.effects)]
