"""manage.py load_calendar [FILE] [--default]"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from procedures.calendar_data import SHIPPED
from procedures.calendar_loading import CalendarFileRefused, load


class Command(BaseCommand):
    help = "Load working days from a JSON file; without one, the national calendar of the portal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", default=SHIPPED)
        parser.add_argument("--default", action="store_true", help="use it for agencies without one")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            data = json.loads(options["file"].read_text(encoding="utf-8-sig"))
            calendar, changed = load(data, default=options["default"])
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        except CalendarFileRefused as error:
            raise CommandError(" ".join(error.messages)) from error
        state = "changed" if changed else "unchanged"
        self.stdout.write(f"{calendar.name}, version {calendar.version}: {state}")
