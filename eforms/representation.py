"""A draft as JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from documents.models import StoredFile
from eforms.drafts import facts_of, first_unfinished
from eforms.judging.answers import visible_steps
from eforms.models import Draft, Submission
from eforms.receivers import costs_of
from eforms.wording import said


def draft_json(draft: Draft, *, on: date) -> dict[str, Any]:
    """A draft for programs. `to_check`: what to look at since the form changed (eforms.versions.carrying).

    `next_step`: where something is missing; None when it can be filed (or was). `costs`: what filing costs,
    once nothing is missing (eforms.receivers.costs_of).
    """
    facts = facts_of(draft, on)
    is_open = draft.state == Draft.State.OPEN
    submission = None if is_open else Submission.objects.filter(draft=draft).first()
    next_step = first_unfinished(draft, facts) if is_open else None
    costs = costs_of(draft, draft.answers) if is_open and next_step is None else {}
    return {
        "id": str(draft.pk),
        "title": draft.title,
        "state": draft.state,
        "form": {
            "code": draft.version.eform.code,
            "number": draft.version.number,
            "hash": draft.version.hash,
        },
        "steps": [
            {"id": step["id"], "title": said(step, "title"), "done": step["id"] in draft.done_steps}
            for step in visible_steps(draft.version.content, draft.answers, facts=facts)
        ],
        "next_step": next_step,
        "costs": dict(costs) or None,
        "to_check": draft.to_check,
        "answers": draft.answers,
        "files": [file_json(stored) for stored in facts.files.values()],
        "receipt": submission.receipt if submission else None,
        "updated_at": draft.updated_at.isoformat(),
    }


def file_json(stored: StoredFile) -> dict[str, Any]:
    return {
        "id": str(stored.pk),
        "name": stored.name,
        "size": stored.size,
        "media_type": stored.media_type,
        "sha256": stored.sha256,
    }
