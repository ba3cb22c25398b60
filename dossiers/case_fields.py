"""Form fields of actions about what is in a dossier: questions and papers to choose, colleagues to ask,
results to make."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.correcting import askable
from dossiers.made_results import SUBMIT, made_of, with_text
from dossiers.models import Dossier
from dossiers.parcels import known
from dossiers.result_signing import leader_of
from rules.placeholders import said_as

Field = Callable[[Dossier, datetime, str], forms.Field | None]


def _questions(dossier: Dossier, at: datetime, action: str) -> forms.Field | None:
    """Answers to be corrected by the applicant, or shown to a colleague."""
    choices = [row for rows in askable(dossier).values() for row in rows]
    if not choices:
        return None
    correcting = action == "ask_supplement"
    return forms.MultipleChoiceField(
        label=_("Answers to be corrected") if correcting else _("Answers the colleague may see"),
        help_text=_("The form is opened again for these questions only.") if correcting else "",
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _shown(dossier: Dossier, at: datetime, action: str) -> forms.Field | None:
    choices = [(str(one.file_id), one.file.name) for one in dossier.papers.select_related("file") if one.file]
    if not choices:
        return None
    return forms.MultipleChoiceField(
        label=_("Papers the colleague may see"),
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _colleague(dossier: Dossier, at: datetime, action: str) -> forms.Field:
    hint = _("E-mail address of the officer's account, of any agency. They see only what you choose here.")
    return forms.EmailField(label=_("Whom to ask"), help_text=hint)


def _make(dossier: Dossier, at: datetime, action: str) -> forms.Field | None:
    """Which result is made from its text, where the procedure has texts."""
    to_sign = action == SUBMIT
    found = [one for one in with_text(dossier) if bool(one.get("signatures")) == to_sign]
    if not found:
        return None
    choices = [(one["id"], one["name"]) for one in found]
    once = _("It gets its number when you hand it in. Look at the draft first.")
    return forms.ChoiceField(
        label=_("Document made from its text"),
        help_text=once if to_sign else _("It gets its number when you finish. Look at the draft first."),
        choices=[("", _("No document")), *choices],
        required=False,
    )


def _gaps(dossier: Dossier, at: datetime, action: str) -> forms.Field | None:
    to_sign = action == SUBMIT
    signer = leader_of(dossier, at) if to_sign else "…"
    made = [one for one in made_of(dossier, at=at, signer=signer) if one.signed == to_sign]
    missing = [name for one in made for name in one.missing]
    if not missing:
        return None
    anyway = _("Hand it in although words are missing in the document")
    return forms.BooleanField(
        label=anyway if to_sign else _("Finish although words are missing in the document"),
        help_text=_("Without a value: %(names)s") % {"names": said_as(dict.fromkeys(missing))},
        required=False,
    )


def _carrier(dossier: Dossier, at: datetime, action: str) -> forms.Field | None:
    choices = [(name, name) for name in known()]
    if not choices:
        return None
    return forms.ChoiceField(
        label=_("Sent by post with"),
        choices=[("", _("Handed over at the counter")), *choices],
        required=False,
    )


def _tracking(dossier: Dossier, at: datetime, action: str) -> forms.Field | None:
    if not known():
        return None
    return forms.CharField(
        label=_("Tracking code"),
        help_text=_("As on the slip of the post. The applicant sees it and can follow the parcel."),
        required=False,
        max_length=50,
    )


FIELDS: dict[str, Field] = {
    "carrier": _carrier,
    "tracking": _tracking,
    "questions": _questions,
    "shown": _shown,
    "colleague": _colleague,
    "make": _make,
    "gaps": _gaps,
}
BESIDE = {
    "questions_unknown": "questions",
    "colleague_unknown": "colleague",
    "shown_unknown": "shown",
    "text_missing": "message",
    "result_unknown": "make",
    "result_gaps": "gaps",
    "result_missing": "result",
    "carrier_unknown": "carrier",
    "tracking_missing": "tracking",
}
