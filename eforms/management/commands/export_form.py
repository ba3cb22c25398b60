"""manage.py export_form CODE [FILE]"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eforms.definition import EForm
from eforms.exchange.portable import as_text, exported


class Command(BaseCommand):
    help = "Write a form, newest draft included, as a JSON file (docs/eforms.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code")
        parser.add_argument("file", nargs="?", type=Path, help="without it: standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        eform = EForm.objects.filter(code=options["code"]).first()
        if eform is None:
            raise CommandError(f"There is no form {options['code']!r}.")
        text = as_text(exported(eform))
        if options["file"]:
            options["file"].write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text, ending="")
