"""A whole portal as users meet it: its own process, database and demo content, driven by a real Chromium."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.browser.commands import Commands
from tests.browser.filling import follow
from tests.house.rooms import ROOT
from tests.migrated import once

# Chromium without windows (chromium-headless-shell) opens pages in half the time; the whole one does too.
KINDS = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, KINDS)), None)
FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PATIENCE = 30_000  # milliseconds: two browsers on a busy machine are slow, not wrong
VNPAY_SECRET = "TESTSECRETKEY0123456789ABCDEFGHIJ"
WIDTHS = {"phone": 360, "desk": 1280}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Portal:
    """One running portal: `address`, its commands, and ways to stop and start its web server."""

    var: Path
    port: int
    environment: dict[str, str]
    manage: Commands
    process: subprocess.Popen[bytes] | None = None
    sessions: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        log = (self.var / "serve.log").open("ab")
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
        )
        for _ in range(120):
            try:
                with urllib.request.urlopen(f"{self.address}/suc-khoe/", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.5)
        raise AssertionError("The portal did not start:\n" + (self.var / "serve.log").read_text()[-4000:])

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Stop web server, worker and their parent at once; SIGKILL leaves them no time to tidy up."""
        if self.process is not None:
            os.killpg(self.process.pid, number)
            self.process.wait(timeout=40)
            self.process = None

    def code(self, account: str) -> str:
        return self.manage("demo_code", account).strip().split()[-1]


def _load(running: Portal, folders: pytest.TempPathFactory, migrated: Path) -> None:
    """The demo into the portal's folder."""

    def make(folder: Path) -> None:
        shutil.copy(migrated, folder / "portal.sqlite3")
        manage = Commands({**running.environment, "VAR_DIR": str(folder)})
        manage("demo")
        manage.close()

    shutil.copytree(once(folders, "demo", make), running.var, dirs_exist_ok=True)


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Portal]:
    var = tmp_path_factory.mktemp("portal")
    port = free_port()
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment |= {"VAR_DIR": str(var), "PORT": str(port), "PYTHONPATH": str(ROOT), "LOG_LEVEL": "WARNING"}
    environment |= {"PAYMENT_SECRET_VNP": VNPAY_SECRET}
    running = Portal(var=var, port=port, environment=environment, manage=Commands(environment))
    _load(running, tmp_path_factory, migrated)
    running.start()
    yield running
    running.kill(signal.SIGTERM)
    running.manage.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One for each file: Playwright's loop must have ended when later tests sign, which takes a loop too."""
    if CHROMIUM is None:
        pytest.skip(
            "Chromium is not installed: apt-get install chromium (make test does it when run as root)"
        )
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(params=list(WIDTHS), ids=list(WIDTHS))
def width(request: pytest.FixtureRequest) -> int:
    return WIDTHS[request.param]


@pytest.fixture
def open_as(portal: Portal, chromium: Any) -> Iterator[Any]:
    """open_as(account=None, width=1280, javascript=True, touch=False) -> page; sessions are kept."""
    contexts = []

    def open_page(
        account: str | None = None, *, width: int = 1280, javascript: bool = True, touch: bool = False
    ) -> Any:
        context = chromium.new_context(
            base_url=portal.address,
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            has_touch=touch,
            storage_state=portal.sessions.get(account),
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        if account is not None and account not in portal.sessions:
            sign_in(page, portal, account)
            portal.sessions[account] = context.storage_state()
        return page

    yield open_page
    for context in contexts:
        context.close()


def sign_in(page: Any, portal: Portal, account: str) -> None:
    """As a person does it: e-mail, password, and for officers the one-time code."""
    page.goto("/tai-khoan/login/")
    page.fill("input[name=login]", account)
    page.fill("input[name=password]", "mot-cua-demo")
    follow(page, page.locator("main form button[type=submit]").first)
    if page.locator("input[name=code]").count():
        page.fill("input[name=code]", portal.code(account))
        follow(page, page.locator("main form button[type=submit]").first)
    assert "/login/" not in page.url, page.inner_text("main")
