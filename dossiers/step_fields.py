"""Fields of the forms about steps of the process: which one, what was checked, back to where, the code.

Each takes the dossier and the open steps it can be about: an officer is offered their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from dossiers.models import Dossier, DossierStep
from dossiers.moments import process_of_dossier
from dossiers.stepping import back_to
from procedures.process import CODE
from themes.widgets import CodeInput


def _step(dossier: Dossier, rows: Sequence[DossierStep]) -> forms.Field | None:
    """Which of several; a single one is named by the dossier's page."""
    if len(rows) < 2:
        return None
    return forms.ChoiceField(label=_("Step"), choices=[(row.step, row.name) for row in rows])


def _checked(dossier: Dossier, rows: Sequence[DossierStep]) -> forms.Field | None:
    """What the steps have to look at, step by step where there are several."""
    process = process_of_dossier(dossier)
    steps: dict[str, list[str]] = {}
    for row in rows:
        for check in step.checks if (step := process.step(row.step)) else ():
            steps.setdefault(check, []).append(row.name)
    if not steps:
        return None
    several = len(rows) > 1
    return forms.MultipleChoiceField(
        label=_("What was checked"),
        choices=[(one, f"{', '.join(names)}: {one}" if several else one) for one, names in steps.items()],
        widget=forms.CheckboxSelectMultiple,
        required=not several,
    )


def _to(dossier: Dossier, rows: Sequence[DossierStep]) -> forms.Field:
    found = {step.id: step.name for row in rows for step in back_to(dossier, row)}
    return forms.ChoiceField(label=_("Back to step"), choices=[("", _("Choose")), *found.items()])


def _code(dossier: Dossier, rows: Sequence[DossierStep]) -> forms.Field | None:
    process = process_of_dossier(dossier)
    signed = [row for row in rows if (step := process.step(row.step)) and step.signature == CODE]
    if not signed:
        return None
    return forms.CharField(
        label=_("One-time code"),
        help_text=_("The six digits your app shows now. The history says that you confirmed the step."),
        required=len(signed) == len(rows) and not settings.DEMO_SKIP_CODE,
        max_length=20,
        widget=CodeInput,
    )


OF_STEPS: dict[str, Callable[[Dossier, Sequence[DossierStep]], forms.Field | None]] = {
    "step": _step,
    "checked": _checked,
    "to": _to,
    "code": _code,
}
