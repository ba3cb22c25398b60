"""manage.py import_judged FILE: queries with the procedures that answer them, for trying words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.tables import import_judged


class Command(BaseCommand):
    help = "Take in judged queries: a TSV with the columns query, codes (spaces between) and note."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            new, changed = import_judged(options["file"])
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"The file cannot be read: {error}") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{new} new, {changed} changed")
