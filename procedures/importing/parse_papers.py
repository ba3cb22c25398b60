"""Papers of a dossier, grouped by the case they belong to. Pure."""

from __future__ import annotations

import re
from typing import Any

from procedures.importing.doubts import Doubts
from procedures.importing.parse_text import bare, count, items, line, record_of, text

LONG_NAME = 600
"""Characters; a longer "name" is a whole instruction."""
LONGEST_NAME = 10_000
MOST_SHEETS = 1_000
NOTE = re.compile(r"[\W_]*(luu y|ghi chu)\b")


def variants(value: Any, doubts: Doubts) -> list[dict[str, Any]]:
    """[{"name", "papers": [{"name", "originals", "copies", "form"}]}]: one entry a case, in order."""
    cases: dict[str, list[dict[str, Any]]] = {}
    for item in items(value, "documents", doubts):
        document = {"name": item} if isinstance(item, str) else record_of(item, "documents", doubts)
        if document is None:
            continue
        case = text(document.get("case"), "case", doubts)
        if NOTE.match(bare(case)):
            doubts.add("case_is_a_note", case)
        if paper := _paper(document, doubts):
            cases.setdefault(case, []).append(paper)
    if not cases:
        doubts.add("no_papers")
    return [{"name": _name(case, doubts), "papers": papers} for case, papers in cases.items()]


def _name(case: str, doubts: Doubts) -> str:
    if len(case) <= LONGEST_NAME // 2:
        return case
    doubts.add("case_name_cut", case)
    return case[: LONGEST_NAME // 2 - 1] + "…"


def _paper(document: dict[str, Any], doubts: Doubts) -> dict[str, Any] | None:
    name = text(document.get("name"), "documents.name", doubts)
    if not name:
        doubts.add("paper_without_name", line(document.get("file"), "file", doubts))
        return None
    if len(name) > LONG_NAME:
        doubts.add("paper_name_long", name)
    originals, copies = (_sheets(document, key, name, doubts) for key in ("originals", "copies"))
    form = line(document.get("file"), "file", doubts)[:500]
    return {
        "name": name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…",
        "originals": originals,
        "copies": copies,
        "form": {"name": form, "url": ""} if form else None,
    }


def _sheets(document: dict[str, Any], key: str, name: str, doubts: Doubts) -> int:
    """0 stands for "not said": the source's nulls, and numbers nobody could mean, become doubts."""
    number = count(document.get(key))
    if number is None or number > MOST_SHEETS:
        doubts.add("paper_count_unclear", f"{key}: {document.get(key)}; {name}")
        return 0
    return number
