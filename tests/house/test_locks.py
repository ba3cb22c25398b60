"""Rows are locked so that a row which only refers to them can still be written.

PostgreSQL looks at foreign keys when a transaction ends, in whatever order it likes. A lock that forbids even
that (FOR UPDATE) makes two transactions wait for each other though both lock in the agreed order.
"""

from __future__ import annotations

import ast

from tests.house.rooms import ROOT, modules


def test_every_lock_lets_other_rows_refer_to_the_one_it_holds() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "select_for_update"
        and not any(one.arg == "no_key" for one in node.keywords)
    ]
    assert found == []
