"""Adding an internal note to a dossier, and finding those that mention somebody."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.access_log import record
from accounts.models import User
from dossiers.colleagues import DossierNote
from dossiers.models import Dossier
from dossiers.opinions import officer_by_email
from dossiers.reach import may_reach

MENTIONS_SHOWN = 50


def add_note(
    dossier: Dossier, text: str, *, by: User, mention: str = "", key: str, at: datetime
) -> DossierNote:
    """Add a note; the same key gives the first one. `mention`: e-mail of a colleague who sees the dossier.

    Raises ValidationError (note_empty, mention_unknown). Whether `by` may see the dossier, the page asks.
    """
    if known := DossierNote.objects.filter(dossier=dossier, key=key).first():
        return known
    text = text.strip()
    if not text:
        raise ValidationError({"text": ValidationError(_("Write the note."), code="note_empty")})
    mentioned = officer_by_email(mention, at) if mention else None
    if mention and (mentioned is None or not may_reach(mentioned, "dossier.view", dossier, at)):
        message = _("No officer who sees this dossier has this e-mail address.")
        raise ValidationError({"mention": ValidationError(message, code="mention_unknown")})
    note, created = DossierNote.objects.get_or_create(
        dossier=dossier,
        key=key,
        defaults={
            "author": by, "author_name": by.full_name[:200], "mentioned": mentioned, "text": text, "at": at,
        },
    )  # fmt: skip
    if created:
        record(
            user_id=by.pk, action="dossier.note", subject=f"dossier:{dossier.pk}",
            agency=dossier.agency_code, at=at,
        )  # fmt: skip
    return note


def mentioning(user: User) -> QuerySet[DossierNote]:
    """The last notes in which somebody is mentioned."""
    return (
        DossierNote.objects.filter(mentioned=user)
        .select_related("dossier__agency")
        .order_by("-at")[:MENTIONS_SHOWN]
    )
