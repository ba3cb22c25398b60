"""What a step's page sends: answers kept even when incomplete, files stored the moment they arrive."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.models import User
from documents.errors import FileRefused
from eforms import drafts
from eforms.answers import step_of
from eforms.errors import TooManyFiles
from eforms.models import Draft
from eforms.step_form import StepForm

Refused = Mapping[str, ValidationError]  # question key -> why a file was not taken


def keep(
    draft: Draft, form: StepForm, *, at: datetime, done: bool | None, passing: bool = False, seconds: int = 0
) -> set[str]:
    """Save what can be accepted of a step, and what cannot as it was typed.

    Returns keys of answers that another window changed since this page was opened; those stayed.
    """
    return drafts.save_step(
        draft,
        form.step_id,
        form.accepted,
        at=at,
        typed=form.pending,
        done=done,
        shown=form.shown_before,
        passing=passing,
        seconds=seconds,
    )


def take_files(request: HttpRequest, draft: Draft, step_id: str, *, at: datetime) -> Refused:
    """Store the files a page sent and remove those it asks to remove, whatever the other answers are."""
    refused: dict[str, ValidationError] = {}
    for key in _file_keys(draft, step_id):
        for upload in request.FILES.getlist(key):
            try:
                drafts.attach(draft, key, upload, by=_person(request), at=at)
            except (FileRefused, TooManyFiles) as reason:
                refused[key] = reason
    verb, _, rest = request.POST.get("wizard-do", "").partition(":")
    key, _, file_id = rest.partition(":")
    if verb == "remove" and key in _file_keys(draft, step_id):
        drafts.detach(draft, key, file_id, at=at)
    return refused


def _file_keys(draft: Draft, step_id: str) -> list[str]:
    step: Mapping[str, Any] = step_of(draft.version.content, step_id)
    return [one["key"] for one in step["fields"] if one["type"] == "file"]


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
