"""Small modules, short functions, telling names."""

from __future__ import annotations

import ast

from tests.house.rooms import ROOT, modules

LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "services", "common", "misc", "managers"}


def test_no_module_is_longer_than_one_can_read() -> None:
    long = {
        str(p.relative_to(ROOT)): n
        for p in modules()
        if (n := len(p.read_text().splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = []
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}:{node.name} {lines}")
    assert long == []


def test_module_names_say_what_is_inside() -> None:
    assert [str(path) for path in modules() if path.stem in NAMES_THAT_SAY_NOTHING] == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in modules()
        if path.read_text().strip()
        and path.name not in ("apps.py",)
        and not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []
