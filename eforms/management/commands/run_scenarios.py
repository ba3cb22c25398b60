"""manage.py run_scenarios [CODE …]"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eforms.compile import compile_content
from eforms.definition import EForm
from eforms.proving.scenarios import run


class Command(BaseCommand):
    help = "Run the scenarios of forms as they stand, newest drafts included; ends with 1 when one fails."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("codes", nargs="*", metavar="CODE", help="all when none is named")

    def handle(self, *args: Any, **options: Any) -> None:
        forms = EForm.objects.order_by("code")
        if options["codes"]:
            forms = forms.filter(code__in=options["codes"])
        count = failed = 0
        for eform in forms:
            newest = eform.get_latest_revision_as_object()
            for verdict in run(compile_content(newest), newest.scenarios):
                count += 1
                failed += not verdict.passed
                self.stdout.write(f"{'ok  ' if verdict.passed else 'FAIL'} {eform.code}: {verdict.name}")
                for line in verdict.differences:
                    self.stdout.write(f"     {line}")
        self.stdout.write(f"{count} scenario(s), {failed} failed")
        if failed:
            raise CommandError(f"{failed} scenario(s) do not pass.")
