"""`manage.py serve`: the web server and the worker together, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from portal.demo.accounts import ACCOUNTS, PASSWORD
from portal.demo.proven import proven


class Command(BaseCommand):
    help = (
        "Serve the portal and run its worker in the foreground; prints the addresses and the demo accounts."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--threads", type=int, default=8)
        parser.add_argument("--prepare", action="store_true", help="migrate and load the demo first")

    def handle(self, *args: Any, port: int, host: str, threads: int, prepare: bool, **options: Any) -> None:
        if prepare:  # in this process: each further one takes seconds to start
            call_command("migrate", verbosity=0)
            call_command("demo")
        web = [
            sys.executable,
            "-m",
            "gunicorn",
            "portal.wsgi",
            "--bind",
            f"{host}:{port}",
            "--threads",
            str(threads),
        ]
        web += ["--workers", "1", "--timeout", "120", "--log-level", "warning"]
        worker = [sys.executable, "manage.py", "worker"]
        # Links in messages and QR codes lead to this port, unless BASE_URL says another address.
        os.environ.setdefault("PORT", str(port))
        processes = [subprocess.Popen(command, cwd=settings.BASE_DIR) for command in (web, worker)]  # noqa: S603
        self.stdout.write(welcome(f"http://{host}:{port}"))
        self.stdout.flush()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: sys.exit(0))
        try:
            while all(process.poll() is None for process in processes):
                time.sleep(0.5)
            self.stderr.write("The web server or the worker stopped; stopping the other one.")
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(timeout=30)
        sys.exit(1)


def welcome(address: str) -> str:
    """What a newcomer needs to start: addresses, and in the demo the accounts."""
    lines = [
        "",
        f"  Một Cửa is open at        {address}/",
        f"  Officers' desk            {address}/can-bo/",
        f"  Editors' admin            {address}/quan-tri/",
        f"  API                       {address}/api/v1/",
    ]
    if settings.DEMO:
        lines += [
            f"  Messages sent (demo)      {address}/tin-nhan/",
            *(f"  To verify (demo)          {address}/xac-minh/{one.verify_code}/" for one in proven()),
            "",
            f"  Demo accounts, password {PASSWORD}:",
        ]
        lines += [f"    {account.email:<32} {account.what}" for account in ACCOUNTS]
        lines += [
            "",
            "  One-time codes of officers and editors: .venv/bin/python manage.py demo_code ACCOUNT",
        ]
    return "\n".join([*lines, "", "  Stop with Ctrl-C.", ""])
