"""Taking a document out of force: one officer asks, another approves with a one-time code.

Strangers learn of it by the document's code, and only the reason chosen from the list.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import second_factor
from accounts.models import User
from accounts.permissions import may, scope_filter
from documents.errors import ReaderTaken
from documents.models import IssuedDocument, Revocation
from documents.verify import find

ASK, APPROVE = "documents.revoke", "documents.approve_revocation"
Outcome, State = Revocation.Outcome, IssuedDocument.State
Teller = Callable[[IssuedDocument, datetime], None]
TELLERS: dict[str, Teller] = {}
REFUSALS = {
    "not_in_force": _("This document is not in force."),
    "already_asked": _("Somebody has asked for this already; it waits for approval."),
    "words_missing": _("Say what happened, so that whoever decides knows."),
    "replacement": _("The replacing document must be in force, of the same agency, and another one."),
    "decided": _("This has been decided already."),
    "two_people": _("You asked for this yourself: somebody else decides."),
    "why_missing": _("Say why you do not approve."),
}


class RevocationRefused(ValidationError):
    """A revocation cannot be asked for or decided. Officers see it; `code`: a key of REFUSALS."""

    def __init__(self, code: str) -> None:
        super().__init__(REFUSALS[code], code=code)


def register_teller(subject_kind: str, teller: Teller) -> None:
    """Who tells the person that a document of theirs was revoked or replaced; called in the transaction.

    From AppConfig.ready() of the room that has the subject; without one nobody is told. Raises ReaderTaken.
    """
    if TELLERS.get(subject_kind, teller) is not teller:
        raise ReaderTaken(f"Somebody already tells of documents of {subject_kind!r}.")
    TELLERS[subject_kind] = teller


def seen_by(user: User, at: datetime) -> QuerySet[Revocation]:
    """Those of agencies where the officer may ask or approve, newest first."""
    field = "document__agency_code"
    where = scope_filter(user, ASK, field=field, at=at) | scope_filter(user, APPROVE, field=field, at=at)
    everywhere = Q() in (scope_filter(user, one, field=field, at=at) for one in (ASK, APPROVE))
    rows = Revocation.objects.select_related("document", "replacement", "asked_by", "decided_by")
    return rows.filter(Q() if everywhere else where).order_by("-asked_at")


def to_ask_for(user: User, documents: Iterable[IssuedDocument], at: datetime) -> set[uuid.UUID]:
    """Ids of those whose revocation this officer may ask for now; one query where there is one."""
    in_force = [one for one in documents if one.state == State.IN_FORCE]
    agencies = {one.agency_code for one in in_force}
    mine = {code for code in agencies if may(user, ASK, agency_code=code, at=at)}
    found = {one.pk for one in in_force if one.agency_code in mine}
    asked = Revocation.objects.filter(document__in=found, outcome=Outcome.ASKED) if found else None
    return found - set(asked.values_list("document", flat=True)) if asked is not None else found


def ask(
    document: IssuedDocument,
    *,
    by: User,
    reason: str,
    words: str,
    at: datetime,
    replacement: IssuedDocument | None = None,
) -> Revocation:
    """Ask that it no longer counts. Raises PermissionDenied, RevocationRefused."""
    if not may(by, ASK, agency_code=document.agency_code, at=at):
        raise PermissionDenied
    if not words.strip():
        raise RevocationRefused("words_missing")
    with transaction.atomic():
        document = IssuedDocument.objects.select_for_update(no_key=True).get(pk=document.pk)
        if document.state != State.IN_FORCE:
            raise RevocationRefused("not_in_force")
        if document.revocations.filter(outcome=Outcome.ASKED).exists():
            raise RevocationRefused("already_asked")
        if replacement and not _replaces(replacement, document):
            raise RevocationRefused("replacement")
        return Revocation.objects.create(
            document=document,
            reason=reason,
            words=words.strip()[:500],
            replacement=replacement,
            asked_by=by,
            asked_at=at,
        )


def _replaces(one: IssuedDocument, other: IssuedDocument) -> bool:
    return one.pk != other.pk and one.state == State.IN_FORCE and one.agency_code == other.agency_code


def approve(revocation: Revocation, *, by: User, code: str, at: datetime) -> Revocation:
    """The document no longer counts from now on, and whoever has it is told.

    Raises PermissionDenied, RevocationRefused; WrongCode, CodeUsed, CodeLocked, so not inside a transaction.
    """
    _check(revocation, by, at)
    if code.strip() or not settings.DEMO_SKIP_CODE:
        second_factor.check(second_factor.factor_of(by), code, at)
    with transaction.atomic():
        document = IssuedDocument.objects.select_for_update(no_key=True).get(pk=revocation.document_id)
        revocation = _decided(revocation, by, at, Outcome.APPROVED)
        if document.state != State.IN_FORCE:
            raise RevocationRefused("not_in_force")
        replacement = revocation.replacement
        if replacement and not _replaces(replacement, document):
            raise RevocationRefused("replacement")
        document.state = State.REPLACED if replacement else State.REVOKED
        document.replaced_by, document.ended_at = replacement, at
        document.end_reason = revocation.reason
        document.save(update_fields=["state", "replaced_by", "ended_at", "end_reason"])
        if teller := TELLERS.get(document.subject_kind):
            teller(document, at)
    return revocation


def deny(revocation: Revocation, *, by: User, why: str, at: datetime) -> Revocation:
    """It goes on counting. Raises PermissionDenied, RevocationRefused."""
    _check(revocation, by, at)
    if not why.strip():
        raise RevocationRefused("why_missing")
    with transaction.atomic():
        revocation = _decided(revocation, by, at, Outcome.DENIED)
        revocation.why_not = why.strip()[:500]
        revocation.save(update_fields=["why_not"])
    return revocation


def _check(revocation: Revocation, by: User, at: datetime) -> None:
    """Before a code is used up: whether this person may decide this now."""
    if not may(by, APPROVE, agency_code=revocation.document.agency_code, at=at):
        raise PermissionDenied
    if revocation.asked_by_id == by.pk:
        raise RevocationRefused("two_people")
    if revocation.outcome != Outcome.ASKED:
        raise RevocationRefused("decided")


def _decided(revocation: Revocation, by: User, at: datetime, outcome: Revocation.Outcome) -> Revocation:
    held = Revocation.objects.select_for_update(of=("self",), no_key=True).select_related("replacement")
    row = held.get(pk=revocation.pk)
    if row.outcome != Outcome.ASKED:
        raise RevocationRefused("decided")
    row.outcome, row.decided_by, row.decided_at = outcome, by, at
    row.save(update_fields=["outcome", "decided_by", "decided_at"])
    return row


def document_for(user: User, code: str, at: datetime) -> IssuedDocument:
    """The document of a code where the officer may ask. Raises PermissionDenied, also where is none."""
    found = find(code)
    if found is None or not may(user, ASK, agency_code=found.agency_code, at=at):
        raise PermissionDenied
    return found
