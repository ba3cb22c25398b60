"""Filing again: a new draft on today's form, with the answers of an earlier filing that still fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eforms.fields.contract import Facts
from eforms.judging.attached import file_questions
from eforms.models import FormVersion, Submission
from eforms.versions.carrying import Carried, carry

ASKED_ANEW = ("declaration", "date_range")  # what a person declares, and spans of time, hold for one filing


def answers_again(earlier: Submission, version: FormVersion, facts: Facts) -> Carried:
    """What of an earlier filing fits the form: its answers without files and declarations, and what to check.

    A date that must lie ahead and has passed does not fit any more; it is told with the rest in `to_check`.
    """
    content = earlier.version.content
    left = {path.split(".")[0] for path in file_questions(content)}
    left |= {one["key"] for step in content["steps"] for one in step["fields"] if one["type"] in ASKED_ANEW}
    kept: Mapping[str, Any] = {key: value for key, value in earlier.answers.items() if key not in left}
    done = [str(step["id"]) for step in content["steps"]]
    return carry(content, version.content, answers=kept, typed={}, done=done, facts=facts)
