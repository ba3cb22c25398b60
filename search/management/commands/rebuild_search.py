"""manage.py rebuild_search: a new index beside the old one, which serves until the new one is whole."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from search import index
from search.engines import scheme
from search.engines.contract import EngineAway
from search.models import SearchEntry

EVERY = 1000


class Command(BaseCommand):
    help = "Write search anew from the releases: rows, vocabulary and the engine's index."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say where engine and rows disagree")
        parser.add_argument("--mend", action="store_true", help="bring only what disagrees in step again")
        parser.add_argument("--index-only", action="store_true", help="leave the rows as they are")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["check"] or options["mend"]:
                self._check(mend=options["mend"])
            else:
                self._rebuild(rows=not options["index_only"])
        except EngineAway as error:
            raise CommandError(f"The search engine ({scheme()}) is away: {error}") from error

    def _check(self, *, mend: bool) -> None:
        found = index.drift()
        for name in ("missing", "left_over", "changed"):
            codes = getattr(found, name)
            self.stdout.write(f"{name}: {len(codes)} {' '.join(codes[:20])}".rstrip())
        if mend:
            index.mend(found)
            self.stdout.write(f"mended: {len(found.codes)}")
        elif found.codes:
            raise CommandError("Engine and database disagree: manage.py rebuild_search --mend")

    def _rebuild(self, *, rows: bool) -> None:
        began = time.monotonic()
        if rows:
            written = index.rewrite(on=timezone.localdate(), told=self._rows)
            self.stdout.write(f"{written} entries")
        number = index.rebuild(told=self._indexed)
        seconds = time.monotonic() - began
        self.stdout.write(f"{number} entries in the index ({scheme()}), {seconds:.1f} s")

    def _rows(self, done: int, all_of: int) -> None:
        if done % EVERY == 0:
            self.stdout.write(f"  {done} of {all_of} procedures")

    def _indexed(self, done: int) -> None:
        if done % EVERY == 0:
            self.stdout.write(f"  {done} of {SearchEntry.objects.count()} in the new index")
