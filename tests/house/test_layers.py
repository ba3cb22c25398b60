"""Calls and foreign keys go down the house, never up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from django.apps import apps

from tests.house.rooms import FLOOR, ROOT


def test_imports_keep_the_contract() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_foreign_keys_point_to_a_lower_floor_or_the_same_room() -> None:
    wrong = []
    for model in apps.get_models():
        room = model.__module__.split(".")[0]
        for field in model._meta.get_fields():
            if room not in FLOOR or not field.is_relation or not getattr(field, "concrete", False):
                continue
            target = field.related_model.__module__.split(".")[0] if field.related_model else room
            if target in FLOOR and target != room and FLOOR[target] >= FLOOR[room]:
                wrong.append(f"{model.__name__}.{field.name} -> {target}")
    assert wrong == []


def test_every_room_of_the_project_is_in_the_picture() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert rooms == set(FLOOR)
