"""`manage.py serve`: web server and worker know the port they are reached at."""

from __future__ import annotations

import os
import subprocess
from typing import Any

import pytest
from django.core.management import call_command


def test_links_lead_to_the_port_that_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str | None] = []
    monkeypatch.setenv("PORT", "")  # so that it is put back
    monkeypatch.delenv("PORT")

    class Ended:
        """A process that stops at once."""

        def __init__(self, command: list[str], **_rest: Any) -> None:
            started.append(os.environ.get("PORT"))

        def poll(self) -> int:
            return 0

        def terminate(self) -> None: ...

        def wait(self, timeout: float) -> int:
            return 0

    monkeypatch.setattr(subprocess, "Popen", Ended)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    with pytest.raises(SystemExit):
        call_command("serve", port=8123)
    assert started == ["8123", "8123"]
