"""`manage.py worker`: carries out what `effects.outbox.send()` promised. Start as many as you like."""

from __future__ import annotations

import logging
import time
from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from effects.reaper import keep_house

logger = logging.getLogger("effects")
HOUSEKEEPING = timedelta(seconds=30)


class OutboxWorker(Worker):
    """The library's worker, which also keeps house every half minute, however busy it is."""

    def __init__(self, interval: float) -> None:
        super().__init__(
            queue_names=["*"],
            interval=interval,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self.house_kept: datetime | None = None

    def run_task(self, db_task_result: DBTaskResult) -> None:
        super().run_task(db_task_result)
        self.keep_house_sometimes()

    def keep_house_sometimes(self) -> None:
        at = timezone.now()
        if self.house_kept is None or at - self.house_kept >= HOUSEKEEPING:
            self.house_kept = at
            keep_house(at)

    def serve(self, *, until_empty: bool) -> None:
        """Work until SIGTERM or SIGINT (the effect in hand is finished first), or until nothing is due."""
        while self.running:
            close_old_connections()
            try:
                self.keep_house_sometimes()
                if (
                    DBTaskResult.objects.ready().exists()
                ):  # a look costs no write lock, the library's claim does
                    self.run()
            except (OperationalError, InterfaceError) as error:
                # The database is away or busy: what was being done is rolled back and comes round again.
                logger.warning("worker: %s, trying again", type(error).__name__)
                connection.close()
            if until_empty:
                return
            if self.running:
                time.sleep(self.interval)


class Command(BaseCommand):
    help = "Carries out work promised in the outbox: messages, documents, indexes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks when idle (1)")
        parser.add_argument("--until-empty", action="store_true", help="stop when nothing is due")

    def handle(self, *, interval: float, until_empty: bool, **_options: Any) -> None:
        worker = OutboxWorker(interval)
        worker.configure_signals()
        worker.serve(until_empty=until_empty)
