"""What operators read is what there is: every command of ours, every module the documents name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.rooms import FLOOR, ROOT

COMMANDS = sorted(
    path
    for path in ROOT.glob("*/management/commands/*.py")
    if path.parts[-4] in FLOOR and path.stem[0] != "_"
)
MODULE = re.compile(rf"`((?:{'|'.join([*FLOOR, 'tests', 'docs'])})/[\w/.]*)")


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.stem)
def test_every_command_is_in_the_operators_manual(path: Path) -> None:
    assert f"`manage.py {path.stem}" in (ROOT / "docs/operations.md").read_text()


@pytest.mark.parametrize(
    "document", ["README.md", "docs/architecture.md", "docs/operations.md", "docs/imports.md"]
)
def test_every_module_and_command_a_document_names_is_there(document: str) -> None:
    text = (ROOT / document).read_text()
    assert [name for name in MODULE.findall(text) if not (ROOT / name.rstrip(".")).exists()] == []
    ours = {path.stem for path in COMMANDS}
    named = set(re.findall(r"manage\.py (\w+)", text))
    assert named - ours <= {
        "migrate",
        "collectstatic",
        "update_index",
        "createsuperuser",
        "check",
        "makemigrations",
    }
