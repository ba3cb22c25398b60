"""`manage.py demo_authority`: an authority for trying out, with keys and seals; refused outside a demo."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from documents.errors import SigningRefused
from documents.signing import demo


class Command(BaseCommand):
    help = "Make the demo's certification authority; with --officers also their keys and the agencies' seals."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--officers", action="store_true", help="keys for all who sign, seals for all agencies"
        )

    def handle(self, *, officers: bool = False, **_options: Any) -> None:
        at = timezone.now()
        try:
            made = demo.authority(at)
        except SigningRefused as refused:
            raise CommandError(refused.messages[0]) from None
        self.stdout.write(f"{made.name}\n{made.certificate}")
        if officers:
            people, seals = demo.certify_everybody(at)
            self.stdout.write(f"{people} officers, {seals} agencies.")
