"""File a draft in one transaction: claim it, judge every step again, write the Submission, hand it over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from eforms.canonical import digest
from eforms.drafts import at_desk, day_of, facts_of
from eforms.errors import DraftClosed, DraftMoved, SubmitRefused
from eforms.judging.answers import clean_all
from eforms.models import Draft, Submission
from eforms.prefilling.origins import filed
from eforms.receivers import known_kind, register
from eforms.signing.signers import require
from eforms.versions.moving import bring_up_to_date

__all__ = ["register", "submit"]


def submit(draft: Draft, *, by: User | None, key: str, at: datetime, wish: str = "") -> Submission:
    """File a draft. Asked again, with the same key or another: the first Submission.

    Raises SubmitRefused (errors per step; nothing is changed), NotSigned (others have to sign these answers
    first) and DraftClosed (it was discarded).
    `wish`: what else the receiver is to do, one of those it told of (receivers.destination).
    Raises DraftMoved when the form changed since: the draft is on the newer version then, to be looked at;
    FilingRefused when the receiver says that it cannot take it.
    """
    handler = known_kind(draft.kind)
    if bring_up_to_date(draft, at=at):
        raise DraftMoved
    with transaction.atomic():
        claim = Draft.objects.filter(pk=draft.pk, state=Draft.State.OPEN)
        if not claim.update(state=Draft.State.SUBMITTED, updated_at=at):
            return _first(draft)
        draft.refresh_from_db()
        facts = facts_of(draft, day_of(at))
        values, errors = clean_all(draft.version.content, draft.answers, facts=facts)
        if errors:
            raise SubmitRefused(errors)
        require(draft, values, facts)
        if wish:
            draft.context = {**draft.context, "wish": wish}
            draft.save(update_fields=["context"])
        submission = Submission.objects.create(
            draft=draft,
            version=draft.version,
            answers=values,
            origins=filed(draft.origins, values),
            hash=digest({"version": draft.version.hash, "answers": values}),
            key=key[:100],
            by=None if at_desk(draft) else by,
            submitted_at=at,
            seconds=sum(draft.seconds.values()) or None,
        )
        submission.receipt = dict(handler(submission, at))
        submission.save(update_fields=["receipt"])
    return submission


def _first(draft: Draft) -> Submission:
    submission = Submission.objects.filter(draft_id=draft.pk).first()
    if submission is None:
        raise DraftClosed
    return submission
