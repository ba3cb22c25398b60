"""`manage.py audit_dossiers`: recompute every dossier from its events and name what does not agree."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dossiers.models import DailyRoot, Dossier, DossierEvent
from dossiers.replay import audit
from dossiers.roots import checking


class Command(BaseCommand):
    help = "Recompute every dossier from its events; prove columns, hash chain and daily roots."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anchored", metavar="FILE", help="also compare with roots kept outside (daily_root --export)"
        )

    def handle(self, *, anchored: str | None = None, **_options: Any) -> None:
        """Changes nothing."""
        faults = [*audit(), *checking.faults()]
        if anchored:
            lines = Path(anchored).read_text(encoding="utf-8").splitlines()
            faults += checking.unlike(json.loads(line) for line in lines if line.strip())
        for fault in faults:
            self.stderr.write(f"{fault.dossier}: {fault.what} {fault.detail}".rstrip())
        if faults:
            raise CommandError(
                f"{len(faults)} faults in {len({fault.dossier for fault in faults})} dossiers or days."
            )
        self.stdout.write(
            f"{Dossier.objects.count()} dossiers, {DossierEvent.objects.count()} events, "
            f"{DailyRoot.objects.count()} daily roots: all agree."
        )
