"""manage.py import_administrative_units FILE [--agencies] [--dry-run]"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from procedures.importing.doubt_words import REASONS
from procedures.importing.doubts import Unacceptable
from procedures.importing.units import UnitsReport, import_units

LARGEST = 50_000_000


class Command(BaseCommand):
    help = "Bring provinces and communes in from a JSON file (docs/imports.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--agencies", action="store_true", help="also add a people's committee for each")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_units(
                read(options["file"]), agencies=options["agencies"], dry_run=options["dry_run"]
            )
        except Unacceptable as error:
            raise CommandError(f"{REASONS[error.code]} {error.text}") from error
        except (OSError, ValueError, RecursionError) as error:
            raise CommandError(_("The file cannot be read: %(reason)s.") % {"reason": error}) from error
        if options["dry_run"]:
            self.stdout.write(_("Dry run: nothing was written."))
        for line in lines(report):
            self.stdout.write(line)


def read(path: Path) -> Any:
    if path.stat().st_size > LARGEST:
        raise ValueError("> 50 MB")
    return json.loads(path.read_text(encoding="utf-8-sig"))


def lines(report: UnitsReport) -> Iterator[str]:
    yield _(
        "Places: added %(added)d, changed %(changed)d, unchanged %(unchanged)d; agencies added %(agencies)d; "
        "rejected %(rejected)d."
    ) % {
        "added": report.places_added,
        "changed": report.places_changed,
        "unchanged": report.places_unchanged,
        "agencies": report.agencies_added,
        "rejected": len(report.rejected),
    }
    if report.missing:
        shown = ", ".join(report.missing[:20])
        yield _("%(number)d places are not in the file and stay as they are: %(codes)s") % {
            "number": len(report.missing),
            "codes": f"{shown}…" if len(report.missing) > 20 else shown,
        }
    for element, problem in report.rejected:
        yield f"  {element}: {REASONS[problem.code]} [{problem.code}] {problem.text}".rstrip()
