"""`manage.py demo`: load the demo content; running it again changes nothing."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.demo.load import load


class Command(BaseCommand):
    help = "Load the demo: agencies, accounts, site, procedures with e-forms, 300 dossiers. Repeatable."

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("wagtail").setLevel(logging.WARNING)  # one line a page would drown the progress

        def say(line: str) -> None:
            self.stdout.write(line)
            self.stdout.flush()

        try:
            load(timezone.now(), say)
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        call_command("worker", until_empty=True)  # Wagtail's own tasks: its search and reference index
