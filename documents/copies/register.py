"""Numbers of certified copies: given once each, without gaps, in an agency's register of the year.

A number is bound to its copy in a transaction of its own, before anything is drawn or signed: whoever is
stopped afterwards leaves an entry with its state, never a hole.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from documents.models import CertifiedCopy, CopyRegister, IssuedDocument
from rules.days import VIETNAM


def enter(copy_id: int, *, at: datetime, entries: int = 0) -> CertifiedCopy:
    """The copy with its number; asked again, the same one; none for one that was given up meanwhile. entries:
    how many a book holds, 0: all of a year.

    Two at a time wait for each other at the register's row. Call it outside any other transaction.
    """
    with transaction.atomic():
        copy = (
            CertifiedCopy.objects.select_for_update(of=("self",), no_key=True)
            .select_related("register")
            .get(pk=copy_id)
        )
        if copy.number or copy.state == CertifiedCopy.State.REFUSED:
            return copy
        register = _next(copy.agency_code, at.astimezone(VIETNAM).year, entries)
        copy.register, copy.number, copy.book = register, register.last, register.book
        copy.entered_at, copy.state = at, CertifiedCopy.State.NUMBERED
        copy.save(update_fields=["register", "number", "book", "entered_at", "state"])
    return copy


def _next(agency_code: str, year: int, entries: int) -> CopyRegister:
    """The register with its last number one higher, and a new book where the one in use is full."""
    found = CopyRegister.objects.filter(agency_code=agency_code, year=year)
    if not found.update(last=F("last") + 1):
        with transaction.atomic():
            CopyRegister.objects.get_or_create(agency_code=agency_code, year=year)
        found.update(last=F("last") + 1)
    register = found.get()
    if entries and register.last - register.book_from >= entries:
        register.book, register.book_from = register.book + 1, register.last
        register.save(update_fields=["book", "book_from"])
    return register


def give_up(copy: CertifiedCopy, reason: str, *, at: datetime) -> None:
    """Not issued: the entry keeps its number, with the reason; a document that waits is signed by nobody."""
    copy.state, copy.reason = CertifiedCopy.State.REFUSED, reason.strip()[:500]
    copy.save(update_fields=["state", "reason"])
    waiting = IssuedDocument.objects.filter(copy=copy, state=IssuedDocument.State.SIGNING)
    waiting.update(state=IssuedDocument.State.REFUSED, end_reason=copy.reason, ended_at=at)
