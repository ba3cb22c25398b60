"""`manage.py keep_papers`: results and papers of dossiers there were before, put into people's stores."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dossiers.kept import keep_of
from dossiers.models import Dossier

STEP = 500


class Command(BaseCommand):
    help = "Put the results in force and the papers found valid of all accepted dossiers into their stores."

    def handle(self, **_options: Any) -> None:
        """Safe to repeat, and while the portal serves: what is there already stays as it is."""
        found = Dossier.objects.exclude(accepted_at=None).order_by("pk")
        found = found.select_related("applicant", "submission__version", "paper_filing")
        kept = dossiers = 0
        for number, dossier in enumerate(found.iterator(chunk_size=STEP), start=1):
            papers = keep_of(dossier, timezone.now())
            kept, dossiers = kept + papers, dossiers + bool(papers)
            if number % 10_000 == 0:
                self.stdout.write(f"{number:,} dossiers …")
        self.stdout.write(f"{kept:,} papers of {dossiers:,} dossiers are in the stores.")
