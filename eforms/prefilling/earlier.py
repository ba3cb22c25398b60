"""What the same person filed before, offered beside the questions it answers: taken with one click only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eforms import drafts
from eforms.fields import TYPES
from eforms.fields.contract import Definition, Facts
from eforms.judging.answers import questions_of, visible_fields
from eforms.models import Draft, Submission
from eforms.prefilling.origins import is_fixed, source_of
from eforms.prefilling.prefill import accepted
from eforms.prefilling.representing import KEYS, for_another
from eforms.wording import said

MOST = 20  # submissions looked through, newest first
NOT_TAKEN = frozenset({"file", "photo", "declaration"})


@dataclass(frozen=True)
class Offer:
    """An earlier filing and what of it fits the step: {question key: value}."""

    submission: Submission
    values: Mapping[str, Any]

    @property
    def title(self) -> str:
        return said(self.submission.version.content, "title")

    @property
    def day(self) -> str:
        return drafts.day_of(self.submission.submitted_at).isoformat()


def offer(draft: Draft, step_id: str, facts: Facts) -> Offer | None:
    """The owner's newest filing that answers open questions of the step; filings of this form first.

    What was filed for somebody else is offered only where one files for somebody else again, and the reverse.
    """
    if draft.owner_id is None:
        return None
    open_ones = [
        one
        for one in visible_fields(draft.version.content, draft.answers, step_id, facts=facts)
        if one["key"] not in draft.answers and one["key"] not in KEYS and _can_be_taken(one)
    ]
    if not open_ones:
        return None
    filed = Submission.objects.filter(by=draft.owner_id).select_related("version").order_by("-submitted_at")
    same, other = draft.version.eform_id, for_another(draft.answers)
    alike = [one for one in filed[:MOST] if for_another(one.answers) == other]
    for submission in sorted(alike, key=lambda one: one.version.eform_id != same):
        values = _fitting(submission, open_ones, submission.version.eform_id == same, facts)
        if values:
            return Offer(submission, values)
    return None


def take(draft: Draft, step_id: str, *, at: datetime) -> int:
    """Fill what is offered into the open questions of a step. Returns how many were answered."""
    found = offer(draft, step_id, drafts.facts_of(draft, drafts.day_of(at)))
    if found is None:
        return 0
    origin = {"from": "earlier", "at": at.isoformat(), "day": found.day}
    drafts.fill_in(
        draft, {key: (value, {**origin, "value": value}) for key, value in found.values.items()}, at=at
    )
    return len(found.values)


def _can_be_taken(definition: Definition) -> bool:
    kind = TYPES[definition["type"]]
    typed = not getattr(kind, "UNASKED", False) and definition["type"] not in NOT_TAKEN
    return typed and not is_fixed(definition) and not definition.get("fixed")


def _fitting(
    submission: Submission, asked: list[Definition], same_form: bool, facts: Facts
) -> dict[str, Any]:
    """By the question's own key in the same form; in others by what the portal takes the answer as."""
    before = list(questions_of(submission.version.content))
    by_key = {one["key"]: one for one in before}
    by_use = {one["use"]: one for one in before if one.get("use")}
    values = {}
    for one in asked:
        old = by_use.get(one.get("use") or "")
        if same_form or source_of(one) == "earlier":
            old = by_key.get(one["key"]) or old
        if old is None or old["type"] != one["type"] or old["key"] not in submission.answers:
            continue
        value = accepted(one, submission.answers[old["key"]], facts)
        if value is not None:
            values[one["key"]] = value
    return values
