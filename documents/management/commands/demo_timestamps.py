"""`manage.py demo_timestamps`: time stamps (RFC 3161) of the demo's authority; refused outside a demo."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.errors import SigningRefused
from documents.signing.stamp_server import server


class Command(BaseCommand):
    help = "Give time stamps over HTTP, for TSA_URL of a demo or of another program."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8318)

    def handle(self, *, port: int = 8318, **_options: Any) -> None:
        try:
            serving = server(port)
        except SigningRefused as refused:
            raise CommandError(refused.messages[0]) from None
        self.stdout.write(f"TSA_URL=http://127.0.0.1:{serving.server_port}/")
        try:
            serving.serve_forever()
        except KeyboardInterrupt:
            serving.server_close()
