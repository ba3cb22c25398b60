"""manage.py reindex: write every search entry again from the releases."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from procedures.models import Release
from search.index import index_code
from search.models import SearchEntry


class Command(BaseCommand):
    help = "Write every search entry again from the releases."

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        codes = list(Release.objects.order_by("code").values_list("code", flat=True).distinct())
        SearchEntry.objects.exclude(code__in=codes).delete()
        written = sum(index_code(code, on=today) for code in codes)
        self.stdout.write(f"{len(codes)} procedures, {written} entries")
