"""Forms about one's own account."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import second_factor
from accounts.channels import KINDS
from accounts.fields import FullNameField, PersonalNumberField, PhoneField
from accounts.models import SecondFactor
from effects.channels import Channel, open_channels
from themes.widgets import CodeInput


class ProfileForm(forms.Form):
    full_name = FullNameField(help_text=_("As on your identity card, with all marks."))
    phone = PhoneField(required=False, help_text=_("We call or text you only about your dossiers."))
    personal_number = PersonalNumberField(
        required=False, help_text=_("12 digits on your identity card. We fill it into your forms for you.")
    )
    dossier_news = forms.MultipleChoiceField(
        label=KINDS["dossier"],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("How we tell you. Nothing ticked: we send nothing, you look at your dossiers yourself."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        news = self.fields["dossier_news"]
        assert isinstance(news, forms.MultipleChoiceField)
        news.choices = [(channel.value, channel.label) for channel in open_channels()]

    def clean(self) -> dict[str, Any]:
        """SMS and Zalo need a number."""
        said = super().clean() or {}
        if {Channel.SMS, Channel.ZALO} & set(said.get("dossier_news", ())) and said.get("phone") == "":
            self.add_error(
                "phone", ValidationError(_("We need your number for SMS and Zalo."), "phone_missing")
            )
        return said


class CodeForm(forms.Form):
    """The one-time code; valid means it has been accepted and used up."""

    code = forms.CharField(
        label=_("One-time code"),
        help_text=_("Six digits, shown by the app on your phone."),
        max_length=20,
        widget=CodeInput(attrs={"autofocus": True}),
    )

    def __init__(self, *args: Any, factor: SecondFactor, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.factor = factor
        self.at = at

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        second_factor.check(self.factor, code, self.at)
        return code
