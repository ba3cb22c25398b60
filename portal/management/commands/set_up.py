"""`manage.py set_up`: home page, catalogue, menus, theme, working days, rights; running it again is safe."""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from dataclasses import fields
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.set_up import Words, set_up

OPTIONS = {
    "name": "name of the portal, shown at the top of every page",
    "name_en": "the same in English",
    "owner": "agency in charge",
    "hotline": "telephone number shown at the foot",
    "address": "postal address shown at the foot",
}


class Command(BaseCommand):
    help = "Make an empty portal work: home page, catalogue, menus, theme, working days, rights. Repeatable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name, what in OPTIONS.items():
            parser.add_argument(f"--{name.replace('_', '-')}", dest=name, help=what)

    def handle(self, *args: Any, **options: Any) -> None:
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        given = {one.name: options[one.name] for one in fields(Words) if options.get(one.name)}
        made = set_up(Words(**given))
        self.stdout.write(f"Made: {', '.join(made)}." if made else "Everything was there already.")
        self.stdout.write(f"The portal answers at {settings.BASE_URL}/")
