"""What an officer who signs fills in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from themes.widgets import CodeInput


class SignForm(forms.Form):
    """code: only asked for while no session is open."""

    code = forms.CharField(
        label=_("One-time code"),
        help_text=_("The six digits your app shows now. It counts for 15 minutes of signing."),
        max_length=12,
        required=False,
        widget=CodeInput,
    )

    def __init__(self, data: Any = None, *, asks_code: bool) -> None:
        super().__init__(data)
        if not asks_code:
            del self.fields["code"]


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you do not sign"),
        help_text=_("Whoever prepared the document reads it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
