"""Form fields of actions about what is in a dossier: questions and papers to choose, colleagues to ask,
results to make."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.correcting import askable
from dossiers.made_results import made_of, with_text
from dossiers.models import Dossier
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
    choices = [(one["id"], one["name"]) for one in with_text(dossier)]
    if not choices:
        return None
    return forms.ChoiceField(
        label=_("Document made from its text"),
        help_text=_("It gets its number when you finish. Look at the draft first."),
        choices=[("", _("No document")), *choices],
        required=False,
    )


def _gaps(dossier: Dossier, at: datetime, action: str) -> forms.Field | None:
    missing = [name for one in made_of(dossier, at=at, signer="…") for name in one.missing]
    if not missing:
        return None
    return forms.BooleanField(
        label=_("Finish although words are missing in the document"),
        help_text=_("Without a value: %(names)s") % {"names": said_as(dict.fromkeys(missing))},
        required=False,
    )


FIELDS: dict[str, Field] = {
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
}
