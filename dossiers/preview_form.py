"""Which real dossier an editor fills texts with, to see them as they will be printed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from dossiers import tracking
from dossiers.models import Dossier
from dossiers.numbering import scanned
from dossiers.reach import may_reach


class PreviewForm(forms.Form):
    """A dossier to fill texts with, which `user` has to see on the desk. procedure: its code; "": any."""

    code = forms.CharField(
        label=gettext_lazy("Code of a dossier"),
        help_text=gettext_lazy(
            "One you may see on the desk, of the procedure in question. Empty: sample words."
        ),
        required=False,
        max_length=80,
    )

    def __init__(self, *args: Any, procedure: str, user: User, at: datetime) -> None:
        super().__init__(*args)
        self.procedure, self.user, self.at = procedure, user, at

    def clean_code(self) -> Dossier | None:
        """The dossier; one that may not be seen is refused as one that is not there."""
        if not self.cleaned_data["code"].strip():
            return None
        code = scanned(self.cleaned_data["code"])
        found = tracking.related()
        if self.procedure:
            found = found.filter(procedure_code=self.procedure)
        dossier: Dossier | None = found.filter(Q(code=code) | Q(request_code=code)).first() if code else None
        if dossier is None or not may_reach(self.user, "dossier.view", dossier, self.at):
            words = _("There is no dossier with this code here that you may see.")
            raise forms.ValidationError(words, code="dossier_unknown")
        return dossier
