"""Sensitive answers: read in full by the signed-in person, by who fills, and by officers; masked elsewhere.

They are copied into no title, message or log. Pages that a code and a secret open show them masked.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from eforms.fields.contract import Definition
from eforms.judging.answers import Content, questions_of


def is_sensitive(definition: Definition) -> bool:
    """The question itself, or one of its rows' questions."""
    return bool(definition.get("sensitive")) or any(map(is_sensitive, definition.get("fields") or ()))


def masked(parts: list[dict[str, Any]], content: Content) -> list[dict[str, Any]]:
    """Parts of a review (eforms.pages.review) without what sensitive questions were answered."""
    hidden = {one["key"] for one in questions_of(content) if is_sensitive(one)}
    return [{**part, "rows": [_row(row, hidden) for row in part["rows"]]} for part in parts]


def _row(row: Mapping[str, Any], hidden: set[str]) -> dict[str, Any]:
    if row["key"] not in hidden or not (row["text"] or row["files"]):
        return dict(row)
    return {**row, "text": _("Not shown here: a sensitive answer. Sign in to read it."), "files": []}
