"""manage.py import_form FILE [--code CODE] [--publish] [--dry-run]"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from eforms.exchange.shape import MOST_BYTES, load
from eforms.exchange.taking_in import Checked, check, save


class Command(BaseCommand):
    help = "Bring a form in from a JSON file, as a draft (docs/eforms.md). Nothing is saved when it is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--code", default="", help="under another code than the file's")
        parser.add_argument("--publish", action="store_true", help="publish it at once")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("rb") as file:
                data = load(file.read(MOST_BYTES + 1))
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        except ValidationError as refused:
            raise CommandError("\n".join(refused.messages)) from refused
        if options["code"]:
            data["code"] = options["code"]
        checked = check(data)
        self._tell(checked)
        if checked.problems:
            raise CommandError(f"Nothing was saved: {len(checked.problems)} problem(s).")
        if not options["dry_run"]:
            try:
                save(data, publish=options["publish"])
            except ValidationError as refused:
                raise CommandError("\n".join(refused.messages)) from refused

    def _tell(self, checked: Checked) -> None:
        for problem in checked.problems:
            self.stderr.write(f"{problem.path}  {problem.place}: {problem.message}")
        if checked.problems:
            return
        what = "changes" if checked.existing else "makes"
        self.stdout.write(f"{what} {checked.code}: {checked.steps} step(s), {checked.questions} question(s)")
        for change in checked.changes:
            self.stdout.write(
                f"  {change.place}: {change.what} {change.before} → {change.after}".rstrip(" →")
            )
        for reason in checked.reasons:
            self.stdout.write(f"  ! {reason}")
