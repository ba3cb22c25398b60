"""Settings come from the environment, are documented, and production refuses what only a demo may have."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.house.rooms import ROOT

GOOD = {
    "MODE": "production",
    "SECRET_KEY": "x" * 50,
    "MAIL_URL": "smtp+tls://user:password@mail.example.vn:587",
    "ALLOWED_HOSTS": "mot-cua.example.vn",
    "BASE_URL": "https://mot-cua.example.vn",
}


def start(
    environment: dict[str, str], tmp_path: object, said: str = "'started'"
) -> subprocess.CompletedProcess[str]:
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [
        sys.executable,
        "-c",
        f"import django; from django.conf import settings; settings.INSTALLED_APPS; print({said})",
    ]
    full = {**clean, "DJANGO_SETTINGS_MODULE": "portal.settings", "VAR_DIR": str(tmp_path), **environment}
    return subprocess.run(command, cwd=ROOT, env=full, capture_output=True, text=True, check=False)


def test_production_starts_with_its_own_secrets(tmp_path: object) -> None:
    assert start(GOOD, tmp_path).stdout.strip() == "started"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "demo-secret-key-known-to-everybody-never-use-it-in-production"}, "SECRET_KEY"),
        (
            {"SECRET_KEY_FALLBACKS": "demo-secret-key-known-to-everybody-never-use-it-in-production"},
            "SECRET_KEY_FALLBACKS",
        ),
        ({"DEMO_SKIP_CODE": "1"}, "DEMO_SKIP_CODE"),
        ({"MAIL_URL": "keep:"}, "MAIL_URL"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"BASE_URL": "http://mot-cua.example.vn"}, "BASE_URL"),
    ],
)
def test_production_refuses_what_only_a_demo_may_have(
    change: dict[str, str], named: str, tmp_path: object
) -> None:
    result = start({**GOOD, **change}, tmp_path)
    assert result.returncode != 0
    assert named in result.stderr.strip().splitlines()[-1]


def test_keys_of_before_are_read_so_that_what_they_locked_opens(tmp_path: object) -> None:
    said = start({**GOOD, "SECRET_KEY_FALLBACKS": "older,oldest"}, tmp_path, "settings.SECRET_KEY_FALLBACKS")
    assert said.stdout.strip() == "['older', 'oldest']"


def test_every_setting_is_in_the_operators_table() -> None:
    settings = (ROOT / "portal/settings.py").read_text()
    names = set(re.findall(r"""env\.\w+\(\s*"([A-Z_]+)\"""", settings)) - {"PORT"}
    table = (ROOT / "docs/operations.md").read_text()
    assert {name for name in names if f"`{name}`" not in table} == set()
