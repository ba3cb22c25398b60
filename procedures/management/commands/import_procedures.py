"""manage.py import_procedures FILE [--publish] [--dry-run] | --template FILE.xlsx"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from procedures.importing import flat
from procedures.importing.read import UnreadableFile, rows
from procedures.importing.report import Report
from procedures.importing.run import import_procedures


class Command(BaseCommand):
    help = "Bring procedures of the national catalogue in from JSONL, CSV or XLSX (docs/imports.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--publish", action="store_true", help="publish what passes the publish gate")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")
        parser.add_argument("--template", action="store_true", help="write an empty XLSX to FILE instead")
        parser.add_argument("--examples", type=int, default=5, help="examples shown of each doubt")
        parser.add_argument("--every", type=int, default=200, help="rows between two lines of progress")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["template"]:
            flat.write_template(options["file"])
            return
        started = time.monotonic()

        def progress(report: Report) -> None:
            if report.read % options["every"] == 0:
                self._say(report, time.monotonic() - started)

        try:
            report = import_procedures(
                rows(options["file"]),
                at=timezone.now(),
                publish=options["publish"],
                dry_run=options["dry_run"],
                examples=options["examples"],
                progress=progress,
            )
        except UnreadableFile as error:
            raise CommandError(" ".join(error.messages)) from error
        self._say(report, time.monotonic() - started)
        for line in report.lines():
            self.stdout.write(line)

    def _say(self, report: Report, seconds: float) -> None:
        rate = report.read / seconds if seconds else 0
        self.stderr.write(
            _("%(read)d rows, %(rate).0f a second, %(rejected)d rejected")
            % {"read": report.read, "rate": rate, "rejected": len(report.rejected)}
        )
