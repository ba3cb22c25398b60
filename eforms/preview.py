"""The editor's preview: every step as a person will see it, hidden questions included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from eforms.fields.contract import Facts
from eforms.step_form import Filling, StepForm


def forms_of(content: Mapping[str, Any]) -> list[StepForm]:
    """A form for each step, unanswered, with all its questions."""
    filling = Filling(content, Facts(on=timezone.localdate()), all_shown=True)
    return [
        StepForm(filling=filling, step_id=step["id"], auto_id=f"id_{step['id']}_%s")
        for step in content["steps"]
    ]
