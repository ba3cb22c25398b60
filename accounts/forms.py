"""Forms about one's own account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import second_factor
from accounts.fields import FullNameField, PersonalNumberField, PhoneField
from accounts.models import SecondFactor


class ProfileForm(forms.Form):
    full_name = FullNameField(help_text=_("As on your identity card, with all marks."))
    phone = PhoneField(required=False, help_text=_("We call or text you only about your dossiers."))
    personal_number = PersonalNumberField(
        required=False, help_text=_("12 digits on your identity card. We fill it into your forms for you.")
    )


class CodeForm(forms.Form):
    """The one-time code; valid means it has been accepted and used up."""

    code = forms.CharField(
        label=_("One-time code"),
        help_text=_("Six digits, shown by the app on your phone."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )

    def __init__(self, *args: Any, factor: SecondFactor, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.factor = factor
        self.at = at

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        second_factor.check(self.factor, code, self.at)
        return code
