"""Fifty copies of one agency get their numbers at once, ten of them twice, on whatever DATABASE_URL says.

Run as a program, in a process of its own: prints {"numbers": [...], "entered": [...], "errors": [...]}.
"""

from __future__ import annotations

import json
import os
import sys
import time
from functools import partial

from tests.storms.threads import together

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

HOW_MANY = 50
ENTRIES = 20


def main() -> None:
    import django

    django.setup()
    from django.utils import timezone

    from documents.copies.register import enter
    from documents.models import CertifiedCopy

    at = timezone.now()
    copies = [
        CertifiedCopy.objects.create(
            subject_kind="dossier", subject_id=str(n), agency_code="H08.16", asked_at=at
        ).pk
        for n in range(HOW_MANY)
    ]

    def number(key: int) -> int:
        found = enter(key, at=at, entries=ENTRIES)
        assert enter(key, at=at, entries=ENTRIES).number == found.number
        return int(found.number or 0)

    start = time.perf_counter()
    numbers, errors = together(*[partial(number, key) for key in [*copies, *copies[:10]]])
    seconds = round(time.perf_counter() - start, 2)
    rows = CertifiedCopy.objects.order_by("number").values_list("number", "book")
    json.dump({"numbers": numbers, "entered": list(rows), "errors": errors, "seconds": seconds}, sys.stdout)


if __name__ == "__main__":
    main()
