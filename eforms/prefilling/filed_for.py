"""For which organisation somebody files: its tax code, as the form asks for it or the profile says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts.models import Profile
from eforms.judging.answers import Content, questions_of
from eforms.models import Draft, Submission

ORGANISATION = Profile.Kind.ORGANIZATION.value


def tax_code_of(draft: Draft) -> str:
    """Of the organisation a draft is filled for; "" when for a person."""
    return _found(draft.context, draft.version.content, draft.answers)


def filed_tax_code(submission: Submission, answers: Mapping[str, Any] | None = None) -> str:
    """As `tax_code_of`, of what was filed; answers: as they were put right afterwards."""
    context = submission.draft.context if submission.draft else {}
    return _found(context, submission.version.content, submission.answers if answers is None else answers)


def _found(context: Mapping[str, Any], content: Content, answers: Mapping[str, Any]) -> str:
    if context.get("applicant") != ORGANISATION:
        return ""
    asked = (one["key"] for one in questions_of(content) if one["type"] == "tax_code")
    answered = next((str(answers[key])[:14] for key in asked if answers.get(key)), "")
    return answered or str(context.get("tax_code") or "")
