"""manage.py load_library [CODE …] [--publish]"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from eforms.exchange.library import load_missing, ready


class Command(BaseCommand):
    help = "Bring ready forms of the library in under their own codes; forms that exist are left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("codes", nargs="*", metavar="CODE", help="all when none is named")
        parser.add_argument("--publish", action="store_true", help="publish them at once")

    def handle(self, *args: Any, **options: Any) -> None:
        unknown = [code for code in options["codes"] if ready(code) is None]
        if unknown:
            raise CommandError(f"The library has no {', '.join(unknown)}.")
        try:
            made, left = load_missing(options["codes"], publish=options["publish"])
        except ValidationError as refused:
            raise CommandError("\n".join(refused.messages)) from refused
        self.stdout.write(f"made {len(made)}: {' '.join(made)}; left alone {len(left)}: {' '.join(left)}")
