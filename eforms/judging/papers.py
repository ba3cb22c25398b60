"""The papers a form asks for with these answers, and which of them are there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eforms.fields.contract import Facts, is_blank, is_file
from eforms.judging.answers import Content, shown_fields, state_of
from eforms.wording import said


def papers(content: Content, answers: Mapping[str, Any], facts: Facts | None = None) -> list[dict[str, Any]]:
    """[{"paper", "key", "label", "required", "given"}] of each question for files that is asked now.

    `paper`: the required paper the question answers; its own key where the editor named none.
    """
    state = state_of(content, answers, facts)
    return [
        {
            "paper": one.get("paper") or one["key"],
            "key": one["key"],
            "label": said(one, "label"),
            "required": bool(one["required"]),
            "given": not is_blank(state.value(one["key"])),
        }
        for one in shown_fields(state)
        if is_file(one)
    ]
