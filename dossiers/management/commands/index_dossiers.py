"""`manage.py index_dossiers`: what dossiers are found by, written anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from dossiers.finding import keep_keys
from dossiers.models import Dossier
from dossiers.word_index import lay

STEP = 500


class Command(BaseCommand):
    help = (
        "Write the keys by which dossiers are found by phone, personal number and tax code, "
        "and in PostgreSQL the index of words."
    )

    def handle(self, **_options: Any) -> None:
        """Safe to repeat, and while the portal serves: only what differs is written."""
        if why := lay(connection):
            self.stderr.write(f"No index of words, names are found without one: {why}")
        found = Dossier.objects.order_by("pk").select_related("submission__version").prefetch_related("keys")
        written = 0
        for number, dossier in enumerate(found.iterator(chunk_size=STEP), start=1):
            written += keep_keys(dossier)
            if number % 10_000 == 0:
                self.stdout.write(f"{number:,} dossiers …")
        self.stdout.write(f"{written:,} dossiers written anew, the others were right.")
