"""Form fields of actions about what is in a dossier: questions and papers to choose, colleagues to ask."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from dossiers.correcting import askable
from dossiers.models import Dossier

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


FIELDS: dict[str, Field] = {"questions": _questions, "shown": _shown, "colleague": _colleague}
BESIDE = {
    "questions_unknown": "questions",
    "colleague_unknown": "colleague",
    "shown_unknown": "shown",
    "text_missing": "message",
}
