"""Screens only translate; the dossier's status has one writer; settings are read in one place."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.house.rooms import ROOT, modules, templates

WRITES = {"save", "create", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}


def _screens() -> list[Path]:
    return [
        path
        for path in modules()
        if path.name in ("views.py", "api.py") or "desk" in path.parts or "views" in path.parts
    ]


def _writes(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            owner = ast.unparse(node.func.value)
            if "objects" in owner or node.func.attr == "save":
                found.append(f"{path.relative_to(ROOT)}:{node.lineno} {owner}.{node.func.attr}")
        if isinstance(node, ast.Attribute) and node.attr == "atomic":
            found.append(f"{path.relative_to(ROOT)}:{node.lineno} atomic")
    return found


def test_screens_write_nothing_themselves() -> None:
    assert [line for path in _screens() for line in _writes(path)] == []


def test_only_the_projection_assigns_a_dossiers_status() -> None:
    allowed = {"dossiers/transitions.py", "dossiers/projection.py"}
    writers = {
        str(path.relative_to(ROOT))
        for path in modules()
        if path.is_relative_to(ROOT / "dossiers")
        and re.search(r"\bdossier\.status\s*=[^=]", path.read_text())
    }
    assert writers <= allowed


def test_the_environment_is_read_by_the_settings_only() -> None:
    readers = [
        str(path.relative_to(ROOT))
        for path in modules()
        if path != ROOT / "portal/settings.py"
        and re.search(r"os\.environ\b(?!\.setdefault)|os\.getenv", path.read_text())
    ]
    assert readers == []


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_inline() -> None:
    patterns = (
        r"(src|href)=[\"']https?://",
        r"<style",
        r"\sstyle=",
        r"\son\w+=[\"']",
        r"<script(?![^>]*\bsrc=)",
    )
    wrong = [
        f"{path.relative_to(ROOT)}: {pattern}"
        for path in templates()
        for pattern in patterns
        if re.search(pattern, path.read_text())
    ]
    assert wrong == []
