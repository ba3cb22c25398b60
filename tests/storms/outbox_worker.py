"""A real worker process for the storm on the outbox; its handler writes each run to a file before and after.

python -m tests.storms.outbox_worker LOG prepare COUNT | work
"""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import django
from django.core.management import call_command


def note(line: str, log: Path) -> None:
    with log.open("a") as out:
        out.write(f"{line} {os.getpid()} {time.monotonic()}\n")


def main(log: Path, job: str, count: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    from django.db import connection
    from django_tasks_db.models import DBTaskResult

    from effects import retry
    from effects.handlers import handler
    from effects.models import Effect, Message
    from effects.outbox import send

    retry.FIRST = timedelta(seconds=0.5)

    @handler("slow", lease=timedelta(seconds=2))
    def slow(*, key: str, pause: float) -> None:
        first = not log.exists() or f"begin {key} " not in log.read_text()
        note(f"begin {key}", log)
        Message.objects.create(to="x", subject="x", body="x", key=key)
        time.sleep(pause if first else 0)
        note(f"end {key}", log)

    if job == "prepare":
        with connection.schema_editor() as editor:
            for model in (Effect, Message, DBTaskResult):
                editor.create_model(model)
        for number in range(count):
            send("slow", key=f"e{number}", pause=60.0 if count == 1 else 0.01)
    else:
        call_command("worker", interval=0.2, skip_checks=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 0)
