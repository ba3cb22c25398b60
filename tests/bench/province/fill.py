"""python -m tests.bench.province.fill COUNT TIMES: fill this DATABASE_URL and measure; JSON on stdout."""

from __future__ import annotations

import json
import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")


def main(count: int, times: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from tests.bench.province.generate import generate
    from tests.bench.province.lives import lived
    from tests.bench.province.measures import measure
    from tests.bench.province.world import build

    call_command("migrate", verbosity=0)
    agencies = build()
    begin = time.monotonic()
    events = generate(count, lived(), agencies, timezone.now())
    filled = time.monotonic() - begin
    told = {"dossiers": count, "events": events, "filled": filled, "measures": measure(times)}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
