"""A compared copy goes to the leader: its number, then the document, which waits for their signature.

The number is bound first, in a transaction of its own (documents/copies/register.py). Whoever is stopped
between leaves an entry with a number; submitting again goes on with it.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation

from documents.copies import making
from documents.copies.register import enter
from documents.files import open_file
from documents.issue import issue
from documents.models import CertifiedCopy
from dossiers.actors import Actor
from dossiers.copies.asked import SUBJECT, current
from dossiers.copies.rules import copy_rules
from dossiers.errors import ActionRefused
from dossiers.made_results import with_places
from dossiers.models import Dossier, DossierEvent, locked
from dossiers.result_signing import leader_of
from dossiers.slips.facts import day_words, parts, place_of
from dossiers.transitions import act, find_outcome

ACTION = "submit_copies"
TITLE = "Bản sao chứng thực điện tử"


def submit(
    dossier_id: uuid.UUID | str,
    *,
    actor: Actor,
    key: str,
    at: datetime,
    seen: int | None = None,
    note: str = "",
) -> DossierEvent:
    """Raises what act() raises, and FileRefused for a scan that cannot be drawn; then no number is given."""
    if first := find_outcome(dossier_id, key):
        return act(dossier_id, first.action, actor=actor, key=key, at=at)
    with transaction.atomic():  # whatever is refused is refused before a number is bound
        act(dossier_id, ACTION, actor=actor, key=key, at=at, seen=seen, note=note)
        transaction.set_rollback(True)
    dossier = with_places(dossier_id)
    copy = current(dossier)
    if copy is None or copy.scan is None:
        raise ActionRefused("not_compared")
    with open_file(copy.scan) as content:
        pages = making.pages_of(content.read(), copy.scan.name, copy.pages)
    copy = enter(copy.pk, at=at, entries=copy_rules().entries)
    said = said_of(dossier, copy, at)
    with transaction.atomic():
        locked(dossier_id)
        given: dict[str, Any] = {"number": copy.shown_number, "book": copy.shown_book, "note": note}
        event = act(dossier_id, ACTION, actor=actor, key=key, at=at, seen=seen, **given)
        _issue(dossier, copy, pages, said, at)
    return event


def _issue(
    dossier: Dossier, copy: CertifiedCopy, pages: making.Pages, said: making.Said, at: datetime
) -> None:
    document = issue(
        kind=making.KIND,
        title=TITLE,
        content=lambda printed: making.made(pages, said, printed, at),
        subject=(SUBJECT, str(dossier.pk)),
        agency_name=dossier.agency.name,
        agency_code=dossier.agency_code,
        number=f"{copy.shown_number}, quyển số {copy.shown_book}",
        certifies="Bản sao đúng với bản chính",
        key=f"copy:{copy.pk}",
        at=at,
        wanted=making.wanted(pages, dossier.agency_code),
    )
    CertifiedCopy.objects.filter(pk=copy.pk).update(document=document)


def said_of(dossier: Dossier, copy: CertifiedCopy, at: datetime) -> making.Said:
    """The words of the certification, Vietnamese in every language."""
    rules, day = copy_rules(), day_words(parts(at))
    values = {
        "so_chung_thuc": copy.shown_number,
        "quyen_so": copy.shown_book,
        "ten_giay_to": copy.title,
        "so_trang": str(copy.pages),
        "co_quan": dossier.agency.name,
        "ngay_ky": day,
    }
    with translation.override("vi"):
        return making.Said(
            title=TITLE,
            agency=dossier.agency.name,
            number=copy.shown_number,
            book=copy.shown_book,
            words=rules.said(values),
            signer=rules.who_signs(),
            place=place_of(dossier),
            day=day,
            name=leader_of(dossier, at),
        )
