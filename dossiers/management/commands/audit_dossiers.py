"""`manage.py audit_dossiers`: recompute every dossier from its events and name what does not agree."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dossiers.models import Dossier, DossierEvent
from dossiers.replay import audit


class Command(BaseCommand):
    help = "Recompute every dossier from its events; prove columns and hash chain. Changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(audit())
        for fault in faults:
            self.stderr.write(f"{fault.dossier}: {fault.what} {fault.detail}".rstrip())
        if faults:
            raise CommandError(
                f"{len(faults)} faults in {len({fault.dossier for fault in faults})} dossiers."
            )
        self.stdout.write(
            f"{Dossier.objects.count()} dossiers, {DossierEvent.objects.count()} events: all agree."
        )
