"""Who is who in a dossier: those who apply, who filed it, in whose name and why, who signed with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from dossiers.models import Dossier, DossierEvent
from eforms.models import CoSignature, Submission
from eforms.pages.review import persons
from eforms.prefilling.representing import reason_words, representative
from eforms.wording import said


def filed_by(submission: Submission | None) -> dict[str, Any]:
    """For the first event: {"submitter"?, "representative"?, "applicants"?}, only what there is to say."""
    if submission is None:
        return {}
    content, answers, by = submission.version.content, submission.answers, submission.by
    stands_for = representative(answers)
    together = [_together(one) for one in persons(content, answers)]
    found = {
        "submitter": {"name": by.full_name, "account": by.pk} if by else None,
        "representative": stands_for,
        "applicants": together if len(together) > 1 else None,
        "signed": _signatures(submission) or None,
    }
    return {name: part for name, part in found.items() if part}


def hands_in(filed: Mapping[str, Any]) -> str:
    """Who stands at the counter: the representative, else the applicant. `filed`: of the first event."""
    return str((filed.get("representative") or {}).get("name") or filed["applicant"]["name"])


def people_of(dossier: Dossier, events: list[DossierEvent]) -> dict[str, Any]:
    """The same for a page or the API: {"submitter", "representative", "applicants", "signed"}."""
    filed: Mapping[str, Any] = events[0].payload if events else {}
    stands_for = filed.get("representative")
    english = (get_language() or "").startswith("en")
    return {
        "submitter": (filed.get("submitter") or {}).get("name", ""),
        "representative": {**stands_for, "reason_words": reason_words(stands_for["reason"], english=english)}
        if stands_for
        else None,
        "applicants": filed.get("applicants") or [],
        "signed": [{**one, "at": parse_datetime(one["at"])} for one in filed.get("signed") or []],
    }


def _together(person: Mapping[str, Any]) -> dict[str, str]:
    parts = {"name": "full_name", "number": "personal_number", "phone": "phone", "email": "email"}
    return {part: str(person.get(use) or "") for part, use in parts.items()}


def _signatures(submission: Submission) -> list[dict[str, str]]:
    """Who agreed to the answers; a signature for other answers would have stopped the filing."""
    labels = {one["id"]: said(one, "label") for one in submission.version.content.get("signers") or ()}
    given = CoSignature.objects.filter(draft=submission.draft_id, state=CoSignature.State.AGREED)
    return [
        {
            "label": labels[one.signer],
            "name": one.name,
            "email": one.email,
            "at": one.decided_at.isoformat() if one.decided_at else "",
            "hash": one.answers_hash,
        }
        for one in given
        if one.signer in labels
    ]
