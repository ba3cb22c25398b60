"""A portal's `manage.py` commands from one process that stays: each start of Django takes seconds."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import traceback
from contextlib import redirect_stdout

from tests.house.rooms import ROOT


class Commands:
    """Call it with a command's words to get what it prints. AssertionError: the command failed."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.process: subprocess.Popen[str] | None = None

    def __call__(self, *arguments: str) -> str:
        if self.process is None:
            command = [sys.executable, "-m", __name__]
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(json.dumps(arguments), file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        assert answer, f"{arguments[0]} ended the process of commands."
        printed, error = json.loads(answer)
        assert not error, printed[-2000:] + error[-4000:]
        return str(printed)

    def close(self) -> None:
        if self.process is not None:
            self.process.communicate(timeout=40)
            self.process = None


def carry_out(arguments: list[str]) -> tuple[str, str]:
    """What the command printed, and how it failed."""
    from django.core.management import call_command
    from django.db import connections

    printed, error = io.StringIO(), ""
    with redirect_stdout(printed):
        try:
            call_command(*arguments)
        except (Exception, SystemExit):  # noqa: BLE001  however it fails is the answer
            error = traceback.format_exc()
        finally:
            connections.close_all()
    return printed.getvalue(), error


def answer_all() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(carry_out(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    answer_all()
